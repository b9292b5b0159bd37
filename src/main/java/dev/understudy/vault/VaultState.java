package dev.understudy.vault;

import java.time.Instant;
import java.util.Optional;

/// How a vault stands.
public sealed interface VaultState {
    /// There is no file yet: [Vault#sealWithKeychain] or [Vault#sealWithPassphrase] makes it.
    record Absent() implements VaultState {}

    /// The names can be listed, the secrets neither read nor changed.
    ///
    /// @param source what opens it
    record Locked(KeySource source) implements VaultState {}

    /// All can be read and changed.
    record Open(KeySource source) implements VaultState {}

    /// The file is not what was written, or cannot be read. What was open before stays readable;
    /// nothing can be changed before [Vault#restore] or [Vault#setAside].
    ///
    /// @param what what is wrong with it
    /// @param restorable what `restore` would bring back
    record Damaged(String what, Optional<Version> restorable) implements VaultState {}

    /// One written version of a vault.
    ///
    /// @param secrets how many it holds
    record Version(Instant written, int secrets) {}
}
