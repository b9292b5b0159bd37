package dev.understudy.model;

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

    @Override
    public String toString() {
        return "ApiKey[" + hint() + "]";
    }
}
