package dev.understudy.console.models;

import java.net.URI;

/// What can be done with a model elsewhere.
public interface ModelActions {
    /// Asks it in the Prompt panel.
    ///
    /// @param name as callers write it
    void tryOut(String name);

    /// Opens a page in the browser.
    void browse(URI page);
}
