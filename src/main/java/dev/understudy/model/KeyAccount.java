package dev.understudy.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// What a provider tells of the account behind a key, in USD.
///
/// @param limit the most the key may spend; empty if it has no limit of its own
/// @param remaining what is left of the limit
/// @param resets when the limit begins anew
/// @param usedToday what the key has spent today, by the provider's own day
/// @param credits what is left on the account, where the key may see it
/// @param expires when the key ends
/// @param freeTier whether nothing was ever paid on the account
public record KeyAccount(
        Optional<BigDecimal> limit,
        Optional<BigDecimal> remaining,
        Optional<Instant> resets,
        Optional<BigDecimal> usedToday,
        Optional<BigDecimal> credits,
        Optional<Instant> expires,
        boolean freeTier) {
    /// It tells nothing.
    public static final KeyAccount UNKNOWN =
            new KeyAccount(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);

    /// How much of its limit a key has spent, 0 to 1; empty if it has none.
    public Optional<Double> spentShare() {
        return limit.filter(all -> all.signum() > 0)
                .flatMap(all ->
                        remaining.map(left ->
                                Math.clamp(1 - left.doubleValue() / all.doubleValue(), 0.0, 1.0)));
    }
}
