package dev.understudy.routing;

/// A selection strategy cannot be worked out; the message says which and why.
public final class SelectionException extends Exception {
    private static final long serialVersionUID = 1;

    public SelectionException(String message) {
        super(message);
    }
}
