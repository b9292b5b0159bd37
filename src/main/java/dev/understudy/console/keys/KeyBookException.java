package dev.understudy.console.keys;

/// Something could not be done with a key; the message tells people what happened, why, and what to
/// do next, and holds no secret.
public final class KeyBookException extends Exception {
    private static final long serialVersionUID = 1;

    public KeyBookException(String message) {
        super(message);
    }

    public KeyBookException(String message, Throwable cause) {
        super(message, cause);
    }
}
