package dev.understudy.app;

import dev.understudy.settings.SecretUnavailableException;
import dev.understudy.settings.Secrets;
import dev.understudy.vault.SecretName;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultState;

/// Stands for the secrets where only their being there counts: no vault is opened, and no keychain
/// asked.
final class VaultNames implements Secrets {
    static final String STAND_IN = "a-secret-of-the-vault";

    private final Vault vault;

    VaultNames(Vault vault) {
        this.vault = vault;
    }

    @Override
    public String get(String vaultName, String secret) throws SecretUnavailableException {
        require(vault, name(vaultName, secret));
        return STAND_IN;
    }

    /// The name of a secret in the settings.
    static SecretName name(String vault, String secret) throws SecretUnavailableException {
        try {
            return new SecretName(vault, secret);
        } catch (IllegalArgumentException e) {
            throw new SecretUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    /// Looks whether a vault has a secret, open or locked.
    ///
    /// @throws SecretUnavailableException if it has not, or cannot be read
    static void require(Vault vault, SecretName name) throws SecretUnavailableException {
        boolean there = vault.list().stream().anyMatch(secret -> secret.name().equals(name));
        if (!there && vault.state() instanceof VaultState.Damaged damaged) {
            throw new SecretUnavailableException(
                    "the secret %s cannot be looked for, as the vault %s"
                            .formatted(name, damaged.what()));
        }
        if (!there) {
            throw missing(name);
        }
    }

    static SecretUnavailableException missing(SecretName name) {
        return new SecretUnavailableException(
                "the secret %s is not in the vault: add it with \"understudy keys add %s %s\""
                        .formatted(name, name.vault(), name.name()));
    }
}
