package dev.understudy.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that takes a while to find out: what it was lately, found out anew in the background
/// once that is too long ago. The first who asks waits. Thread-safe.
final class Lately<T> {
    private final Supplier<T> source;
    private final Duration longest;
    private final InstantSource clock;

    // Guarded by the instance's lock.
    private @Nullable T value;
    private Instant found = Instant.EPOCH;
    private boolean looking;

    Lately(Supplier<T> source, Duration longest, InstantSource clock) {
        this.source = source;
        this.longest = longest;
        this.clock = clock;
    }

    synchronized T get() {
        T known = value;
        if (known == null) {
            known = source.get();
            keep(known);
        } else if (!looking && clock.instant().isAfter(found.plus(longest))) {
            looking = true;
            Thread.ofVirtual().name("lately").start(this::look);
        }
        return known;
    }

    private void look() {
        try {
            T now = source.get();
            synchronized (this) {
                keep(now);
            }
        } finally {
            synchronized (this) {
                looking = false;
            }
        }
    }

    private void keep(T now) {
        value = now;
        found = clock.instant();
    }
}
