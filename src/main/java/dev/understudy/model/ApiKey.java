package dev.understudy.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// A provider's secret. It prints masked; only [#reveal()] gives it away.
public final class ApiKey {
    private final String value;

    /// @throws IllegalArgumentException if `value` is blank or holds a control character, which no
    ///   header may carry
    public ApiKey(String value) {
        if (value.isBlank() || value.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw new IllegalArgumentException("a key is one line of printable ASCII");
        }
        this.value = value;
    }

    /// The secret itself, for the one header it belongs in.
    public String reveal() {
        return value;
    }

    /// The last four characters, or none of a short key.
    public String hint() {
        return value.length() < 12 ? "…" : "…" + value.substring(value.length() - 4);
    }

    /// Equal if the secret is: a key that is read again is the same key.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiKey key
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.US_ASCII),
                        key.value.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "ApiKey[" + hint() + "]";
    }
}
