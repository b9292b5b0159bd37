package dev.understudy.app;

import dev.understudy.console.keys.KeyBook.Found;
import dev.understudy.model.KeyAccount;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeySlot.Condition;
import dev.understudy.vault.KeySource;
import dev.understudy.vault.VaultState;
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

    /// @param keeper what the system's keychain is called, if that is known
    static String vault(VaultState state, Optional<String> keeper) {
        return switch (state) {
            case VaultState.Absent() -> "vault: none yet, the first key makes it";
            case VaultState.Locked(var source) -> "vault: locked, " + kept(source, keeper);
            case VaultState.Open(var source) -> "vault: open, " + kept(source, keeper);
            case VaultState.Damaged(var what, _) -> "vault: damaged, " + what;
        };
    }

    private static String kept(KeySource source, Optional<String> keeper) {
        return switch (source) {
            case KEYCHAIN -> "its key is kept by " + keeper.orElse("the system's keychain");
            case PASSPHRASE -> "its key is kept by a passphrase";
        };
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
