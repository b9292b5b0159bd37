package dev.understudy.settings;

import java.util.Optional;

/// Where the settings find secrets they only name.
@FunctionalInterface
public interface Secrets {
    /// There is no vault.
    Secrets NONE = (_, _) -> Optional.empty();

    /// The secret behind `${secrets.get('vault', 'name')}`; empty if it is not kept here.
    Optional<String> get(String vault, String name);
}
