package dev.understudy.console.rehearse;

import dev.understudy.client.RequestTrace;
import dev.understudy.client.RequestTrace.Try;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.Rehearsal.Trouble;
import java.util.List;
import java.util.Optional;

/// What is said of each attempt of a request.
///
/// @param faults those that were played on purpose
record AttemptWords(RequestTrace trace, Rehearsal faults, Texts texts) {
    /// The step of an attempt, from 1; 0 if its target is not in the plan.
    int step(Try attempt) {
        return trace.targets().indexOf(attempt.target()) + 1;
    }

    /// Such as `2 openrouter · main`; the model where a provider has several steps.
    String who(Try attempt) {
        String provider = provider(attempt.target());
        boolean several =
                trace.targets().stream().filter(one -> provider(one).equals(provider)).count() > 1;
        String name = several ? attempt.target().substring(provider.length() + 1) : provider;
        String numbered = step(attempt) == 0 ? name : step(attempt) + " " + name;
        return attempt.key().isBlank() ? numbered : numbered + " · " + attempt.key();
    }

    /// The provider of a target, or all of it.
    static String provider(String target) {
        int colon = target.indexOf(':');
        return colon < 0 || colon == target.length() - 1 ? target : target.substring(0, colon);
    }

    /// Whether an attempt carries on what another began.
    boolean carriesOn(int index) {
        List<Try> attempts = trace.attempts();
        return attempts.get(index).firstToken().isPresent()
                && attempts.subList(0, index).stream()
                        .anyMatch(before -> before.move().equals("carried_on"));
    }

    /// How it went, in one or two words.
    String word(int index) {
        Try attempt = trace.attempts().get(index);
        return switch (attempt.verdict()) {
            case "trying" -> texts.get("waterfall.waiting");
            case "answered" ->
                    texts.get(carriesOn(index) ? "waterfall.carriesOn" : "waterfall.streaming");
            case "completed" ->
                    texts.get(carriesOn(index) ? "waterfall.carriedOn" : "waterfall.answered");
            case "abandoned" -> texts.get("waterfall.notNeeded");
            default -> {
                String why = why(attempt);
                yield injected(index) ? texts.format("waterfall.injected", why) : why;
            }
        };
    }

    private String why(Try attempt) {
        if (attempt.verdict().equals("broke_off")) {
            if (attempt.reason().equals("timeout")) {
                return texts.get("waterfall.stalled");
            }
            return texts.get(attempt.status() == 0 ? "waterfall.cut" : "waterfall.error");
        }
        return attempt.status() > 0
                ? String.valueOf(attempt.status())
                : texts.get("waterfall.reason." + attempt.reason());
    }

    /// Whether it failed on purpose.
    private boolean injected(int index) {
        Try attempt = trace.attempts().get(index);
        Optional<Trouble> trouble = Optional.ofNullable(faults.troubles().get(step(attempt)));
        int call =
                (int)
                        trace.attempts().subList(0, index + 1).stream()
                                .filter(one -> one.target().equals(attempt.target()))
                                .count();
        return trouble.filter(played -> played.strikes(call)).isPresent();
    }

    Tone tone(int index) {
        Try attempt = trace.attempts().get(index);
        return switch (attempt.verdict()) {
            case "trying", "abandoned" -> Tone.NEUTRAL;
            case "answered" -> Tone.ACTIVE;
            case "completed" -> Tone.GOOD;
            case "broke_off" -> attempt.move().equals("carried_on") ? Tone.CAUTION : Tone.BAD;
            default -> Tone.BAD;
        };
    }

    /// All of it, in a sentence.
    String spoken(int index) {
        Try attempt = trace.attempts().get(index);
        return texts.format(
                "waterfall.spoken",
                who(attempt),
                attempt.target(),
                word(index),
                Numbers.time(attempt.started()),
                attempt.firstToken().map(Numbers::time).orElse(Numbers.NONE),
                Numbers.time(attempt.elapsed()),
                attempt.cost().map(Numbers::usd).orElse(Numbers.NONE));
    }
}
