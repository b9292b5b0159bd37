package dev.understudy.console.ui;

/// Takes a change back; called in the background.
@FunctionalInterface
public interface Undo {
    /// Makes all as it was before.
    ///
    /// @throws Exception if that is not possible any more; its message tells people why
    void run() throws Exception;
}
