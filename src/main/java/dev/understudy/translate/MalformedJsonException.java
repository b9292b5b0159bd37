package dev.understudy.translate;

import java.io.IOException;

/// A text is not the JSON it should be; the message says where, and quotes nothing of it.
public final class MalformedJsonException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedJsonException(String message) {
        super(message);
    }
}
