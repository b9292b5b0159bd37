package dev.understudy.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Expressions of which the first that chooses anything decides. Thread-safe.
///
/// One that cannot be worked out is passed over like one that chooses nothing, so that a last line
/// such as `ai.models` is a safety net; the trace tells.
final class Strategy<T> {
    private final List<Expression> expressions;
    private final Class<T> type;
    private final Function<List<T>, Object> root;
    private final LongSupplier nanoTime;

    /// @param root makes what `ai` is of the candidates
    Strategy(
            Language language,
            List<String> expressions,
            Class<T> type,
            Function<List<T>, Object> root,
            LongSupplier nanoTime)
            throws InvalidExpressionException {
        var compiled = new ArrayList<Expression>();
        for (String text : expressions) {
            compiled.add(language.compile(text));
        }
        this.expressions = List.copyOf(compiled);
        this.type = type;
        this.root = root;
        this.nanoTime = nanoTime;
    }

    boolean isEmpty() {
        return expressions.isEmpty();
    }

    Choice<T> choose(List<T> candidates, RandomGenerator random) throws StrategyException {
        if (expressions.isEmpty()) {
            return new Choice<>(candidates, List.of());
        }
        var steps = new ArrayList<Choice.Step>();
        var budget = new Budget(nanoTime);
        Object ai = root.apply(List.copyOf(candidates));
        for (Expression expression : expressions) {
            var result = expression.choose(ai, candidates, type, budget, random);
            steps.add(result.step());
            if (!result.chosen().isEmpty()) {
                return new Choice<>(result.chosen(), steps);
            }
        }
        List<String> failures = steps.stream().<String>mapMulti(Strategy::failure).toList();
        if (!failures.isEmpty()) {
            throw new StrategyException(String.join("; ", failures), steps);
        }
        return new Choice<>(List.of(), steps);
    }

    private static void failure(Choice.Step step, Consumer<String> into) {
        if (step.outcome() instanceof Choice.Outcome.Failed(Problem problem)) {
            into.accept("\"%s\" failed at %s".formatted(step.expression(), problem));
        }
    }
}
