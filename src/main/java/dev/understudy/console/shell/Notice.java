package dev.understudy.console.shell;

import java.util.Optional;

/// Something the user should know, shown above the panels until it is closed or solved.
///
/// @param title what it is about, in a few words
/// @param text what happened and what to do, in whole sentences
/// @param action what the user can do about it right here
public record Notice(Severity severity, String title, String text, Optional<Action> action) {
    /// How much it matters.
    public enum Severity {
        NOTE,
        WARNING,
        PROBLEM
    }

    /// A button.
    ///
    /// @param label what it says
    /// @param run what it does, on the UI thread
    public record Action(String label, Runnable run) {}

    /// A notice without a button.
    public Notice(Severity severity, String title, String text) {
        this(severity, title, text, Optional.empty());
    }
}
