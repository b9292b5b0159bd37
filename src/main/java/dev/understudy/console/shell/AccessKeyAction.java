package dev.understudy.console.shell;

/// What the status bar's access-key action does or has just done.
public enum AccessKeyAction {
    /// Copies the key that is still known.
    COPY,
    /// Makes a new key and copies it.
    CREATE,
    /// A key is on the clipboard.
    COPIED,
    /// No key could be made.
    FAILED
}
