package dev.understudy.vault;

/// Bytes that are no vault's. The message goes on after the file's name: "is cut off".
final class MalformedVaultException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedVaultException(String what) {
        super(what);
    }

    MalformedVaultException(String what, Throwable cause) {
        super(what, cause);
    }

    /// What is wrong, after the file's name.
    String what() {
        return String.valueOf(getMessage());
    }
}
