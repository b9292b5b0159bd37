package dev.understudy.vault;

/// The vault has to be opened, or made, first.
public final class VaultLockedException extends VaultException {
    private static final long serialVersionUID = 1;

    private final transient VaultState state;

    VaultLockedException(VaultState state) {
        super(
                switch (state) {
                    case VaultState.Absent() ->
                            "there is no vault yet: make one, with the system's keychain or with a passphrase";
                    case VaultState.Locked(KeySource source) when source == KeySource.KEYCHAIN ->
                            "the vault is locked: open it with its key in the system's keychain";
                    case VaultState.Locked _ -> "the vault is locked: open it with its passphrase";
                    case VaultState.Damaged _ ->
                            "the vault is locked, and damaged: restore it, then open it";
                    case VaultState.Open _ -> "the vault was opened another way: try again";
                });
        this.state = state;
    }

    /// How the vault stands instead.
    public VaultState state() {
        return state;
    }
}
