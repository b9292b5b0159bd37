package dev.understudy.strategy;

import dev.understudy.model.ModelProfile;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Chooses models by expressions over `ai.models`, `ai.providers` and `ai.authors`; the first that
/// chooses anything decides. Compiled once; thread-safe.
///
/// An evaluation takes at most 2,000,000 steps and 250 ms for all expressions together.
public final class ModelStrategy {
    private final Strategy<ModelProfile> strategy;

    /// @param nanoTime the clock, such as `System::nanoTime`
    /// @throws InvalidExpressionException of the first expression that is wrong
    public ModelStrategy(List<String> expressions, LongSupplier nanoTime)
            throws InvalidExpressionException {
        strategy =
                new Strategy<>(
                        Language.models(),
                        expressions,
                        ModelProfile.class,
                        Candidates::new,
                        nanoTime);
    }

    /// Whether there are no expressions: everything is chosen, in order.
    public boolean isEmpty() {
        return strategy.isEmpty();
    }

    /// Chooses among the candidates: each once, and never another.
    ///
    /// @param random may be used by one thread at a time
    /// @throws StrategyException if nothing was chosen and an expression could not be worked out
    public Choice<ModelProfile> choose(List<ModelProfile> candidates, RandomGenerator random)
            throws StrategyException {
        return strategy.choose(candidates, random);
    }
}
