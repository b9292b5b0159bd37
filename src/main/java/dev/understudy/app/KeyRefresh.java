package dev.understudy.app;

import dev.understudy.console.keys.ProviderKeys;
import dev.understudy.model.KeySlot.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Keeps a key ring at what happens to the keys: a second after requests have ended, when a rest is
/// over, and when a day begins. Under load it takes a twentieth of one thread's time at most.
final class KeyRefresh implements AutoCloseable {
    private static final Duration GATHER = Duration.ofSeconds(1);
    private static final int SHARE = 20;

    private final KeyRing ring;
    private final Clock clock = Clock.system(ZoneId.systemDefault());
    private final Semaphore wanted = new Semaphore(1);
    private final Thread thread;

    /// Begins at once, in the background.
    KeyRefresh(KeyRing ring, Gateway gateway) {
        this.ring = ring;
        gateway.onEnd(this::want);
        this.thread = Thread.ofVirtual().name("keys").start(this::run);
    }

    private void want() {
        if (wanted.availablePermits() == 0) {
            wanted.release();
        }
    }

    private void run() {
        try {
            ring.refresh();
            while (!Thread.currentThread().isInterrupted()) {
                if (wanted.tryAcquire(
                        untilNext(ring.providers(), clock).toMillis() + 1, TimeUnit.MILLISECONDS)) {
                    Thread.sleep(GATHER);
                    wanted.drainPermits();
                }
                long began = System.nanoTime();
                ring.refreshUse();
                Thread.sleep(Duration.ofNanos((System.nanoTime() - began) * SHARE));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until something changes by itself: a rest ends, or a day.
    ///
    /// @param clock whose zone tells when days begin
    static Duration untilNext(List<ProviderKeys> providers, Clock clock) {
        Instant now = clock.instant();
        ZoneId zone = clock.getZone();
        Instant midnight =
                LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
        Instant next =
                providers.stream()
                        .flatMap(provider -> provider.keys().stream())
                        .flatMap(key ->
                                key.condition() instanceof Condition.Rests(var until, _)
                                        ? Stream.of(until)
                                        : Stream.empty())
                        .filter(until -> until.isBefore(midnight))
                        .min(Instant::compareTo)
                        .orElse(midnight);
        Duration left = Duration.between(now, next);
        return left.isNegative() ? GATHER : left;
    }

    @Override
    public void close() {
        thread.interrupt();
        ring.close();
    }
}
