package dev.understudy.failures.catalogue;

import dev.understudy.failures.catalogue.Reply.Ending;
import dev.understudy.failures.catalogue.Scenario.Check;
import dev.understudy.failures.catalogue.Scenario.Severity;
import dev.understudy.failures.catalogue.Verdict.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Judges what was seen of a scenario, by the rules of the public catalogue.
///
/// @param scenario what was played
/// @param replies what the caller saw, in order; one unless the scenario is a sequence
/// @param log what the provider saw
/// @param alive what a healthy model answered afterwards
/// @param seconds from the first request to the last answer's end
record Judge(Scenario scenario, List<Timed> replies, AttemptLog log, Reply alive, double seconds) {
    /// A reply to a request of a sequence.
    ///
    /// @param sent in seconds since the provider was reset
    record Timed(double sent, Reply reply) {}

    Verdict verdict() {
        var failed = new ArrayList<String>();
        Word word = Word.PASS;
        for (Check check : scenario.checks()) {
            if (check.severity() != Severity.INFORMATIONAL && !holds(check)) {
                failed.add(check.kind());
                word =
                        worse(
                                word,
                                check.severity() == Severity.ADVISORY ? Word.PARTIAL : Word.FAIL);
            }
        }
        return new Verdict(scenario, worse(word, rescue()), attempts(), seconds, seen(), failed);
    }

    /// What the caller's side alone makes of it.
    private Word rescue() {
        if (any(Ending.HANG)) {
            return Word.FAIL;
        }
        if (scenario.ideal().equals("error")) {
            return any(Ending.ANSWER) ? Word.PARTIAL : Word.PASS;
        }
        if (truncated()) {
            return Word.FAIL;
        }
        return any(Ending.ERROR) ? Word.SAFE : Word.PASS;
    }

    private boolean holds(Check check) {
        String primary = scenario.model();
        double value = check.value();
        return switch (check.kind()) {
            case "attempts_primary_min" -> log.count(primary) >= value;
            case "attempts_primary_max" -> log.count(primary) <= value;
            case "attempts_primary_eq" -> log.count(primary) == (int) value;
            case "first_gap_min_s" -> log.firstGap(primary) >= value;
            case "max_attempts_within" -> log.mostWithin(primary, check.windowSeconds()) <= value;
            case "no_hang", "seq_no_hang" -> !any(Ending.HANG);
            case "wall_max_s" -> seconds <= value;
            case "no_truncated_success" -> !truncated();
            case "no_prefill_masking" ->
                    !any(Ending.ERROR) || log.prefills(scenario.fallback()) == 0;
            case "complete" -> replies.stream().allMatch(timed -> timed.reply().complete());
            case "alive_after" -> alive.ending() == Ending.ANSWER && alive.complete();
            case "usage_present" -> replies.stream().allMatch(timed -> timed.reply().usage());
            case "reported_model_is_fallback" ->
                    log.count(scenario.fallback()) == 0
                            || replies.stream()
                                    .allMatch(timed ->
                                            timed.reply().model().contains(scenario.fallback()));
            case "fallback_used" -> log.count(scenario.fallback()) > 0;
            case "seq_served_during_outage" ->
                    served(duringOutage()) == duringOutage().size() && !duringOutage().isEmpty();
            case "seq_recovered_within_s" ->
                    recovered().isPresent() && recovered().getAsDouble() <= value;
            case "seq_probe_discipline" -> log.count(primary) <= replies.size();
            default -> throw new IllegalArgumentException("unknown check: " + check.kind());
        };
    }

    private boolean any(Ending ending) {
        return replies.stream().anyMatch(timed -> timed.reply().ending() == ending);
    }

    private boolean truncated() {
        return replies.stream()
                .map(Timed::reply)
                .anyMatch(reply -> reply.ending() == Ending.ANSWER && !reply.complete());
    }

    private List<Timed> duringOutage() {
        return replies.stream().filter(timed -> timed.sent() < log.downSeconds()).toList();
    }

    private static long served(List<Timed> replies) {
        return replies.stream().filter(timed -> timed.reply().ending() == Ending.ANSWER).count();
    }

    /// The seconds from the outage's end until the primary was asked again.
    private OptionalDouble recovered() {
        OptionalDouble first = log.firstSince(scenario.model(), log.downSeconds());
        return first.isEmpty() ? first : OptionalDouble.of(first.getAsDouble() - log.downSeconds());
    }

    private String attempts() {
        return "%d + %d".formatted(log.count(scenario.model()), log.count(scenario.fallback()));
    }

    private String seen() {
        if (scenario.mode() == Scenario.Mode.SINGLE) {
            return replies.getFirst().reply().seen();
        }
        return "%d of %d answered, %d of %d in the outage; %s"
                .formatted(
                        served(replies),
                        replies.size(),
                        served(duringOutage()),
                        duringOutage().size(),
                        recovered().isPresent()
                                ? "the primary again %.1f s after it"
                                        .formatted(recovered().getAsDouble())
                                : "the primary never again");
    }

    private static Word worse(Word one, Word other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
