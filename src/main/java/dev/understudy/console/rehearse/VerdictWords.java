package dev.understudy.console.rehearse;

import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.rehearsal.CaseResult;
import dev.understudy.rehearsal.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is said of how a play went.
record VerdictWords(Texts texts) {
    private static final String REFUSED = "content_policy_violation";

    String word(Verdict verdict) {
        return switch (verdict) {
            case ANSWERED -> texts.get("rehearse.answered");
            case RESCUED -> texts.get("rehearse.rescued");
            case SAFE_ERROR -> texts.get("rehearse.safeError");
            case BROKEN -> texts.get("rehearse.broken");
        };
    }

    /// The same, and whether it was rescued midway.
    String word(Outcome outcome) {
        return outcome.verdict() == Verdict.RESCUED && !outcome.seen().seams().isEmpty()
                ? texts.get("rehearse.rescuedMidway")
                : word(outcome.verdict());
    }

    static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case ANSWERED, RESCUED -> Tone.GOOD;
            case SAFE_ERROR -> Tone.NEUTRAL;
            case BROKEN -> Tone.BAD;
        };
    }

    /// Why, and what to do about it.
    String sentence(Outcome outcome) {
        var sentences = new ArrayList<String>();
        sentences.add(sentence(outcome.why()));
        switch (outcome.verdict()) {
            case ANSWERED, RESCUED -> {}
            case SAFE_ERROR -> sentences.add(texts.get(nextStep(outcome)));
            case BROKEN -> sentences.add(texts.get("rehearse.nextBroken"));
        }
        return String.join(" ", sentences);
    }

    private static String nextStep(Outcome outcome) {
        if (outcome.seen().code().equals(REFUSED)) {
            return "rehearse.nextRefused";
        }
        return outcome.plan().size() == 1 ? "rehearse.nextAlone" : "rehearse.nextSafeError";
    }

    /// What did not go as the case expects; nothing where the verdict says it all.
    List<String> misses(CaseResult result) {
        return result.outcome().verdict() == Verdict.BROKEN
                ? List.of()
                : result.misses().stream().map(VerdictWords::sentence).toList();
    }

    /// Who answered, and what the failures cost.
    List<String> facts(Outcome outcome) {
        var facts = new ArrayList<String>();
        outcome.served().ifPresent(by -> facts.add(texts.format("rehearse.servedBy", by)));
        outcome.seen()
                .firstText()
                .ifPresent(first ->
                        facts.add(texts.format("rehearse.firstWord", Numbers.time(first))));
        facts.add(texts.format("rehearse.timeLost", Numbers.time(outcome.lostTime())));
        facts.add(
                texts.format(
                        "rehearse.moneyLost",
                        outcome.lostCost().map(Numbers::usd).orElse(Numbers.usd(BigDecimal.ZERO))));
        return facts;
    }

    /// A sentence of ours, as one that stands alone.
    static String sentence(String words) {
        if (words.isBlank()) {
            return words;
        }
        String begun = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
