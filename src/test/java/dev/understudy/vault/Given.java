package dev.understudy.vault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/// Vaults and secrets to test with.
public final class Given {
    /// Cheap, as tests try many.
    public static final Argon2Cost CHEAP = new Argon2Cost(8, 1, 1);

    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private Given() {}

    public static Vault vault(Path file, Keychain keychain) {
        return new Vault(file, keychain, CHEAP, InstantSource.fixed(NOW), System::nanoTime);
    }

    public static SecretName name(String name) {
        return new SecretName("openrouter", name);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public static String message(Throwable e) {
        return String.valueOf(e.getMessage());
    }
}
