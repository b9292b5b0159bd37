package dev.understudy.journal;

import dev.understudy.model.Trace;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Which exchanges are asked for; what is empty asks for all.
///
/// @param from of the time they came in, inclusive
/// @param until of the time they came in, exclusive
/// @param provider any attempt's
/// @param model any attempt's, by the provider's own name
/// @param providerKey any attempt's, by its alias
/// @param accessKey by its id
public record Filter(
        Optional<Instant> from,
        Optional<Instant> until,
        Set<Trace.Ending> endings,
        Optional<String> provider,
        Optional<String> model,
        Optional<String> providerKey,
        Optional<String> accessKey) {
    /// All exchanges.
    public static final Filter ALL =
            new Filter(
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public Filter {
        endings = Set.copyOf(endings);
    }
}
