package dev.understudy.routing;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import java.time.Duration;
import java.util.Optional;

/// Sends requests to providers.
public interface Upstream {
    /// Sends a request and returns once the first token, or the whole answer, is in.
    ///
    /// Nothing has reached the caller by then, so a failure may be tried elsewhere.
    ///
    /// @throws UpstreamException if the provider failed or refused
    /// @throws InterruptedException if the caller went away
    Answer open(Call call) throws UpstreamException, InterruptedException;

    /// One call to one target.
    ///
    /// @param key the key to use; empty for a provider that needs none
    /// @param headersWithin the wait for the answer's headers
    /// @param silence the longest silence before the first token
    /// @param deadline the wait for the first token, signs of life or not
    record Call(
            Provider provider,
            Target target,
            Optional<ProviderKey> key,
            ModelRequest request,
            Duration headersWithin,
            Duration silence,
            Duration deadline,
            Duration streamIdle) {
        /// Whether it goes out with the caller's own key.
        public boolean usesCallersKey() {
            return key.filter(used -> !provider.keys().contains(used)).isPresent();
        }
    }
}
