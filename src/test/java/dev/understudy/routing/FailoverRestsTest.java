package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.model.FailureClass;
import dev.understudy.model.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Targets that rest, are probed, and come back.
@Timeout(10)
final class FailoverRestsTest extends FailoverGiven {
    @Test
    void triesARestingTargetLast() throws Exception {
        script.on("one", failing(FailureClass.TIMEOUT));
        open("one", "two");

        open("one", "two", "three");

        assertEquals(List.of("one", "two", "two"), script.called());
        script.on("two", failing(FailureClass.TIMEOUT));
        script.on("three", failing(FailureClass.TIMEOUT));
        assertEquals(target("one"), open("one", "two", "three").target());
    }

    @Test
    void triesARestingTargetIfThereIsNoOther() throws Exception {
        script.on("one", failing(FailureClass.TIMEOUT));
        assertFails("one");

        assertEquals(target("one"), open("one").target());
    }

    @Test
    void returnsToATargetWhoseProbeAnswers() throws Exception {
        script.on("one", failing(FailureClass.TIMEOUT));
        open("one", "two");
        script.pass(Duration.ofSeconds(5));

        assertEquals(target("one"), open("one", "two").target());
        assertEquals(target("one"), open("one", "two").target());
    }

    @Test
    void doublesTheRestOfATargetWhoseProbeFails() throws Exception {
        script.on("one", failing(FailureClass.TIMEOUT), failing(FailureClass.TIMEOUT));
        open("one", "two");
        script.pass(Duration.ofSeconds(5));
        open("one", "two");

        script.pass(Duration.ofSeconds(9));
        assertEquals(target("two"), open("one", "two").target());
        script.pass(Duration.ofSeconds(1));
        assertEquals(target("one"), open("one", "two").target());
    }

    @Test
    void letsOneRequestAtATimeProbe() throws Exception {
        script.on("one", failing(FailureClass.TIMEOUT));
        open("one", "two");
        script.pass(Duration.ofSeconds(5));
        var meanwhile = new ArrayList<Target>();
        script.on(
                "one",
                () -> {
                    meanwhile.add(openAgain("one", "two"));
                    meanwhile.add(openAgain("one")); // has nothing else to try
                    meanwhile.add(openAgain("one", "two"));
                    return ANSWER;
                },
                failing(FailureClass.TOO_LONG));

        assertEquals(target("one"), open("one", "two").target());

        assertEquals(List.of(target("two"), target("none"), target("two")), meanwhile);
    }

    @Test
    void freesTheProbeWhenTheCallerLeaves() throws Exception {
        script.on("one", failing(FailureClass.TIMEOUT));
        open("one", "two");
        script.pass(Duration.ofSeconds(5));
        script.on(
                "one",
                () -> {
                    throw new InterruptedException("gone");
                });
        assertThrows(InterruptedException.class, () -> open("one", "two"));

        assertEquals(target("one"), open("one", "two").target());
    }

    @Test
    void restsNothingWhenTheCallerLeaves() throws Exception {
        script.on(
                "keys/a",
                () -> {
                    throw new InterruptedException("gone");
                });
        assertThrows(InterruptedException.class, () -> open("keys", "one"));

        assertEquals("a", open("keys").attempts().getLast().key());
        assertRestsNot("keys");
    }

    @Test
    void restsNothingWhenTheCallerLeavesInAPause() {
        script.on("one", failing(FailureClass.SERVER));
        var failover =
                new Failover(
                        settings,
                        script,
                        health,
                        script::now,
                        _ -> {
                            throw new InterruptedException("gone");
                        },
                        new Random(1));

        assertThrows(InterruptedException.class, () -> failover.open(plan("one", "two"), STREAMED));
        assertRestsNot("one");
    }

    @Test
    void restsATargetWhoseAnswerBrokeOffLater() throws Exception {
        open("one").settle(Failover.Ending.BROKEN_OFF);
        assertRests("one");

        open("two").settle(Failover.Ending.CLIENT_GONE);
        assertRestsNot("two");

        open("one").settle(Failover.Ending.COMPLETE);
        assertRestsNot("one");
    }
}
