package dev.understudy.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a live check of a provider's key found.
public sealed interface KeyCheck {
    /// The provider takes the key.
    ///
    /// @param account what the provider tells of it; empty if it tells nothing
    /// @param models how many models it offers with this key; empty if that was not asked
    /// @param took the whole check
    record Works(Optional<KeyAccount> account, Optional<Integer> models, Duration took)
            implements KeyCheck {}

    /// It cannot be used now.
    ///
    /// @param message what happened and what to do, for people; holds no secret
    /// @param until when it may work again, where the provider says
    record Fails(Cause cause, String message, Optional<Instant> until) implements KeyCheck {}

    /// Why a key cannot be used.
    enum Cause {
        WRONG_KEY,
        NO_CREDIT,
        NOT_ALLOWED,
        RATE_LIMITED,
        /// The name does not resolve, or nothing can be reached.
        NETWORK,
        /// The proxy refuses, or cannot be reached.
        PROXY,
        /// The certificate is not valid, not yet or no more: often this machine's clock.
        CLOCK,
        /// The certificate is not trusted, as behind a company's proxy.
        UNTRUSTED,
        PROVIDER_DOWN,
        /// Something answers, but no provider that is known to speak so.
        NOT_A_PROVIDER
    }
}
