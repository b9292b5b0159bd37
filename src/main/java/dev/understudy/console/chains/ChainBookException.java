package dev.understudy.console.chains;

/// Chains cannot be read or changed as asked; the message tells people why, and what to do.
public final class ChainBookException extends Exception {
    private static final long serialVersionUID = 1;

    public ChainBookException(String message) {
        super(message);
    }

    public ChainBookException(String message, Throwable cause) {
        super(message, cause);
    }
}
