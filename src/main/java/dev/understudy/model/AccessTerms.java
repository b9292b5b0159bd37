package dev.understudy.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a program may do with its access key.
///
/// @param scope what it may ask for
/// @param expires when the key ends; empty for never
public record AccessTerms(
        Scope scope, Optional<Instant> expires, Rate rate, Optional<Budget> budget) {
    /// Everything but rehearsing, for ever.
    public static final AccessTerms UNBOUNDED =
            new AccessTerms(Scope.ALL, Optional.empty(), Rate.UNBOUNDED, Optional.empty());

    /// Everything, for ever: the terms of the program's own keys, and of those that were made
    /// before there were any.
    public static final AccessTerms EVERYTHING =
            new AccessTerms(
                    new Scope(List.of(), List.of(), List.of(), true),
                    Optional.empty(),
                    Rate.UNBOUNDED,
                    Optional.empty());

    /// Whether anything is counted for them: a rate, or a budget.
    public boolean metered() {
        return budget.isPresent()
                || rate.requestsPerMinute().isPresent()
                || rate.tokensPerMinute().isPresent();
    }

    /// What may be asked for. Where a list is empty it bounds nothing; with chains and no models,
    /// these chains are all that may be asked for.
    ///
    /// A chain that is named may use all its targets at the providers allowed.
    ///
    /// @param models as they are asked for, such as `openrouter:anthropic/*`; `*` stands for any
    ///   text, and without a provider in front a pattern holds at every one
    /// @param chains by id
    /// @param providers by id
    /// @param mayRehearse whether faults may be injected
    public record Scope(
            List<String> models, List<String> chains, List<String> providers, boolean mayRehearse) {
        /// No bounds, and no rehearsing.
        public static final Scope ALL = new Scope(List.of(), List.of(), List.of(), false);

        /// Whether anything may be asked for.
        public boolean unbounded() {
            return models.isEmpty() && chains.isEmpty() && providers.isEmpty();
        }

        public Scope {
            models = List.copyOf(models);
            chains = List.copyOf(chains);
            providers = List.copyOf(providers);
        }
    }

    /// How fast it may go; empty for no bound.
    public record Rate(Optional<Integer> requestsPerMinute, Optional<Integer> tokensPerMinute) {
        /// No bounds.
        public static final Rate UNBOUNDED = new Rate(Optional.empty(), Optional.empty());
    }

    /// What it may spend.
    ///
    /// @param usd more than 0
    public record Budget(BigDecimal usd, Period period, Spent spent) {}

    /// What a budget is for, by the calendar of this machine.
    public enum Period {
        DAY,
        MONTH
    }

    /// What happens when a budget is spent.
    public enum Spent {
        /// Requests are refused until the next period.
        STOP,
        /// The cheapest allowed target answers.
        DEGRADE
    }
}
