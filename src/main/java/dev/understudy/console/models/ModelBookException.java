package dev.understudy.console.models;

/// A change that could not be made; its message tells people why, and what to do.
public final class ModelBookException extends Exception {
    private static final long serialVersionUID = 1;

    public ModelBookException(String message) {
        super(message);
    }

    public ModelBookException(String message, Throwable cause) {
        super(message, cause);
    }
}
