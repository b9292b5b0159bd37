package dev.understudy.console.shell;

import java.io.IOException;
import java.util.Optional;

/// Where the status bar gets an access key to copy.
public interface AccessKeys {
    /// The key made at first start, while it is still known; keys are stored as hashes only.
    Optional<String> known();

    /// Makes a new key and returns it, this one time.
    ///
    /// @throws IOException if it cannot be stored
    String create() throws IOException;
}
