package dev.understudy.catalog;

import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;

/// What became different about a model between two lists.
///
/// @param time when the newer list was fetched
/// @param name of the model, for people
public record Change(Instant time, Target target, String name, What what) {
    /// What it is.
    public sealed interface What {
        /// It is listed since.
        record Appeared() implements What {}

        /// It is listed no more.
        record Gone() implements What {}

        /// It costs more or less than it did.
        ///
        /// @param from in USD, for a million tokens or for one of what is no token
        /// @param to the same
        record Repriced(Price price, BigDecimal from, BigDecimal to) implements What {
            private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

            /// Whether it costs more now.
            public boolean dearer() {
                return to.compareTo(from) > 0;
            }

            /// The change in percent, such as 40 or -25; from nothing to something it is 100.
            public int percent() {
                return from.signum() == 0
                        ? 100
                        : to.subtract(from)
                                .multiply(HUNDRED)
                                .divide(from, MathContext.DECIMAL64)
                                .intValue();
            }
        }

        /// It is told to end.
        ///
        /// @param last the last day it is served
        record Expires(LocalDate last) implements What {}
    }
}
