package dev.understudy.bench;

import java.util.Arrays;

/// Measured times in nanoseconds, grown as they come. Used by one thread at a time.
final class Samples {
    private long[] values = new long[4096];
    private int count;

    void add(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    int count() {
        return count;
    }

    /// The value below which `share` of them lie, in milliseconds.
    double millis(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        Arrays.sort(values, 0, count);
        return values[(int) Math.min(count - 1, Math.round(share * (count - 1)))] / 1e6;
    }
}
