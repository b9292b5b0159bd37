package dev.understudy.console.keys;

import dev.understudy.console.ui.Ago;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.Money;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.KeyAccount;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeySlot;
import dev.understudy.model.KeySlot.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// What is said of keys.
final class Words {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Texts texts;
    private final InstantSource clock;
    private final ZoneId zone;

    Words(Texts texts, InstantSource clock) {
        this.texts = texts;
        this.clock = clock;
        this.zone = ZoneId.systemDefault();
    }

    /// A status and the tone it is said in.
    record Said(String words, Tone tone) {}

    /// How a key stands.
    Said condition(KeySlot slot) {
        return switch (slot.condition()) {
            case Condition.Ready _ ->
                    slot.lastUsed().isPresent()
                            ? new Said(texts.get("keys.healthy"), Tone.GOOD)
                            : new Said(texts.get("keys.idle"), Tone.NEUTRAL);
            case Condition.Rests(var until, var why) ->
                    new Said(texts.format("keys.rests", left(until), why), Tone.CAUTION);
            case Condition.NeedsAttention(var why) ->
                    new Said(texts.format("keys.needsAttention", why), Tone.BAD);
            case Condition.Off _ -> new Said(texts.get("keys.off"), Tone.NEUTRAL);
            case Condition.Missing _ -> new Said(texts.get("keys.missing"), Tone.BAD);
        };
    }

    /// What a check found, in a few words.
    Said check(KeyCheck check) {
        return switch (check) {
            case KeyCheck.Works works -> {
                String account = works.account().map(this::account).orElse("");
                yield new Said(
                        account.isEmpty()
                                ? texts.get("keys.works")
                                : texts.format("keys.worksWith", account),
                        Tone.GOOD);
            }
            case KeyCheck.Fails fails ->
                    new Said(
                            cause(fails),
                            fails.cause() == KeyCheck.Cause.RATE_LIMITED ? Tone.CAUTION : Tone.BAD);
        };
    }

    private String cause(KeyCheck.Fails fails) {
        return switch (fails.cause()) {
            case WRONG_KEY -> texts.get("keys.wrongKey");
            case NO_CREDIT -> texts.get("keys.noCredit");
            case NOT_ALLOWED -> texts.get("keys.notAllowed");
            case RATE_LIMITED ->
                    fails.until()
                            .map(until -> texts.format("keys.limitedUntil", moment(until)))
                            .orElseGet(() -> texts.get("keys.limited"));
            case NETWORK -> texts.get("keys.noNetwork");
            case PROXY -> texts.get("keys.proxy");
            case CLOCK -> texts.get("keys.clock");
            case UNTRUSTED -> texts.get("keys.untrusted");
            case PROVIDER_DOWN -> texts.get("keys.down");
            case NOT_A_PROVIDER -> texts.get("keys.notAProvider");
        };
    }

    /// What is left on an account: `$12.40 of $50.00 left · resets 1 Dec`; blank if nothing is
    /// told.
    String account(KeyAccount account) {
        String left =
                account.limit().isPresent() && account.remaining().isPresent()
                        ? texts.format(
                                "keys.leftOf",
                                Money.usd(account.remaining().get()),
                                Money.usd(account.limit().get()))
                        : account.credits()
                                .map(credits -> texts.format("keys.credits", Money.usd(credits)))
                                .orElse(account.freeTier() ? texts.get("keys.freeTier") : "");
        return account.resets()
                .filter(_ -> !left.isEmpty())
                .map(resets -> texts.format("keys.resets", left, moment(resets)))
                .orElse(left);
    }

    /// What was spent with a key; blank if that is not known.
    String spent(KeySlot slot) {
        return slot.spentThisMonth()
                .filter(usd -> usd.signum() > 0)
                .map(usd -> texts.format("keys.spent", Money.usd(usd)))
                .orElse("");
    }

    /// When it was used last.
    String used(Optional<Instant> last) {
        if (last.isEmpty()) {
            return texts.get("keys.neverUsed");
        }
        return texts.format("keys.used", new Ago(texts, clock).since(last.get()));
    }

    /// How long something still takes: `42 s`, `4 min`, `2 h`.
    private String left(Instant until) {
        long seconds = Math.max(1, Duration.between(clock.instant(), until).toSeconds());
        if (seconds < 100) {
            return texts.format("keys.seconds", seconds);
        }
        return seconds < 6000
                ? texts.format("keys.minutes", seconds / 60)
                : texts.format("keys.hours", seconds / 3600);
    }

    private String moment(Instant when) {
        boolean soon = Duration.between(clock.instant(), when).toHours() < 20;
        return (soon ? TIME : DAY).format(when.atZone(zone));
    }
}
