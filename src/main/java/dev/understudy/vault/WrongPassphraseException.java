package dev.understudy.vault;

/// Not the vault's passphrase.
public final class WrongPassphraseException extends VaultException {
    private static final long serialVersionUID = 1;

    WrongPassphraseException() {
        super(
                "this is not the vault's passphrase: look for capital letters and the keyboard's language, and try again");
    }
}
