package dev.understudy.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where a model is served.
///
/// @param fetched when it was told so; empty if it was never
/// @param problem why it could not be asked for now, for people
public record EndpointList(
        List<Endpoint> endpoints, Optional<Instant> fetched, Optional<String> problem) {
    /// Nothing is known yet.
    public static final EndpointList UNKNOWN =
            new EndpointList(List.of(), Optional.empty(), Optional.empty());

    public EndpointList {
        endpoints = List.copyOf(endpoints);
    }
}
