package dev.understudy.routing;

import static dev.understudy.model.Attempt.Move.EXHAUSTED;
import static dev.understudy.model.Attempt.Move.NEXT_TARGET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.FailureClass;
import dev.understudy.model.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How many attempts are made, and how long each may take.
@Timeout(10)
final class FailoverBoundsTest extends FailoverGiven {
    @Test
    void makesTenAttemptsAtMost() {
        var many = new ArrayList<Provider>();
        for (int i = 0; i < 12; i++) {
            many.add(Given.provider("p" + i, List.of()));
            script.on("p" + i, failing(FailureClass.SERVER), failing(FailureClass.SERVER));
        }
        settings = Given.settings(many);

        var failed = assertFails(many.stream().map(Provider::id).toArray(String[]::new));

        assertEquals(10, failed.attempts().size());
        assertEquals(10, script.calls.size());
        assertEquals(EXHAUSTED, moves(failed.attempts()).getLast());
    }

    @Test
    void makesTenAttemptsAtMostOverTheKeysOfOneProvider() {
        String[] aliases = new String[12];
        for (int i = 0; i < aliases.length; i++) {
            aliases[i] = "k" + i;
            script.on("many/k" + i, failing(FailureClass.CREDENTIAL));
        }
        settings = Given.settings(List.of(Given.keyed("many", aliases)));

        assertEquals(10, assertFails("many").attempts().size());
    }

    @Test
    void endsWhenTheTimeForAllAttemptsIsOver() {
        script.on("one", taking(299_000, failing(FailureClass.TIMEOUT)));
        script.on("two", taking(1_000, failing(FailureClass.TIMEOUT)));

        var failed = assertFails("one", "two", "three");

        assertEquals(List.of("one", "two"), script.called());
        assertTrue(failed.timedOut());
        assertEquals(List.of(NEXT_TARGET, EXHAUSTED), moves(failed.attempts()));
    }

    @Test
    void pausesForNoLongerThanIsLeft() throws Exception {
        script.on(
                "one", taking(298_000, failing(FailureClass.RATE_LIMITED, Duration.ofSeconds(3))));

        open("one", "two");

        assertEquals(List.of("one", "two"), script.called());
    }

    @Test
    void givesEveryCallSomeTime() throws Exception {
        script.on("one", taking(299_990, failing(FailureClass.SERVER)));
        settings = Given.settings(settings.providers());
        var late =
                new Failover(
                        settings,
                        script,
                        health,
                        script::now,
                        _ -> script.pass(Duration.ofSeconds(1)),
                        new Random(1) {
                            private static final long serialVersionUID = 1;

                            @Override
                            public int nextInt(int from, int to) {
                                return 5;
                            }
                        });

        late.open(plan("one"), STREAMED);

        assertTrue(script.calls.getLast().deadline().isPositive());
        assertTrue(script.calls.getLast().headersWithin().isPositive());
    }

    @Test
    void boundsTheFirstTokenOnlyWhereAnotherTargetRemains() throws Exception {
        script.on("one", taking(10_000, failing(FailureClass.TIMEOUT)));

        open("one", "two");

        assertEquals(List.of(seconds(12, 12, 300), seconds(30, 290, 290)), bounds());
    }

    @Test
    void boundsAWholeAnswerByTheTimeOfOneRequestOnlyWhereAnotherTargetRemains() throws Exception {
        script.on("one", taking(10_000, failing(FailureClass.TIMEOUT)));

        failover().open(plan("one", "two"), WHOLE);

        assertEquals(List.of(seconds(30, 12, 300), seconds(290, 290, 290)), bounds());
    }
}
