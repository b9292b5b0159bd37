package dev.understudy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StrangersTest {
    private long now;
    private final Strangers strangers = new Strangers(() -> now);

    @Test
    void sendsAwayWhoBringsTooManyWrongKeys() {
        for (int i = 0; i < Strangers.MOST; i++) {
            assertEquals(Duration.ZERO, strangers.came("10.0.0.1"));
        }

        Duration wait = strangers.came("10.0.0.1");
        assertTrue(wait.isPositive() && wait.compareTo(Duration.ofSeconds(61)) <= 0);
        assertEquals(Duration.ZERO, strangers.came("10.0.0.2"));

        now += wait.toNanos();
        assertEquals(Duration.ZERO, strangers.came("10.0.0.1"));
    }

    @Test
    void holdsAThousandAddressesAtMost() {
        for (int i = 0; i < Strangers.MOST; i++) {
            strangers.came("first");
        }
        for (int i = 0; i < 1000; i++) {
            strangers.came("a" + i);
        }

        assertEquals(Duration.ZERO, strangers.came("first"));
    }
}
