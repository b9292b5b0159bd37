package dev.understudy.access;

import java.time.Duration;
import java.util.Arrays;

/// How much there was in the last minute: what is less than 60 s old counts, and nothing that is
/// more than 61 s old. Of fixed size. Not thread-safe.
///
/// Times are those of one clock that never goes back, in nanoseconds.
final class SlidingMinute {
    private static final int SLOTS = 61;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long[] amounts = new long[SLOTS];
    private long newest = Long.MIN_VALUE; // the second that the newest amount is of
    private long sum;

    /// Adds an amount of that time; one of more than a minute before the newest is let go.
    void add(long time, long amount) {
        long second = Math.floorDiv(time, SECOND);
        advance(second);
        if (second > newest - SLOTS) {
            amounts[slot(second)] += amount;
            sum += amount;
        }
    }

    long sum(long now) {
        advance(Math.floorDiv(now, SECOND));
        return sum;
    }

    /// How long until less than `most` is left, if nothing comes; zero if it is so now.
    ///
    /// @param most at least 1
    Duration until(long now, long most) {
        long left = sum(now);
        long second = newest - SLOTS + 1;
        while (left >= most) {
            left -= amounts[slot(second)];
            second++;
        }
        return left == sum
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(1, (second + SLOTS - 1) * SECOND - now));
    }

    private void advance(long second) {
        if (newest == Long.MIN_VALUE || second - newest >= SLOTS) {
            Arrays.fill(amounts, 0);
            sum = 0;
            newest = Math.max(second, newest);
        }
        while (newest < second) {
            newest++;
            sum -= amounts[slot(newest)];
            amounts[slot(newest)] = 0;
        }
    }

    private static int slot(long second) {
        return Math.floorMod(second, SLOTS);
    }
}
