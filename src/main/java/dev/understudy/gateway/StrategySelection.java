package dev.understudy.gateway;

import dev.understudy.model.ModelProfile;
import dev.understudy.model.Target;
import dev.understudy.routing.Selection;
import dev.understudy.routing.SelectionException;
import dev.understudy.strategy.ModelStrategy;
import dev.understudy.strategy.StrategyException;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Chooses models by the expressions of the settings. Thread-safe if its parts are.
public final class StrategySelection implements Selection {
    private final ModelStrategy strategy;
    private final Function<Target, ModelProfile> profiles;
    private final RandomGenerator random;

    /// @param profiles what is known of a target, now
    /// @param random used by many threads
    public StrategySelection(
            ModelStrategy strategy,
            Function<Target, ModelProfile> profiles,
            RandomGenerator random) {
        this.strategy = strategy;
        this.profiles = profiles;
        this.random = random;
    }

    @Override
    public List<Target> select(List<String> asked, List<Target> candidates)
            throws SelectionException {
        try {
            return strategy
                    .choose(candidates.stream().map(profiles).toList(), random)
                    .chosen()
                    .stream()
                    .map(ModelProfile::target)
                    .toList();
        } catch (StrategyException e) {
            throw new SelectionException("model_selection.strategy: " + e.getMessage());
        }
    }
}
