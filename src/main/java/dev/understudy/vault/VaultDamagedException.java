package dev.understudy.vault;

import dev.understudy.vault.VaultState.Version;
import java.nio.file.Path;
import java.util.Optional;

/// The vault's file is not what was written, or cannot be read.
public final class VaultDamagedException extends VaultException {
    private static final long serialVersionUID = 1;

    private final transient VaultState.Damaged state;

    /// @param what what is wrong with the file, after its name
    VaultDamagedException(Path file, String what, Optional<Version> restorable) {
        super(
                "the vault %s %s: %s"
                        .formatted(
                                file,
                                what,
                                restorable
                                        .map(version ->
                                                "its version of %s with %d secrets can be restored"
                                                        .formatted(
                                                                version.written(),
                                                                version.secrets()))
                                        .orElse(
                                                "there is no version to restore; set it aside and add the secrets again")));
        this.state = new VaultState.Damaged(what, restorable);
    }

    /// What is wrong, and what can be restored.
    public VaultState.Damaged state() {
        return state;
    }
}
