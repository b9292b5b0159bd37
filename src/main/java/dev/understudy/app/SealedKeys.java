package dev.understudy.app;

import dev.understudy.console.keys.KeyBookException;
import dev.understudy.model.ApiKey;
import dev.understudy.settings.KeyOrigin;
import dev.understudy.settings.WrittenSettings;
import dev.understudy.vault.SecretName;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultException;
import dev.understudy.vault.VaultLockedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Providers' keys in the vault. What fails is told for people.
final class SealedKeys {
    private static final int LONGEST_NAME = 60;
    private static final int MARK_BYTES = 4;

    private final Vault vault;
    private final SecureRandom random = new SecureRandom();

    SealedKeys(Vault vault) {
        this.vault = vault;
    }

    /// A name that no secret has, nor had: a secret's name ends in random digits.
    KeyOrigin.InVault fresh(String provider, String alias, WrittenSettings written) {
        String readable = alias.replaceAll("[^A-Za-z0-9._-]", "-");
        String cut = readable.substring(0, Math.min(readable.length(), LONGEST_NAME));
        var mark = new byte[MARK_BYTES];
        KeyOrigin.InVault name;
        do {
            random.nextBytes(mark);
            name = new KeyOrigin.InVault(provider, cut + "-" + HexFormat.of().formatHex(mark));
        } while (holds(name) || written.mentions(name) > 0);
        return name;
    }

    /// Whether the vault has a secret, open or locked.
    boolean holds(KeyOrigin.InVault secret) {
        return name(secret)
                .map(name -> vault.list().stream().anyMatch(stored -> stored.name().equals(name)))
                .orElse(false);
    }

    /// A key; empty if the vault has none of that name.
    Optional<ApiKey> get(KeyOrigin.InVault secret) throws KeyBookException {
        try {
            Optional<SecretName> name = name(secret);
            Optional<byte[]> value = name.isEmpty() ? Optional.empty() : vault.get(name.get());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            String text = new String(value.get(), StandardCharsets.UTF_8);
            Arrays.fill(value.get(), (byte) 0);
            return Optional.of(new ApiKey(text));
        } catch (VaultLockedException e) {
            throw told(e);
        } catch (IllegalArgumentException e) {
            throw new KeyBookException(
                    "the secret %s/%s is no key: %s"
                            .formatted(secret.vault(), secret.name(), e.getMessage()),
                    e);
        }
    }

    void put(KeyOrigin.InVault secret, ApiKey key) throws KeyBookException, InterruptedException {
        byte[] value = key.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            vault.put(new SecretName(secret.vault(), secret.name()), value);
        } catch (VaultException | IOException e) {
            throw told(e);
        } catch (IllegalArgumentException e) {
            throw new KeyBookException(String.valueOf(e.getMessage()), e);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    void remove(KeyOrigin.InVault secret) throws KeyBookException, InterruptedException {
        try {
            vault.remove(new SecretName(secret.vault(), secret.name()));
        } catch (VaultException | IOException e) {
            throw told(e);
        }
    }

    /// Takes back a [#put], as what needed it failed; an interrupt waits meanwhile.
    void takeBack(KeyOrigin.InVault secret, Exception why) {
        boolean interrupted = Thread.interrupted();
        try {
            remove(secret);
        } catch (KeyBookException e) {
            why.addSuppressed(e);
        } catch (InterruptedException e) {
            interrupted = true;
            why.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Optional<SecretName> name(KeyOrigin.InVault secret) {
        try {
            return Optional.of(new SecretName(secret.vault(), secret.name()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static KeyBookException told(Exception e) {
        return new KeyBookException(String.valueOf(e.getMessage()), e);
    }
}
