package dev.understudy.model;

/// A request asks for something that a wire has no words for; the message says what.
public final class UntranslatableException extends Exception {
    private static final long serialVersionUID = 1;

    public UntranslatableException(String reason) {
        super(reason);
    }

    /// What cannot be said, for people.
    public String reason() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
