package dev.understudy.strategy;

import java.util.List;

/// What a strategy chose, and how it came to it.
///
/// @param chosen each once, in the order of the expression that decided; empty if none chose
///   anything
/// @param steps the expressions evaluated, in order; the last one decided if anything was chosen
public record Choice<T>(List<T> chosen, List<Step> steps) {
    public Choice {
        chosen = List.copyOf(chosen);
        steps = List.copyOf(steps);
    }

    /// One expression's evaluation.
    ///
    /// @param dropped the first elements that a condition could not be told of
    /// @param drops how many those were altogether
    public record Step(String expression, Outcome outcome, List<Dropped> dropped, int drops) {
        public Step {
            dropped = List.copyOf(dropped);
        }
    }

    /// An element that was left out, as a condition could not be told of it.
    ///
    /// @param element a model as `provider:model`, or a key's id
    public record Dropped(String element, String reason) {}

    /// What came of one expression.
    public sealed interface Outcome {
        /// It chose this many, and decided.
        record Chose(int count) implements Outcome {}

        /// It chose none.
        record Nothing() implements Outcome {}

        /// It could not be worked out.
        record Failed(Problem problem) implements Outcome {}
    }
}
