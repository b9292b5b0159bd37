package dev.understudy.model;

import java.util.List;

/// A name clients may ask for, and its steps in order.
///
/// @param rules what holds for each step that says nothing else
/// @param weights the steps' shares of the requests, taken in turns; empty if they are tried in
///   order, or if steps have weights of their own
public record Chain(String id, List<ChainStep> steps, StepRules rules, List<Integer> weights) {
    public Chain {
        steps = List.copyOf(steps);
        weights = List.copyOf(weights);
        if (id.isBlank() || steps.isEmpty()) {
            throw new IllegalArgumentException("a chain needs a name and a target: " + id);
        }
        if (!weights.isEmpty() && weights.size() != steps.size()) {
            throw new IllegalArgumentException("a chain has a weight for each target: " + id);
        }
    }

    public Chain(String id, List<String> targets) {
        this(id, targets.stream().map(ChainStep::of).toList(), StepRules.STANDARD, List.of());
    }

    /// A chain whose steps say nothing but their targets.
    public static Chain of(
            String id, List<String> targets, StepRules rules, List<Integer> weights) {
        return new Chain(id, targets.stream().map(ChainStep::of).toList(), rules, weights);
    }

    /// What the steps lead to, in their order.
    public List<String> targets() {
        return steps.stream().map(ChainStep::target).toList();
    }
}
