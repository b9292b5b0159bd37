package dev.understudy.gateway;

import dev.understudy.model.Evaluation;
import dev.understudy.model.Target;
import dev.understudy.strategy.Choice;
import java.util.List;
import java.util.Optional;

/// What a strategy did, as traces and explanations tell it: the first elements, and how many.
final class Evaluations {
    private static final int SHOWN = 10;

    private Evaluations() {}

    /// @param chosen what the last step chose
    static List<Evaluation> ofModels(List<Choice.Step> steps, List<Target> chosen) {
        List<String> shown = chosen.stream().limit(SHOWN).map(Target::toString).toList();
        return steps.stream().map(step -> of(Optional.empty(), step, shown)).toList();
    }

    /// @param target whose keys were chosen among
    /// @param chosen the ids of those that the last step chose
    static List<Evaluation> ofKeys(Target target, List<Choice.Step> steps, List<String> chosen) {
        List<String> shown = chosen.stream().limit(SHOWN).toList();
        return steps.stream().map(step -> of(Optional.of(target), step, shown)).toList();
    }

    private static Evaluation of(Optional<Target> of, Choice.Step step, List<String> chosen) {
        List<Evaluation.Dropped> dropped =
                step.dropped().stream()
                        .limit(SHOWN)
                        .map(left -> new Evaluation.Dropped(left.element(), left.reason()))
                        .toList();
        return switch (step.outcome()) {
            case Choice.Outcome.Chose(int count) ->
                    new Evaluation(of, step.expression(), chosen, count, "", dropped, step.drops());
            case Choice.Outcome.Nothing() ->
                    new Evaluation(of, step.expression(), List.of(), 0, "", dropped, step.drops());
            case Choice.Outcome.Failed(var problem) ->
                    new Evaluation(
                            of,
                            step.expression(),
                            List.of(),
                            0,
                            problem.toString(),
                            dropped,
                            step.drops());
        };
    }
}
