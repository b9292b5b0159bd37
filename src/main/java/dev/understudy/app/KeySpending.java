package dev.understudy.app;

import dev.understudy.journal.Journal;
import dev.understudy.journal.KeyUse;
import dev.understudy.model.KeyId;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// When each key was used last, and what it spent: as the journal had it when it was last asked.
///
/// The whole journal is read once, then this month's part of it. Thread-safe.
final class KeySpending {
    private static final System.Logger LOG = System.getLogger(KeySpending.class.getName());
    private static final int MOST = 2_000;

    /// What is known of a key.
    ///
    /// @param today in USD; empty if no price is known
    /// @param thisMonth in USD; empty if no price is known
    record Spent(
            Optional<Instant> last, Optional<BigDecimal> today, Optional<BigDecimal> thisMonth) {
        static final Spent NOTHING =
                new Spent(
                        Optional.empty(),
                        Optional.of(BigDecimal.ZERO),
                        Optional.of(BigDecimal.ZERO));
    }

    private final Journal journal;
    private final Clock clock;
    private volatile Map<KeyId, Spent> spent = Map.of();
    private boolean begun; // guarded by this

    /// @param clock whose zone tells when days begin
    KeySpending(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /// From memory.
    Spent of(KeyId key) {
        return spent.getOrDefault(key, Spent.NOTHING);
    }

    /// Asks the journal; what cannot be read stays as it was.
    synchronized void refresh() {
        LocalDate today = LocalDate.now(clock);
        Instant day = today.atStartOfDay(clock.getZone()).toInstant();
        Instant month = today.withDayOfMonth(1).atStartOfDay(clock.getZone()).toInstant();
        try {
            var now = new LinkedHashMap<KeyId, Spent>();
            for (KeyUse use : journal.keyUse(begun ? month : Instant.EPOCH, day, month)) {
                now.put(
                        new KeyId(use.provider(), use.alias()),
                        new Spent(Optional.of(use.last()), use.today(), use.thisMonth()));
            }
            spent = Map.copyOf(withOlder(now));
            begun = true;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what the keys spent is not known now", e);
        }
    }

    /// Adds the keys that were used before, and not this month.
    private Map<KeyId, Spent> withOlder(Map<KeyId, Spent> now) {
        var all = new HashMap<>(now);
        spent.forEach((key, before) -> {
            if (all.size() < MOST) {
                all.putIfAbsent(
                        key,
                        new Spent(before.last(), Spent.NOTHING.today(), Spent.NOTHING.thisMonth()));
            }
        });
        return all;
    }
}
