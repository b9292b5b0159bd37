package dev.understudy.gateway;

import dev.understudy.model.ModelProfile;
import dev.understudy.model.Target;
import dev.understudy.routing.Selection;
import dev.understudy.routing.SelectionException;
import dev.understudy.strategy.Choice;
import dev.understudy.strategy.ModelStrategy;
import dev.understudy.strategy.StrategyException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Chooses models by the expressions of the settings. Thread-safe.
public final class StrategySelection implements Selection {
    private final ModelStrategy strategy;
    private final Repertoire repertoire;
    private final Supplier<RandomGenerator> random;

    /// @param repertoire what there is to choose among
    /// @param random for one thread at a time each, such as `ThreadLocalRandom::current`
    public StrategySelection(
            ModelStrategy strategy, Repertoire repertoire, Supplier<RandomGenerator> random) {
        this.strategy = strategy;
        this.repertoire = repertoire;
        this.random = random;
    }

    @Override
    public Chosen select(List<Target> configured, List<Target> named) throws SelectionException {
        return choose(repertoire.candidates(configured, named));
    }

    /// The catalogue's models count as well, as far as they can be reached.
    @Override
    public Chosen select(List<Target> configured, List<Target> named, Predicate<Target> reachable)
            throws SelectionException {
        return choose(
                repertoire.candidates(configured, named).stream()
                        .filter(candidate -> reachable.test(candidate.target()))
                        .toList());
    }

    private Chosen choose(List<ModelProfile> candidates) throws SelectionException {
        if (candidates.isEmpty()) {
            return new Chosen(List.of(), List.of());
        }
        try {
            Choice<ModelProfile> choice = strategy.choose(candidates, random.get());
            List<Target> targets = choice.chosen().stream().map(ModelProfile::target).toList();
            var evaluations = Evaluations.ofModels(choice.steps(), targets);
            if (targets.isEmpty()) {
                throw new SelectionException(
                        "model_selection.strategy chooses none of %,d models: end it with the line \"ai.models\" as a safety net"
                                .formatted(candidates.size()),
                        evaluations);
            }
            return new Chosen(targets, evaluations);
        } catch (StrategyException e) {
            throw new SelectionException(
                    "model_selection.strategy: " + e.getMessage(),
                    Evaluations.ofModels(e.steps(), List.of()));
        }
    }
}
