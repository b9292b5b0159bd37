package dev.understudy.console.chains;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a chain can be expected to do, worked out of what is known of its steps.
///
/// @param answers the chance of an answer, from 0 to 1; empty if nothing is known of a step
/// @param firstToken what half of the answers begin within
/// @param slowFirstToken what nineteen of twenty begin within
/// @param perThousand what a thousand requests cost, in USD, each of 1,000 tokens in and 300 out
/// @param basis what it is worked out of
public record Forecast(
        OptionalDouble answers,
        Optional<Duration> firstToken,
        Optional<Duration> slowFirstToken,
        Optional<BigDecimal> perThousand,
        Basis basis) {
    /// Nothing is known.
    public static final Forecast UNKNOWN =
            new Forecast(
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new Basis(0, 0, false, Optional.empty()));

    /// What a forecast is worked out of.
    ///
    /// @param ownTries the attempts of this machine
    /// @param endpoints the places of OpenRouter's whose figures went in
    /// @param stale whether OpenRouter would tell more, or tell it anew
    /// @param problem why it did not when it was asked just now, for people
    public record Basis(long ownTries, int endpoints, boolean stale, Optional<String> problem) {
        /// Whether it is worked out of anything.
        public boolean isKnown() {
            return ownTries > 0 || endpoints > 0;
        }
    }

    /// The same of another basis.
    public Forecast with(boolean stale, Optional<String> problem) {
        return new Forecast(
                answers,
                firstToken,
                slowFirstToken,
                perThousand,
                new Basis(basis.ownTries(), basis.endpoints(), stale, problem));
    }
}
