package dev.understudy.catalog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The catalogue, where its parts come from, how they have changed, and who serves OpenRouter's
/// models. Immutable.
public record Stock(Catalogue catalogue, List<Origin> origins, History history, Hosts hosts) {
    /// When the list of OpenRouter's models that comes with the program was made.
    public static final Instant SHIPPED =
            Shipped.OPENROUTER_DATE.atStartOfDay(ZoneOffset.UTC).toInstant();

    public Stock {
        origins = List.copyOf(origins);
    }

    /// Where a provider's models come from.
    ///
    /// @param models how many there are
    /// @param fetched the day its data is of
    /// @param checked when it was last asked for and told to be so; empty if it came with the
    ///   program
    /// @param problem why the latest attempt to fetch it failed, for people; what was there is kept
    public record Origin(
            String provider,
            int models,
            Instant fetched,
            Optional<Instant> checked,
            Optional<String> problem) {}

    /// Where a provider's models come from.
    public Optional<Origin> origin(String provider) {
        return origins.stream().filter(origin -> origin.provider().equals(provider)).findFirst();
    }
}
