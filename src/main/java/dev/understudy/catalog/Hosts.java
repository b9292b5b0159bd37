package dev.understudy.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who serves OpenRouter's models.
///
/// @param fetched when it was told so; empty if it was never
/// @param problem why it could not be asked for when models were synced last, for people
public record Hosts(List<Host> all, Optional<Instant> fetched, Optional<String> problem) {
    /// Nothing is known yet.
    public static final Hosts UNKNOWN = new Hosts(List.of(), Optional.empty(), Optional.empty());

    public Hosts {
        all = List.copyOf(all);
    }

    /// Who an endpoint is of: by its tag, or else by the name.
    public Optional<Host> of(Endpoint endpoint) {
        String slug = endpoint.tag().split("/", 2)[0];
        return all.stream()
                .filter(host -> host.slug().equals(slug))
                .findFirst()
                .or(() ->
                        all.stream()
                                .filter(host -> host.name().equals(endpoint.provider()))
                                .findFirst());
    }
}
