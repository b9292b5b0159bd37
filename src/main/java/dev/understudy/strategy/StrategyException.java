package dev.understudy.strategy;

import java.util.List;

/// No expression of a strategy chose anything, and at least one could not be worked out.
public final class StrategyException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Choice.Step> steps;

    StrategyException(String message, List<Choice.Step> steps) {
        super(message);
        this.steps = List.copyOf(steps);
    }

    /// All the expressions evaluated.
    public List<Choice.Step> steps() {
        return steps;
    }
}
