package dev.understudy.client;

import java.io.IOException;

/// The gateway answered with an error; its message says what happened and what to do.
public final class GatewayException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    /// @param status the HTTP status, or the one an error event names
    /// @param code the stable word for the error; empty if there is none
    public GatewayException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
