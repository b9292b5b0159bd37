package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RestsTest {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private long now;
    private final Rests<String> rests = new Rests<>(() -> now);

    @Test
    void admitsWhatNeverFailed() {
        assertTrue(rests.admits("a"));
        assertFalse(rests.rests("a"));
    }

    @Test
    void restsForItsFirstLength() {
        fail();

        assertRestsFor(5);
    }

    @Test
    void doublesWithEachProbeThatFailsUpToTheLongest() {
        for (int seconds : new int[] {5, 10, 20, 30, 30}) {
            fail();
            assertRestsFor(seconds);
        }
    }

    @Test
    void countsFailuresDuringARestOnce() {
        fail();
        fail();
        fail();

        assertRestsFor(5);
    }

    @Test
    void admitsOneProbeAtATime() {
        fail();
        pass(5);

        assertTrue(rests.admits("a"));
        assertFalse(rests.admits("a"));
        assertTrue(rests.rests("a"));
    }

    @Test
    void looksWithoutBecomingTheProbe() {
        fail();
        pass(5);

        assertFalse(rests.rests("a"));
        assertFalse(rests.rests("a"));
        assertTrue(rests.admits("a"));
    }

    @Test
    void admitsAnotherProbeWhenOneIsReleased() {
        fail();
        pass(5);
        assertTrue(rests.admits("a"));

        rests.released("a");

        assertTrue(rests.admits("a"));
        assertFalse(rests.admits("a"));
    }

    @Test
    void endsWithTheFirstTokenButRemembers() {
        fail();
        pass(5);
        assertTrue(rests.admits("a"));

        rests.answered("a");

        assertTrue(rests.admits("a"));
        assertTrue(rests.admits("a"));
        fail();
        assertRestsFor(10);
    }

    @Test
    void forgetsAllWithAWholeAnswer() {
        fail();
        pass(5);
        fail();

        rests.completed("a");

        assertTrue(rests.admits("a"));
        fail();
        assertRestsFor(5);
    }

    @Test
    void restsAsLongAsItIsTold() {
        rests.failedUntil("a", Duration.ofSeconds(70));

        assertRestsFor(70);
    }

    @Test
    void restsNoTimeIfToldSo() {
        rests.failedUntil("a", Duration.ZERO);

        assertFalse(rests.rests("a"));
        assertTrue(rests.admits("a"));
    }

    @Test
    void keepsTheRestsApart() {
        fail();

        assertTrue(rests.admits("b"));
        assertTrue(rests.rests("a"));
    }

    @Test
    void holdsTheLastThatFailedOnly() {
        fail();
        for (int i = 0; i < 4096; i++) {
            rests.failed("other " + i, FIRST, LONGEST);
        }

        assertFalse(rests.rests("a"));
        assertTrue(rests.rests("other 0"));
        assertTrue(rests.rests("other 4095"));
    }

    @Test
    void keepsTimeAcrossTheClocksOverflow() {
        now = Long.MAX_VALUE - 1;
        fail();

        assertRestsFor(5);
    }

    private void fail() {
        rests.failed("a", FIRST, LONGEST);
    }

    private void assertRestsFor(int seconds) {
        pass(seconds);
        now--;
        assertFalse(rests.admits("a"));
        assertTrue(rests.rests("a"));
        now++;
        assertTrue(rests.admits("a"));
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
