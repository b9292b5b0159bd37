package dev.understudy.console.models;

/// What can be done with a model elsewhere.
@FunctionalInterface
public interface ModelActions {
    /// Asks it in the Prompt panel.
    ///
    /// @param name as callers write it
    void tryOut(String name);
}
