package dev.understudy.app;

import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.AccessTerms.Spent;
import dev.understudy.model.AccessUse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Access keys in words, for the command line.
final class AccessWords {
    private AccessWords() {}

    /// One line.
    static String of(AccessKey key, Optional<AccessUse> use) {
        return String.join(
                "  ",
                key.id(),
                key.name(),
                terms(key.terms()),
                "last used " + use.map(AccessWords::lastUsed).orElse("never"),
                use.map(known -> spent(key.terms(), known)).orElse("0 USD spent"));
    }

    private static String lastUsed(AccessUse use) {
        return time(use.lastUsed()) + (use.client().isEmpty() ? "" : " by " + use.client());
    }

    private static String spent(AccessTerms terms, AccessUse use) {
        return "%s USD spent this %s, %,d requests today"
                .formatted(
                        AccessDesk.spent(terms, use).toPlainString(),
                        terms.budget().map(AccessWords::period).orElse("day"),
                        use.requestsToday());
    }

    private static String terms(AccessTerms terms) {
        List<String> words = new ArrayList<>();
        scope(words, "models", terms.scope().models());
        scope(words, "chains", terms.scope().chains());
        scope(words, "providers", terms.scope().providers());
        if (terms.scope().mayRehearse()) {
            words.add("may rehearse");
        }
        terms.rate().requestsPerMinute().ifPresent(most -> words.add(most + " requests/min"));
        terms.rate().tokensPerMinute().ifPresent(most -> words.add(most + " tokens/min"));
        terms.budget()
                .ifPresent(budget ->
                        words.add(
                                "%s USD/%s%s"
                                        .formatted(
                                                budget.usd().toPlainString(),
                                                period(budget),
                                                budget.spent() == Spent.DEGRADE
                                                        ? ", then the cheapest"
                                                        : "")));
        terms.expires().ifPresent(end -> words.add("until " + time(end)));
        return words.isEmpty() ? "unbounded" : String.join("; ", words);
    }

    private static void scope(List<String> words, String kind, List<String> names) {
        if (!names.isEmpty()) {
            words.add(kind + " " + String.join(", ", names));
        }
    }

    private static String period(Budget budget) {
        return budget.period().name().toLowerCase(Locale.ROOT);
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
