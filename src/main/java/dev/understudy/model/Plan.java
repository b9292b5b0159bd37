package dev.understudy.model;

import java.util.List;

/// The targets one request may try, in order and each once.
///
/// @param rejected the names that were asked for and led nowhere
public record Plan(List<Target> targets, List<Rejection> rejected) {
    public Plan {
        targets = List.copyOf(targets);
        rejected = List.copyOf(rejected);
    }

    /// A name that was asked for, and why it is not tried.
    public record Rejection(String model, String reason) {}
}
