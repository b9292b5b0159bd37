package dev.understudy.routing;

import dev.understudy.model.Evaluation;
import dev.understudy.model.Target;
import java.util.List;
import java.util.function.Predicate;

/// Which models may be tried, and in which order where the caller names none.
@FunctionalInterface
public interface Selection {
    /// Everything, in the order configured.
    Selection ALL = (configured, _) -> new Chosen(configured, List.of());

    /// The models chosen, best first. Where the caller named models, those that are left out are
    /// not tried, and those that are added are not either: the caller's order holds.
    ///
    /// @param configured everything the settings name, in order
    /// @param named what the caller's names lead to
    /// @throws SelectionException if nothing is chosen, or the strategy cannot be worked out
    Chosen select(List<Target> configured, List<Target> named) throws SelectionException;

    /// The same among the models that a caller may reach.
    default Chosen select(List<Target> configured, List<Target> named, Predicate<Target> reachable)
            throws SelectionException {
        return select(configured.stream().filter(reachable).toList(), named);
    }

    /// What was chosen, and how that came.
    record Chosen(List<Target> targets, List<Evaluation> evaluations) {
        public Chosen {
            targets = List.copyOf(targets);
            evaluations = List.copyOf(evaluations);
        }
    }
}
