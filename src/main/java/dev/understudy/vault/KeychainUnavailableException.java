package dev.understudy.vault;

/// The system's keychain gives no answer, or not the one that is needed.
public final class KeychainUnavailableException extends VaultException {
    private static final long serialVersionUID = 1;

    /// What keeps it from answering.
    public enum Reason {
        /// There is none in this session.
        MISSING("there is no keychain in this session", "keep the secrets behind a passphrase"),

        /// It is there, and fails or breaks off.
        DEAD("the keychain failed", "start it again, by logging out and in, or use a passphrase"),

        /// It does not answer in time.
        SLOW("the keychain does not answer", "try again, or use a passphrase"),

        /// A person has to unlock it, or set it up, first.
        LOCKED("the keychain is locked", "unlock it and try again, or use a passphrase"),

        /// The person was asked, and said no.
        REFUSED("the keychain's dialog was closed", "try again, or use a passphrase"),

        /// It answers, and has no key for this vault.
        FORGOTTEN(
                "the keychain does not hold this vault's key",
                "open the keychain that it was made with, or set the vault aside and add the secrets again");

        private final String what;
        private final String nextStep;

        Reason(String what, String nextStep) {
            this.what = what;
            this.nextStep = nextStep;
        }
    }

    private final Reason reason;

    KeychainUnavailableException(Reason reason) {
        super("%s: %s".formatted(reason.what, reason.nextStep));
        this.reason = reason;
    }

    /// @param detail what is known more exactly
    KeychainUnavailableException(Reason reason, String detail) {
        super("%s (%s): %s".formatted(reason.what, detail, reason.nextStep));
        this.reason = reason;
    }

    KeychainUnavailableException(Reason reason, String detail, Throwable cause) {
        super("%s (%s): %s".formatted(reason.what, detail, reason.nextStep), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
