package dev.understudy.console.access;

import dev.understudy.console.access.AccessBook.Entry;
import dev.understudy.console.access.AccessBook.Visitor;
import dev.understudy.console.ui.Ago;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.Money;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.AccessTerms.Period;
import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.model.AccessTerms.Spent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;

/// What is said of access keys.
final class AccessWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy");

    private final Texts texts;
    private final InstantSource clock;
    private final ZoneId zone = ZoneId.systemDefault();

    AccessWords(Texts texts, InstantSource clock) {
        this.texts = texts;
        this.clock = clock;
    }

    /// A status and the tone it is said in.
    record Said(String words, Tone tone) {}

    Said state(Entry key) {
        if (key.terms().expires().filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            return new Said(texts.get("accessKeys.expired"), Tone.BAD);
        }
        Optional<Budget> spent =
                key.terms().budget().filter(budget -> key.spent().compareTo(budget.usd()) >= 0);
        if (spent.isPresent()) {
            return spent.get().spent() == Spent.STOP
                    ? new Said(texts.get("accessKeys.budgetSpent"), Tone.CAUTION)
                    : new Said(texts.get("accessKeys.degraded"), Tone.CAUTION);
        }
        return key.lastUsed().isPresent()
                ? new Said(texts.get("accessKeys.active"), Tone.GOOD)
                : new Said(texts.get("accessKeys.unused"), Tone.NEUTRAL);
    }

    /// What a key may do, in one line.
    String terms(AccessTerms terms) {
        var parts = new ArrayList<String>();
        Scope scope = terms.scope();
        String names =
                String.join(
                        ", ",
                        Stream.of(scope.chains(), scope.models(), scope.providers())
                                .flatMap(java.util.List::stream)
                                .toList());
        parts.add(names.isEmpty() ? texts.get("accessKeys.everything") : names);
        terms.rate()
                .requestsPerMinute()
                .ifPresent(n -> parts.add(texts.format("accessKeys.requestsRate", n)));
        terms.rate()
                .tokensPerMinute()
                .ifPresent(n -> parts.add(texts.format("accessKeys.tokensRate", n)));
        terms.budget().ifPresent(budget -> parts.add(budget(budget)));
        terms.expires()
                .ifPresent(end ->
                        parts.add(texts.format("accessKeys.until", DAY.format(end.atZone(zone)))));
        if (scope.mayRehearse()) {
            parts.add(texts.get("accessKeys.rehearses"));
        }
        return String.join(" · ", parts);
    }

    private String budget(Budget budget) {
        return texts.format(
                budget.period() == Period.DAY ? "accessKeys.perDay" : "accessKeys.perMonth",
                Money.usd(budget.usd()));
    }

    /// What was spent in a key's period.
    String spent(Entry key) {
        if (key.terms().budget().isPresent()) {
            return texts.format(
                    "accessKeys.spentOf",
                    Money.usd(key.spent()),
                    Money.usd(key.terms().budget().get().usd()));
        }
        return key.spent().signum() > 0
                ? texts.format("accessKeys.today", Money.usd(key.spent()))
                : "";
    }

    /// Who asked last, and when.
    String used(Entry key) {
        if (key.lastUsed().isEmpty()) {
            return texts.get("accessKeys.neverUsed");
        }
        String ago = ago(key.lastUsed().get());
        return key.client().isBlank()
                ? ago
                : texts.format("accessKeys.byClient", key.client(), ago);
    }

    /// Who came without a key, and when.
    String visited(Visitor visitor) {
        return texts.format(
                "accessKeys.visited",
                visitor.client().isBlank() ? texts.get("accessKeys.somebody") : visitor.client(),
                ago(visitor.first()));
    }

    private String ago(Instant when) {
        return new Ago(texts, clock).since(when);
    }
}
