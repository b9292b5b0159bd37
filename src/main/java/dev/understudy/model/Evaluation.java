package dev.understudy.model;

import java.util.List;
import java.util.Optional;

/// How one expression of a selection strategy was worked out.
///
/// @param of the target whose keys were chosen among; empty where it was models
/// @param chosen the first it chose, models as `provider:model` and keys by their ids
/// @param count how many it chose altogether; 0 if it decided nothing
/// @param problem why it could not be worked out, with its place; blank if it could
/// @param dropped the first elements that a condition could not be told of, and were left out
/// @param drops how many those were altogether
public record Evaluation(
        Optional<Target> of,
        String expression,
        List<String> chosen,
        int count,
        String problem,
        List<Dropped> dropped,
        int drops) {
    public Evaluation {
        chosen = List.copyOf(chosen);
        dropped = List.copyOf(dropped);
    }

    /// An element that was left out.
    public record Dropped(String element, String reason) {}
}
