package dev.understudy.app;

import dev.understudy.console.keys.KeyBook.Found;
import dev.understudy.model.KeyAccount;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeySlot.Condition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Words for the command line.
final class KeyWords {
    private KeyWords() {}

    static String condition(Condition condition) {
        return switch (condition) {
            case Condition.Ready() -> "ready";
            case Condition.Rests(var until, var why) -> "rests until %s: %s".formatted(until, why);
            case Condition.NeedsAttention(var why) -> "needs attention: " + why;
            case Condition.Off() -> "off";
            case Condition.Missing(var why) -> "missing: " + why;
        };
    }

    static String check(KeyCheck check) {
        return switch (check) {
            case KeyCheck.Works(var account, var models, var took) -> {
                var facts = new ArrayList<String>();
                models.ifPresent(count -> facts.add(count + " models"));
                account.ifPresent(told -> facts.addAll(account(told)));
                facts.add(took.toMillis() + " ms");
                yield "works (" + String.join(", ", facts) + ")";
            }
            case KeyCheck.Fails(var cause, var message, var until) ->
                    "fails (%s): %s%s"
                            .formatted(
                                    cause.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                    message,
                                    until.map(time -> "; may work again at " + time).orElse(""));
        };
    }

    private static List<String> account(KeyAccount account) {
        var facts = new ArrayList<String>();
        usd(account.remaining()).ifPresent(left -> facts.add(left + " of its limit left"));
        usd(account.credits()).ifPresent(left -> facts.add(left + " credit"));
        account.resets().ifPresent(time -> facts.add("resets " + time));
        account.expires().ifPresent(time -> facts.add("expires " + time));
        if (account.freeTier()) {
            facts.add("free tier");
        }
        return facts;
    }

    private static Optional<String> usd(Optional<BigDecimal> amount) {
        return amount.map(value -> "$" + value.setScale(2, RoundingMode.HALF_EVEN));
    }

    static String found(Found key) {
        return "%s  %s  %s"
                .formatted(
                        key.variable(),
                        key.hint(),
                        key.provider()
                                .map(provider ->
                                        provider.name() + (key.stored() ? ", sealed already" : ""))
                                .orElse("not recognised"));
    }
}
