package dev.understudy.journal;

import dev.understudy.model.Metrics;
import dev.understudy.model.Target;
import dev.understudy.model.Trace;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How the attempts of the latest minutes went, for each target and each provider key: what
/// selection strategies ask for.
///
/// Brought up to date as exchanges end; reading costs the same however many there were.
/// Thread-safe.
public final class RecentMetrics {
    /// How far back it looks where nothing else is said.
    public static final Duration WINDOW = Duration.ofMinutes(15);

    /// Callers may ask for any name: only so many are remembered, those used last.
    private static final int MOST = 500;

    private record Key(String provider, String alias) {}

    private final LongSupplier nanoTime;
    private final Duration window;
    private final Latest<Target, Window> targets = new Latest<>(MOST);
    private final Latest<Key, Window> keys = new Latest<>(MOST);

    /// @param nanoTime the clock, such as `System::nanoTime`
    public RecentMetrics(LongSupplier nanoTime, Duration window) {
        this.nanoTime = nanoTime;
        this.window = window;
    }

    /// Of one target.
    public Metrics of(Target target) {
        return read(targets.find(target));
    }

    /// Of one of a provider's keys, by its alias.
    public Metrics ofKey(String provider, String alias) {
        return read(keys.find(new Key(provider, alias)));
    }

    void add(Trace trace) {
        long now = nanoTime.getAsLong();
        for (Trace.Tried attempt : trace.attempts()) {
            Sample.of(trace, attempt, now)
                    .ifPresent(sample -> {
                        Target target = attempt.target();
                        targets.findOrPut(target, () -> new Window(window)).add(sample);
                        if (!attempt.key().isBlank()) {
                            keys.findOrPut(
                                            new Key(target.provider(), attempt.key()),
                                            () -> new Window(window))
                                    .add(sample);
                        }
                    });
        }
    }

    private Metrics read(Optional<Window> found) {
        return found.map(counted -> counted.read(nanoTime.getAsLong()))
                .orElseGet(() -> Metrics.none(window));
    }
}
