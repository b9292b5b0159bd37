package dev.understudy.console.explain;

import dev.understudy.console.ui.Undo;
import dev.understudy.model.Evaluation;
import dev.understudy.model.Plan;
import dev.understudy.model.StepRules;
import dev.understudy.model.Target;
import dev.understudy.strategy.Completions;
import dev.understudy.strategy.Expressions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A chain of two steps, and the language as it is.
public final class FakeExplainBook implements ExplainBook {
    private static final Target NATIVE = new Target("anthropic", "claude-sonnet-4-5");
    private static final Target ROUTED = new Target("openrouter", "anthropic/claude-sonnet-4.5");
    private static final Target CHEAP = new Target("openrouter", "openai/gpt-4o-mini");

    private final Expressions expressions = new Expressions();
    volatile List<String> strategy = List.of();
    volatile Optional<ExplainException> refusal = Optional.empty();
    final List<List<String>> tried = new ArrayList<>();

    @Override
    public Explained explain(List<String> asked) {
        if (asked.contains("suport")) {
            return new Explained(
                    new Plan(
                            List.of(),
                            List.of(
                                    new Plan.Rejection(
                                            "suport",
                                            "nothing is called \"suport\": did you mean \"support\"?"))),
                    "no target is left: nothing is called \"suport\", did you mean \"support\"?",
                    Map.of());
        }
        return plan(List.of(NATIVE, ROUTED));
    }

    private static Explained plan(List<Target> targets) {
        return new Explained(
                new Plan(
                        targets.stream()
                                .map(target ->
                                        new Plan.Step(
                                                target,
                                                new StepRules(
                                                        Optional.of(Duration.ofSeconds(2)),
                                                        StepRules.OnStreamBreak.RESUME,
                                                        StepRules.OnRefusal.STOP),
                                                "chain support",
                                                "step of chain support"))
                                .toList(),
                        List.of()),
                "",
                Map.of("anthropic", List.of("main", "spare"), "openrouter", List.of("main")));
    }

    @Override
    public synchronized Trial tryOut(Kind kind, List<String> wanted, List<String> asked) {
        tried.add(wanted);
        return new Trial(
                List.of(
                        new Evaluation(
                                Optional.empty(),
                                wanted.getFirst(),
                                List.of(CHEAP.toString(), ROUTED.toString()),
                                14,
                                "",
                                List.of(
                                        new Evaluation.Dropped(
                                                "lab:llama3.2:1b", "its price is not known")),
                                1)),
                List.of(chosen(CHEAP, "0.15", "0.60"), chosen(ROUTED, "3", "15")),
                14,
                plan(List.of(ROUTED)));
    }

    private static Chosen chosen(Target target, String in, String out) {
        return new Chosen(
                target.toString(),
                new Facts(
                        Optional.of(new BigDecimal(in)),
                        Optional.of(new BigDecimal(out)),
                        OptionalLong.of(200_000),
                        in.equals("3") ? OptionalDouble.of(0.02) : OptionalDouble.empty()),
                List.of());
    }

    @Override
    public List<String> written(Kind kind) {
        return kind == Kind.MODELS ? strategy : List.of();
    }

    @Override
    public Undo write(Kind kind, List<String> wanted) throws ExplainException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        List<String> before = strategy;
        strategy = wanted;
        return () -> strategy = before;
    }

    @Override
    public List<Mistake> check(Kind kind, String expression) {
        return expressions.checkForModels(expression).stream()
                .map(problem -> new Mistake(problem.line(), problem.column(), problem.message()))
                .toList();
    }

    @Override
    public List<Completion> complete(Kind kind, String expression, int offset) {
        int start = Completions.wordStart(expression, offset);
        return Completions.MODELS.at(expression, offset).stream()
                .map(word -> new Completion(word.name(), word.signature(), word.about(), start))
                .toList();
    }
}
