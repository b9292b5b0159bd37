package dev.understudy.settings;

/// A change cannot be made in a settings file; the message says why and what to do.
public final class SettingsEditException extends Exception {
    private static final long serialVersionUID = 1;

    SettingsEditException(String message) {
        super(message);
    }

    SettingsEditException(String message, Throwable cause) {
        super(message, cause);
    }
}
