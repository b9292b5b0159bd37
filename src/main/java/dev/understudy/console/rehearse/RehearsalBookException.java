package dev.understudy.console.rehearse;

/// The kept tests cannot be read or changed; the message tells people why and what to do.
public final class RehearsalBookException extends Exception {
    private static final long serialVersionUID = 1;

    public RehearsalBookException(String message, Throwable cause) {
        super(message, cause);
    }
}
