package dev.understudy.sandbox;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/// What the sandbox remembers from request to request, until it is reset.
final class Memory {
    private static final int COUNTERS = 10_000;

    private final Map<String, Integer> counters = new ConcurrentHashMap<>();
    private final Queue<String> queue = new ConcurrentLinkedQueue<>();
    private final RequestLog log = new RequestLog();
    private volatile Timing timing = Timing.FAST;
    private volatile CatalogueDay day = CatalogueDay.PLAIN;
    private final LongSupplier nanoTime;
    private volatile long resetAt;

    /// @param nanoTime such as [System#nanoTime()]
    Memory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.resetAt = nanoTime.getAsLong();
    }

    RequestLog log() {
        return log;
    }

    Timing timing() {
        return timing;
    }

    void timing(Timing other) {
        timing = other;
    }

    CatalogueDay day() {
        return day;
    }

    void day(CatalogueDay other) {
        day = other;
    }

    /// Counts one up.
    ///
    /// @return the new count, from 1
    int count(String what) {
        if (counters.size() >= COUNTERS) {
            counters.clear();
        }
        return counters.merge(what, 1, Integer::sum);
    }

    /// The scenario to play next whatever model is asked for.
    Optional<String> queued() {
        return Optional.ofNullable(queue.poll());
    }

    void queue(Collection<String> models) {
        queue.addAll(models);
    }

    Duration sinceReset() {
        return sinceReset(nanoTime.getAsLong());
    }

    /// The time from the last reset to `nanos`.
    Duration sinceReset(long nanos) {
        return Duration.ofNanos(nanos - resetAt);
    }

    void reset() {
        counters.clear();
        queue.clear();
        log.clear();
        day = CatalogueDay.PLAIN;
        resetAt = nanoTime.getAsLong();
    }
}
