package dev.understudy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SlidingMinuteTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void forgetsWhatIsAMinuteOld() {
        var minute = new SlidingMinute();
        minute.add(-5 * SECOND, 3);

        assertEquals(3, minute.sum(55 * SECOND - 1));
        assertEquals(0, minute.sum(56 * SECOND));
    }

    @Test
    void tellsHowLongToWait() {
        var minute = new SlidingMinute();
        minute.add(0, 2);
        minute.add(10 * SECOND, 5);

        assertEquals(Duration.ZERO, minute.until(20 * SECOND, 8));
        assertEquals(Duration.ofSeconds(41), minute.until(20 * SECOND, 7));
        assertEquals(Duration.ofSeconds(41), minute.until(20 * SECOND, 6));
        assertEquals(Duration.ofSeconds(51), minute.until(20 * SECOND, 5));
    }

    @Test
    void takesWhatIsOlderThanTheNewest() {
        var minute = new SlidingMinute();
        minute.add(100 * SECOND, 1);
        minute.add(50 * SECOND, 1);
        minute.add(10 * SECOND, 1);

        assertEquals(2, minute.sum(100 * SECOND));
        assertEquals(1, minute.sum(111 * SECOND));
    }

    /// Whatever the rhythm, no 60 s hold more than is allowed, and a wait that is told is enough.
    @Property(tries = 300)
    void neverLetsMoreThroughInAnyMinute(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int most) {
        var random = new java.util.Random(seed);
        var minute = new SlidingMinute();
        var let = new ArrayDeque<Long>();
        long now = random.nextLong(1000 * SECOND) - 500 * SECOND;
        for (int i = 0; i < 400; i++) {
            now += random.nextLong(random.nextInt(4) == 0 ? 40 * SECOND : SECOND);
            Duration wait = minute.until(now, most);
            if (wait.isZero()) {
                minute.add(now, 1);
                let.addLast(now);
            } else if (random.nextBoolean()) {
                now += wait.toNanos();
                assertTrue(minute.until(now, most).isZero());
            }
            while (!let.isEmpty() && now - let.getFirst() >= 60 * SECOND) {
                let.removeFirst();
            }
            assertTrue(let.size() <= most);
        }
    }
}
