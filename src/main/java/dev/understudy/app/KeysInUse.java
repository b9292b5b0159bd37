package dev.understudy.app;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Provider;
import dev.understudy.routing.Health;
import java.util.List;
import java.util.Optional;

/// The keys as the gateway uses them. Answers from memory, but for [#takeUp].
interface KeysInUse {
    /// The providers of the settings in force, with the keys in use.
    List<Provider> providers();

    /// How a key rests; empty if it does not.
    Optional<Health.Rest> rest(String provider, ApiKey key);

    /// A key was found to work: its rest is over.
    void works(String provider, ApiKey key);

    /// Puts the settings and secrets in force as they are in the files now.
    void takeUp();
}
