package dev.understudy.upstream;

import java.io.IOException;

/// Nothing came for longer than a read may wait.
final class SilenceException extends IOException {
    private static final long serialVersionUID = 1;

    /// What to say of it.
    static final String WORDS = "the provider stayed silent for too long";

    SilenceException() {
        super(WORDS);
    }

    /// @param cause how the wait ended
    SilenceException(IOException cause) {
        super(WORDS, cause);
    }
}
