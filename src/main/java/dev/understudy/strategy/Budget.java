package dev.understudy.strategy;

import java.time.Duration;
import java.util.function.LongSupplier;

/// What one evaluation may cost. Used by one thread.
final class Budget {
    /// The longest text or list an operation may make.
    static final int LARGEST = 20_000;

    private static final int STEPS = 2_000_000;
    private static final Duration TIME = Duration.ofMillis(250);
    private static final int STEPS_PER_LOOK = 64;

    private final LongSupplier nanoTime;
    private final long start;
    private int left = STEPS;

    Budget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /// One step: an element looked at, a character matched.
    void step() {
        if (--left < 0) {
            throw new OverBudgetException("takes more than %,d steps".formatted(STEPS));
        }
        if (left % STEPS_PER_LOOK == 0 && nanoTime.getAsLong() - start > TIME.toNanos()) {
            throw new OverBudgetException("takes more than %d ms".formatted(TIME.toMillis()));
        }
    }

    /// A text or list of this size is about to be made.
    void room(long size) {
        if (size > LARGEST) {
            throw new OverBudgetException(
                    "makes a text or list of more than %,d elements".formatted(LARGEST));
        }
    }
}
