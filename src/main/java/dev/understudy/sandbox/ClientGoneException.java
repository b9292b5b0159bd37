package dev.understudy.sandbox;

import java.io.IOException;

/// The client left, or the server closes.
final class ClientGoneException extends IOException {
    private static final long serialVersionUID = 1;

    ClientGoneException() {
        super("the client left");
    }

    ClientGoneException(IOException cause) {
        super("the client left", cause);
    }
}
