package dev.understudy.settings;

/// Where the settings find secrets they only name.
@FunctionalInterface
public interface Secrets {
    /// There is no vault.
    Secrets NONE =
            (vault, name) -> {
                throw new SecretUnavailableException(
                        "the secret %s/%s is in no vault: use ${env.get('NAME')}"
                                .formatted(vault, name));
            };

    /// The secret behind `${secrets.get('vault', 'name')}`.
    ///
    /// @throws SecretUnavailableException if it cannot be had now
    String get(String vault, String name) throws SecretUnavailableException;
}
