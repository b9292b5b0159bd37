package dev.understudy.model;

import java.util.List;

/// The targets one request may try, in order and each once.
///
/// @param rejected the names that were asked for and led nowhere
/// @param selection how the strategy of the settings chose, if there is one
public record Plan(List<Step> steps, List<Rejection> rejected, List<Evaluation> selection) {
    public Plan {
        steps = List.copyOf(steps);
        rejected = List.copyOf(rejected);
        selection = List.copyOf(selection);
    }

    /// A plan without a strategy.
    public Plan(List<Step> steps, List<Rejection> rejected) {
        this(steps, rejected, List.of());
    }

    /// A plan of targets that were asked for by their own names.
    public static Plan of(List<Target> targets, List<Rejection> rejected) {
        return new Plan(targets.stream().map(Step::of).toList(), rejected);
    }

    /// The targets alone.
    public List<Target> targets() {
        return steps.stream().map(Step::target).toList();
    }

    /// One target, and how it came to its place.
    ///
    /// @param source what named it, as `chain support` or the name asked for
    /// @param reason for people
    public record Step(Target target, StepRules rules, String source, String reason) {
        /// A target that was asked for by its own name.
        public static Step of(Target target) {
            return new Step(target, StepRules.STANDARD, target.toString(), "asked for by name");
        }
    }

    /// A name that was asked for, and why it is not tried.
    public record Rejection(String model, String reason, Why why) {
        public Rejection(String model, String reason) {
            this(model, reason, Why.UNKNOWN);
        }
    }

    /// The kinds of reasons.
    public enum Why {
        /// It leads to no model.
        UNKNOWN,
        /// The settings restrict requests to others.
        NOT_ALLOWED,
        /// The access key's scope leaves it out.
        OUT_OF_SCOPE,
        /// The access key's budget is spent, and another is cheaper.
        OVER_BUDGET,
        /// It is switched off.
        DISABLED,
        /// The strategy left it out.
        NOT_SELECTED,
        /// It came up and was passed over, as it could not have answered.
        SKIPPED
    }
}
