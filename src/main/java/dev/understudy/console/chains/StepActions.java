package dev.understudy.console.chains;

/// What can be done with a step elsewhere.
public interface StepActions {
    /// Asks a model or chain in the Prompt panel.
    ///
    /// @param name as callers write it
    void tryOut(String name);
}
