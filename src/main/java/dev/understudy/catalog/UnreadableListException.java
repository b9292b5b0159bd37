package dev.understudy.catalog;

/// What a provider sent is no list of models, or not all of one; the message says what it is.
public final class UnreadableListException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableListException(String message) {
        super(message);
    }

    UnreadableListException(String message, Throwable cause) {
        super(message, cause);
    }
}
