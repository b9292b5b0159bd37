package dev.understudy.vault;

/// A call on the session's bus failed.
final class BusException extends Exception {
    private static final long serialVersionUID = 1;

    private final String error;

    /// @param error the name of the D-Bus error, such as
    ///   `org.freedesktop.DBus.Error.ServiceUnknown`; empty if the bus itself failed
    BusException(String error, String message) {
        super(message);
        this.error = error;
    }

    BusException(Throwable cause) {
        super("the session's bus broke off", cause);
        this.error = "";
    }

    String error() {
        return error;
    }
}
