package dev.understudy.model;

import java.time.Duration;
import java.util.Optional;

/// What a test of the way to a provider found.
public sealed interface WayCheck {
    /// The proxy that the way leads by; empty if it is straight.
    Optional<Outbound.Proxy> proxy();

    /// Something answers there.
    ///
    /// @param vouched who signed its certificate, for people: a company's name tells that its proxy
    ///   reads along; empty without TLS
    /// @param took until the answer's headers
    record Reached(
            Optional<Outbound.Proxy> proxy, Optional<String> vouched, int status, Duration took)
            implements WayCheck {}

    /// Nothing does, or not as it should.
    ///
    /// @param message what happened and what to do, for people; holds no secret
    record Lost(Optional<Outbound.Proxy> proxy, KeyCheck.Cause cause, String message)
            implements WayCheck {}
}
