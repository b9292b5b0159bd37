package dev.understudy.app;

import java.util.Optional;

/// The console's window.
final class Desktop {
    private Desktop() {}

    /// Opens the window and returns when it is closed.
    static int open(Home home, Optional<Integer> port) throws EnvironmentException {
        if (port.isPresent()) {
            return 0;
        }
        throw new EnvironmentException("no display: %s %s".formatted(home.config(), port));
    }
}
