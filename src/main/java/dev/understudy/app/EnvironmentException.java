package dev.understudy.app;

/// The machine does not allow what was asked; the message says why and what to do.
final class EnvironmentException extends Exception {
    private static final long serialVersionUID = 1;

    EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }

    EnvironmentException(String message) {
        super(message);
    }
}
