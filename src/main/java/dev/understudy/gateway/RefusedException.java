package dev.understudy.gateway;

/// A request is refused before any attempt; the message says why and what to do.
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    RefusedException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
