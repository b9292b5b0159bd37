package dev.understudy.journal;

import dev.understudy.model.Metrics;
import java.util.Optional;

/// Milliseconds from a tenth to an hour, counted in steps of 5 %, which can be taken out again. Not
/// thread-safe.
final class Histogram {
    private static final double LEAST = 0.1;
    private static final double STEP = Math.log(1.05);
    private static final int STEPS = 360;

    private final int[] counts = new int[STEPS];
    private int count;
    private double sum;

    /// Counts a value in, or with a `sign` of -1 out again; one that is negative is none.
    void count(double value, int sign) {
        if (value >= 0) {
            counts[step(value)] += sign;
            count += sign;
            sum = count == 0 ? 0 : sum + sign * value;
        }
    }

    /// How the values are spread; empty if there are none.
    Optional<Metrics.Spread> spread() {
        return count == 0
                ? Optional.empty()
                : Optional.of(new Metrics.Spread(Math.max(0, sum / count), percentile(95)));
    }

    private double percentile(int percent) {
        long wanted = Math.ceilDiv((long) count * percent, 100);
        long seen = 0;
        for (int i = 0; i < STEPS; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return LEAST * Math.exp((i + 0.5) * STEP);
            }
        }
        throw new IllegalStateException("fewer values than were counted");
    }

    private static int step(double value) {
        return value <= LEAST ? 0 : Math.min(STEPS - 1, (int) (Math.log(value / LEAST) / STEP));
    }
}
