package dev.understudy.strategy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// An expression that chooses, ready to be evaluated. Thread-safe.
///
/// @param slots how many variables its loops have
record Expression(String text, Node node, int slots) {
    /// What an evaluation gave.
    record Result<T>(List<T> chosen, Choice.Step step) {}

    /// Chooses among `candidates`.
    ///
    /// @param root what `ai` is
    <T> Result<T> choose(
            Object root, List<T> candidates, Class<T> type, Budget budget, RandomGenerator random) {
        var run = new Run(root, slots, budget, random);
        try {
            List<T> chosen = chosen(node.eval(run), candidates, type);
            return new Result<>(
                    chosen,
                    step(
                            run,
                            chosen.isEmpty()
                                    ? new Choice.Outcome.Nothing()
                                    : new Choice.Outcome.Chose(chosen.size())));
        } catch (EvaluationException e) {
            return failed(run, Problem.at(text, e.offset(), e.reason()));
        } catch (OverBudgetException e) {
            return failed(run, Problem.at(text, 0, e.reason()));
        }
    }

    private <T> Result<T> failed(Run run, Problem problem) {
        return new Result<>(List.of(), step(run, new Choice.Outcome.Failed(problem)));
    }

    private Choice.Step step(Run run, Choice.Outcome outcome) {
        return new Choice.Step(text, outcome, run.dropped(), run.drops());
    }

    private static <T> List<T> chosen(Object result, List<T> candidates, Class<T> type) {
        if (result == Absent.NULL) {
            return List.of();
        }
        Set<T> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var chosen = new ArrayList<T>();
        for (Object each : result instanceof List<?> list ? list : List.of(result)) {
            if (!type.isInstance(each)) {
                throw new EvaluationException(
                        "the result is %s, where a %s or a list of them is needed"
                                .formatted(Values.type(result), wanted(candidates)));
            }
            T one = type.cast(each);
            if (seen.add(one)) {
                chosen.add(one);
            }
        }
        return chosen;
    }

    private static String wanted(List<?> candidates) {
        return candidates.isEmpty() ? "model or key" : Values.type(candidates.getFirst());
    }
}
