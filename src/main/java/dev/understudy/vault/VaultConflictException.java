package dev.understudy.vault;

/// A change does not fit what the vault holds by now.
public final class VaultConflictException extends VaultException {
    private static final long serialVersionUID = 1;

    private VaultConflictException(String message) {
        super(message);
    }

    static VaultConflictException missing(SecretName name) {
        return new VaultConflictException(
                "there is no secret %s: list the names to see what there is".formatted(name));
    }

    static VaultConflictException taken(SecretName name) {
        return new VaultConflictException(
                "there is a secret %s already: remove it first, or take another name"
                        .formatted(name));
    }

    static VaultConflictException full(int most) {
        return new VaultConflictException(
                "a vault holds at most %d secrets: remove some first".formatted(most));
    }
}
