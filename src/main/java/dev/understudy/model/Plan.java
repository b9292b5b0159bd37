package dev.understudy.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The targets one request may try, in order and each once.
///
/// @param rejected the names that were asked for and led nowhere
public record Plan(List<Target> targets, List<Rejection> rejected, Rules rules) {
    public Plan {
        targets = List.copyOf(targets);
        rejected = List.copyOf(rejected);
    }

    /// A plan with the rules that hold where nothing else is said.
    public Plan(List<Target> targets, List<Rejection> rejected) {
        this(targets, rejected, Rules.STANDARD);
    }

    /// How a plan's targets are tried.
    ///
    /// @param hedgeAfter the silence after which the next target is tried beside the one before
    /// @param carriesOn whether the next target carries on an answer that breaks off
    /// @param goesOnAfterRefusal whether the next target is asked when one will not answer such a
    ///   prompt
    public record Rules(
            Optional<Duration> hedgeAfter, boolean carriesOn, boolean goesOnAfterRefusal) {
        /// What holds where nothing else is said.
        public static final Rules STANDARD = new Rules(Optional.empty(), true, false);
    }

    /// A name that was asked for, and why it is not tried.
    public record Rejection(String model, String reason) {}
}
