package dev.understudy.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// A provider's key as it stands in the settings, in use or not.
///
/// @param hint its beginning, if that is no secret, and its last four characters, as in
///   `sk-or-v1-…4f2a`; `…` if it is short or cannot be read
/// @param weight its share of the requests beside the others', from 1
/// @param lastUsed the last attempt with it that the journal has
/// @param spentToday in USD, since midnight here; empty if no price is known
public record KeySlot(
        KeyId id,
        String hint,
        Source source,
        int weight,
        Condition condition,
        Optional<Instant> lastUsed,
        Optional<BigDecimal> spentToday,
        Optional<BigDecimal> spentThisMonth) {
    /// Where the settings have the key from.
    public enum Source {
        VAULT,
        ENVIRONMENT,
        /// It stands in the settings in clear.
        SETTINGS
    }

    /// Whether it is used.
    public sealed interface Condition {
        /// It is.
        record Ready() implements Condition {}

        /// It comes last until then.
        ///
        /// @param why such as `rate limited`
        record Rests(Instant until, String why) implements Condition {}

        /// It comes last until it is replaced or checked anew.
        ///
        /// @param why such as `refused 401`
        record NeedsAttention(String why) implements Condition {}

        /// It is switched off.
        record Off() implements Condition {}

        /// It cannot be read.
        ///
        /// @param why such as `the vault is locked`
        record Missing(String why) implements Condition {}
    }
}
