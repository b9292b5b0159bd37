package dev.understudy.vault;

/// Why a vault did not do what was asked. The message says what to do, and holds no secret.
public abstract sealed class VaultException extends Exception
        permits KeychainUnavailableException,
                VaultConflictException,
                VaultDamagedException,
                VaultLockedException,
                WrongPassphraseException {
    private static final long serialVersionUID = 1;

    VaultException(String message) {
        super(message);
    }

    VaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
