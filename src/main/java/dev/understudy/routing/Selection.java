package dev.understudy.routing;

import dev.understudy.model.Target;
import java.util.List;

/// Which models may be tried, and in which order where the caller names none.
@FunctionalInterface
public interface Selection {
    /// Everything, in the order configured.
    Selection ALL = (_, candidates) -> candidates;

    /// The models chosen, best first. Where the caller named models, those that are left out are
    /// not tried, and those that are added are not either: his order holds.
    ///
    /// @param asked the names the caller asked for; empty for none
    /// @param candidates everything configured, in order, and what the names lead to
    /// @throws SelectionException if the strategy cannot be worked out
    List<Target> select(List<String> asked, List<Target> candidates) throws SelectionException;
}
