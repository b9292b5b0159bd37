package dev.understudy.sse;

import java.io.IOException;

/// An event holds more bytes than its reader allows.
public final class EventTooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    EventTooLargeException(int limit) {
        super("an event of the stream holds more than %d bytes".formatted(limit));
    }
}
