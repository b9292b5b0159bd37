package dev.understudy.rehearsal;

import dev.understudy.model.Rehearsal;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A case that was played.
///
/// @param misses what was expected and did not hold, in sentences; none if the case passed
public record CaseResult(RehearsalCase of, Outcome outcome, List<String> misses) {
    public CaseResult {
        misses = List.copyOf(misses);
    }

    /// Compares an outcome with what was expected of it.
    public static CaseResult of(RehearsalCase played, Outcome outcome) {
        var misses = new ArrayList<>(notPlayed(played.play().faults(), outcome.plan().size()));
        misses.addAll(misses(played.expect(), outcome));
        return new CaseResult(played, outcome, misses);
    }

    /// Whether all that was expected holds.
    public boolean passed() {
        return misses.isEmpty();
    }

    /// Faults of steps that the plan has not: what they would have done is not known.
    private static List<String> notPlayed(Rehearsal faults, int steps) {
        return steps == 0
                ? List.of()
                : faults.troubles().keySet().stream()
                        .filter(step -> step > steps)
                        .sorted()
                        .map(step ->
                                "the fault at step %d was not played: the plan has %s"
                                        .formatted(
                                                step, steps == 1 ? "one step" : steps + " steps"))
                        .toList();
    }

    private static List<String> misses(Expectation expected, Outcome outcome) {
        var misses = new ArrayList<String>();
        if (!expected.verdicts().contains(outcome.verdict())) {
            misses.add(
                    "expected %s, was %s: %s"
                            .formatted(
                                    expected.verdicts().stream()
                                            .sorted()
                                            .map(CaseResult::word)
                                            .collect(Collectors.joining(" or ")),
                                    word(outcome.verdict()),
                                    outcome.why()));
        }
        expected.target()
                .filter(target -> !outcome.served().equals(Optional.of(target)))
                .ifPresent(target ->
                        misses.add(
                                "expected an answer of %s, got %s"
                                        .formatted(target, outcome.served().orElse("none"))));
        expected.carriedOn()
                .filter(seam -> seam == outcome.seen().seams().isEmpty())
                .ifPresent(seam ->
                        misses.add(
                                seam
                                        ? "expected another target to carry the answer on, none did"
                                        : "expected an answer of one piece, another target carried it on"));
        expected.contains().stream()
                .filter(piece -> !outcome.seen().text().contains(piece))
                .forEach(piece -> misses.add("the text does not hold \"%s\"".formatted(piece)));
        expected.within()
                .filter(most -> outcome.took().compareTo(most) > 0)
                .ifPresent(most ->
                        misses.add(
                                "expected an end within %d ms, took %d ms"
                                        .formatted(most.toMillis(), outcome.took().toMillis())));
        expected.code()
                .filter(code -> !code.equals(outcome.seen().code()))
                .ifPresent(code ->
                        misses.add(
                                "expected the code %s, got %s"
                                        .formatted(
                                                code,
                                                outcome.seen().code().isBlank()
                                                        ? "none"
                                                        : outcome.seen().code())));
        return misses;
    }

    /// As suites and reports write it, such as `safe_error`.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
