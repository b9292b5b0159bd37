package dev.understudy.catalog;

import dev.understudy.model.ListReply;

/// Asks providers for lists of models, and what else they tell of them.
@FunctionalInterface
public interface ModelSource {
    /// Asks once, for a minute at most; an interrupt ends it.
    ///
    /// @param provider its id
    /// @param path behind its base URL, such as `/models`
    /// @param known what came with the answer that is there already
    ListReply get(String provider, String path, ListReply.Validators known)
            throws InterruptedException;
}
