package dev.understudy.settings;

/// A secret that the settings name cannot be had now. The message names it and says what to do.
public final class SecretUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    public SecretUnavailableException(String message) {
        super(message);
    }
}
