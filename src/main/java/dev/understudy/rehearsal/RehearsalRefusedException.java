package dev.understudy.rehearsal;

import java.io.IOException;

/// The gateway lets nobody rehearse with this access key; the message says why and what to do.
public final class RehearsalRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RehearsalRefusedException(String message) {
        super(message);
    }
}
