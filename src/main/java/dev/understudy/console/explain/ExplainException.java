package dev.understudy.console.explain;

/// A strategy could not be put in force; the message tells people why, and what to do.
public final class ExplainException extends Exception {
    private static final long serialVersionUID = 1;

    public ExplainException(String message) {
        super(message);
    }

    public ExplainException(String message, Throwable cause) {
        super(message, cause);
    }
}
