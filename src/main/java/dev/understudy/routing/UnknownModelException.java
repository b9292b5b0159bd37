package dev.understudy.routing;

import dev.understudy.model.Evaluation;
import dev.understudy.model.Plan;
import java.util.List;

/// None of the names a request asks for leads to a target; the message says what to write instead.
public final class UnknownModelException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Plan.Rejection> rejected;
    private final transient List<Evaluation> selection;
    private final Plan.Why why;

    /// @param selection how the strategy of the settings chose, if there is one
    UnknownModelException(List<Plan.Rejection> rejected, List<Evaluation> selection) {
        super(
                rejected.isEmpty()
                        ? "the request names no model, and none is configured: set \"model\" to"
                                + " provider:model, such as openrouter:openai/gpt-4o-mini, or add"
                                + " a chain or models to gateway.yaml"
                        : rejected.getFirst().reason());
        this.rejected = List.copyOf(rejected);
        this.selection = List.copyOf(selection);
        this.why = rejected.isEmpty() ? Plan.Why.UNKNOWN : rejected.getFirst().why();
    }

    UnknownModelException(SelectionException cause) {
        super("the model selection failed: " + cause.getMessage(), cause);
        this.rejected = List.of();
        this.selection = cause.evaluations();
        this.why = Plan.Why.NOT_SELECTED;
    }

    public List<Plan.Rejection> rejected() {
        return rejected;
    }

    /// How the strategy of the settings chose, if it came to that.
    public List<Evaluation> selection() {
        return selection;
    }

    /// The kind of reason.
    public Plan.Why why() {
        return why;
    }
}
