package dev.understudy.routing;

import dev.understudy.model.Plan;
import java.util.List;

/// None of the names a request asks for leads to a target; the message says what to write instead.
public final class UnknownModelException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Plan.Rejection> rejected;

    UnknownModelException(List<Plan.Rejection> rejected) {
        super(
                rejected.isEmpty()
                        ? "the request names no model: set \"model\" to a chain or to"
                                + " provider:model, such as openrouter:openai/gpt-4o-mini"
                        : rejected.getFirst().reason());
        this.rejected = List.copyOf(rejected);
    }

    public List<Plan.Rejection> rejected() {
        return rejected;
    }
}
