package dev.understudy.app;

import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.Provider;
import java.util.Optional;

/// Asks a provider whether it takes a key.
@FunctionalInterface
interface KeyProber {
    /// Asks now.
    ///
    /// @param provider whose own keys are not used
    KeyCheck check(Provider provider, Optional<ApiKey> key) throws InterruptedException;
}
