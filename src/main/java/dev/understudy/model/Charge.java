package dev.understudy.model;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;

/// What something cost.
///
/// @param dollars US dollars, exact
public record Charge(BigDecimal dollars, Source source) {
    /// Where an amount comes from.
    public enum Source {
        /// The provider told it.
        TOLD,
        /// It was worked out of what was used and of the prices at that time.
        WORKED_OUT
    }

    /// All of them together, told only if each was; empty if there are none.
    public static Optional<Charge> sum(Collection<Charge> charges) {
        return charges.stream()
                .reduce((a, b) ->
                        new Charge(
                                a.dollars().add(b.dollars()),
                                a.source() == b.source() ? a.source() : Source.WORKED_OUT));
    }
}
