package dev.understudy.upstream;

import java.io.IOException;

/// An answer came compressed in a way that cannot be undone; the message is for people.
final class PackedException extends IOException {
    private static final long serialVersionUID = 1;

    PackedException(String message) {
        super(message);
    }

    PackedException(String message, Throwable cause) {
        super(message, cause);
    }
}
