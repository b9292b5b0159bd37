package dev.understudy.app;

import dev.understudy.vault.KeySource;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultState;
import java.util.Optional;

/// Finds out what the keychain is called that keeps the vault's own key. Thread-safe.
final class VaultKeeper {
    private final Vault vault;
    private volatile Optional<String> name = Optional.empty();
    private volatile boolean asked;

    VaultKeeper(Vault vault) {
        this.vault = vault;
    }

    /// From memory; empty if no keychain keeps it, or nobody knows which.
    Optional<String> name() {
        return keptByKeychain() ? name : Optional.empty();
    }

    /// Has [#ask] look anew, as another may keep it now.
    void forget() {
        asked = false;
    }

    /// Asks the keychain once, for 3 seconds at most.
    void ask() {
        if (asked || !keptByKeychain()) {
            return;
        }
        asked = true;
        try {
            name = vault.keychain();
        } catch (InterruptedException _) {
            asked = false;
            Thread.currentThread().interrupt();
        }
    }

    private boolean keptByKeychain() {
        return switch (vault.state()) {
            case VaultState.Open(var source) -> source == KeySource.KEYCHAIN;
            case VaultState.Locked(var source) -> source == KeySource.KEYCHAIN;
            case VaultState.Absent _, VaultState.Damaged _ -> false;
        };
    }
}
