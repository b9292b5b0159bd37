package dev.understudy.routing;

import dev.understudy.model.Evaluation;
import java.util.List;

/// A selection strategy chose nothing, or cannot be worked out; the message says which and why.
public final class SelectionException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Evaluation> evaluations;

    public SelectionException(String message, List<Evaluation> evaluations) {
        super(message);
        this.evaluations = List.copyOf(evaluations);
    }

    /// All that was evaluated.
    public List<Evaluation> evaluations() {
        return evaluations;
    }
}
