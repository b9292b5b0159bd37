package dev.understudy.model;

import java.util.List;

/// A name clients may ask for, and its targets in order.
///
/// @param targets model names as a client would write them: `provider:model`, an alias, or another
///   chain
public record Chain(String id, List<String> targets) {
    public Chain {
        targets = List.copyOf(targets);
        if (id.isBlank() || targets.isEmpty()) {
            throw new IllegalArgumentException("a chain needs a name and a target: " + id);
        }
    }
}
