package dev.understudy.access;

import dev.understudy.model.AccessTerms.Budget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/// What becomes of a request under the terms of its access key.
public sealed interface Admission {
    /// It may go on.
    record Admitted() implements Admission {}

    /// It may go on, to the cheapest target allowed: the budget is spent.
    record Degraded(Budget budget) implements Admission {}

    /// It came too soon.
    ///
    /// @param what `requests` or `tokens`
    /// @param most of them in a minute
    /// @param pause until there is room again
    record TooFast(String what, int most, Duration pause) implements Admission {}

    /// The budget is spent, and nothing goes on until the next period.
    record Spent(Budget budget, BigDecimal spent, Instant until, Duration pause)
            implements Admission {}
}
