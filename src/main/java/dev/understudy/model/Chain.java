package dev.understudy.model;

import java.util.List;

/// A name clients may ask for, and its targets in order.
///
/// @param targets model names as a client would write them: `provider:model`, an alias, or another
///   chain
/// @param rules what holds for each of its targets
/// @param weights the targets' shares of the requests; empty if they are tried in order
public record Chain(String id, List<String> targets, StepRules rules, List<Integer> weights) {
    public Chain {
        targets = List.copyOf(targets);
        weights = List.copyOf(weights);
        if (id.isBlank() || targets.isEmpty()) {
            throw new IllegalArgumentException("a chain needs a name and a target: " + id);
        }
        if (!weights.isEmpty() && weights.size() != targets.size()) {
            throw new IllegalArgumentException("a chain has a weight for each target: " + id);
        }
    }

    public Chain(String id, List<String> targets) {
        this(id, targets, StepRules.STANDARD, List.of());
    }
}
