package dev.understudy.strategy;

import dev.understudy.model.KeyProfile;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Chooses among one provider's keys by expressions over `ai.keys`; the first that chooses anything
/// decides. Compiled once; thread-safe. The keys themselves are never seen.
///
/// An evaluation takes at most 2,000,000 steps and 250 ms for all expressions together.
public final class KeyStrategy {
    private final Strategy<KeyProfile> strategy;

    /// @param nanoTime the clock, such as `System::nanoTime`
    /// @throws InvalidExpressionException of the first expression that is wrong
    public KeyStrategy(List<String> expressions, LongSupplier nanoTime)
            throws InvalidExpressionException {
        strategy =
                new Strategy<>(
                        Language.keys(), expressions, KeyProfile.class, Facts.Keys::new, nanoTime);
    }

    /// Whether there are no expressions: every key is chosen, in order.
    public boolean isEmpty() {
        return strategy.isEmpty();
    }

    /// Chooses among the candidates: each once, and never another.
    ///
    /// @param random may be used by one thread at a time
    /// @throws StrategyException if nothing was chosen and an expression could not be worked out
    public Choice<KeyProfile> choose(List<KeyProfile> candidates, RandomGenerator random)
            throws StrategyException {
        return strategy.choose(candidates, random);
    }
}
