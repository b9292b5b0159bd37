package dev.understudy.console.settings;

/// The way to providers could not be read or changed; the message tells people what happened, why,
/// and what to do next, and holds no secret.
public final class NetworkException extends Exception {
    private static final long serialVersionUID = 1;

    public NetworkException(String message) {
        super(message);
    }

    public NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
