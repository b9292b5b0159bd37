package dev.understudy.routing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What rests for a while after a failure: goes to the back of the line, never out of it.
///
/// A rest doubles with each failure in a row. When it is over, one request at a time may probe;
/// until the probe's outcome is known the others still find it resting. Holds the last 4,096 that
/// failed. Thread-safe; the instance's lock owns the map.
final class Rests<T> {
    private static final int LIMIT = 4096;

    private final LongSupplier nanoTime;
    private final Map<T, State> states =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<T, State> eldest) {
                    return size() > LIMIT;
                }
            };

    private static final class State {
        long until;
        Duration length = Duration.ZERO;
        boolean resting;
        boolean probed;
        String why = "";
    }

    Rests(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Whether it may be tried now; if its rest is just over, the caller becomes its probe.
    synchronized boolean admits(T what) {
        State state = states.get(what);
        if (state == null || !state.resting) {
            return true;
        }
        if (state.probed || nanoTime.getAsLong() - state.until < 0) {
            return false;
        }
        state.probed = true;
        return true;
    }

    /// Whether it rests, without becoming its probe.
    synchronized boolean rests(T what) {
        State state = states.get(what);
        return state != null
                && state.resting
                && (state.probed || nanoTime.getAsLong() - state.until < 0);
    }

    /// How long it still rests; nothing is left while it is probed. Empty if it does not rest.
    synchronized Optional<Duration> left(T what) {
        State state = states.get(what);
        if (state == null || !rests(what)) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(Math.max(0, state.until - nanoTime.getAsLong())));
    }

    /// Why it was sent to rest last, as told by [#because].
    synchronized String why(T what) {
        State state = states.get(what);
        return state == null ? "" : state.why;
    }

    /// Notes why it was sent to rest.
    synchronized void because(T what, String why) {
        State state = states.get(what);
        if (state != null) {
            state.why = why;
        }
    }

    /// How many rest.
    synchronized int count() {
        return (int) states.keySet().stream().filter(this::rests).count();
    }

    /// Sends it to rest: `first` after one failure, doubling to `longest`.
    synchronized void failed(T what, Duration first, Duration longest) {
        State state = states.computeIfAbsent(what, _ -> new State());
        if (state.resting && !state.probed && nanoTime.getAsLong() - state.until < 0) {
            return; // others failed at the same time: one rest, not one for each
        }
        Duration doubled = state.length.multipliedBy(2);
        begin(state, doubled.compareTo(first) < 0 ? first : min(doubled, longest));
    }

    /// Sends it to rest for as long as its provider asked.
    synchronized void failedUntil(T what, Duration length) {
        begin(states.computeIfAbsent(what, _ -> new State()), length);
    }

    /// It began to answer: its rest is over, but a failure soon would double the next.
    synchronized void answered(T what) {
        State state = states.get(what);
        if (state != null) {
            state.resting = false;
            state.probed = false;
        }
    }

    /// It answered to the end: all is forgotten.
    synchronized void completed(T what) {
        states.remove(what);
    }

    /// The probe ended without an outcome, as when the caller left. Only the probe may say so.
    synchronized void released(T what) {
        State state = states.get(what);
        if (state != null) {
            state.probed = false;
        }
    }

    private void begin(State state, Duration length) {
        state.length = length;
        state.until = nanoTime.getAsLong() + length.toNanos();
        state.resting = true;
        state.probed = false;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
