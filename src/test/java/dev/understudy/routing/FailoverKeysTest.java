package dev.understudy.routing;

import static dev.understudy.model.Attempt.Move.NEXT_KEY;
import static dev.understudy.model.Attempt.Move.NEXT_TARGET;
import static dev.understudy.model.Attempt.Move.SAME_AGAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.FailureClass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Which of a provider's keys is tried next, and how long one rests.
@Timeout(10)
final class FailoverKeysTest extends FailoverGiven {
    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "CREDENTIAL", "QUOTA"})
    void triesTheNextKeyAndThenTheNextTarget(FailureClass kind) throws Exception {
        script.on("keys/a", failing(kind));
        script.on("keys/b", failing(kind));

        Served served = open("keys", "one");

        assertEquals(List.of("keys/a", "keys/b", "one"), script.called());
        assertEquals(List.of(NEXT_KEY, NEXT_TARGET), moves(served.attempts()));
        assertEquals(List.of(), pauses);
    }

    @Test
    void triesTheKeyThatRestsLast() throws Exception {
        script.on("keys/a", failing(FailureClass.RATE_LIMITED));
        open("keys");

        open("keys");

        assertEquals(List.of("keys/a", "keys/b", "keys/b"), script.called());
    }

    @ParameterizedTest
    @CsvSource({"RATE_LIMITED, PT10S", "QUOTA, PT1H", "CREDENTIAL, PT8760H"})
    void restsAKeyForItsUsualTime(FailureClass kind, Duration rest) throws Exception {
        script.on("keys/a", failing(kind));
        open("keys");

        assertKeyRestsFor(rest);
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, PT70S, PT70S",
        "QUOTA, PT5S, PT5S",
        "RATE_LIMITED, PT720H, PT24H",
        "QUOTA, PT720H, PT24H",
        "CREDENTIAL, PT5S, PT8760H"
    })
    void restsAKeyUntilItsReset(FailureClass kind, Duration wish, Duration rest) throws Exception {
        script.on("keys/a", failing(kind, wish));
        open("keys");

        assertKeyRestsFor(rest);
    }

    @Test
    void doublesTheRestOfAKeyUpToFiveMinutes() throws Exception {
        for (int seconds : new int[] {10, 20, 40, 80, 160, 300, 300}) {
            script.on("keys/a", failing(FailureClass.RATE_LIMITED));
            open("keys");
            assertKeyRestsFor(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void knowsAKeyAgainAfterTheSettingsAreReadAgain() throws Exception {
        script.on("keys/a", failing(FailureClass.CREDENTIAL));
        open("keys");
        settings = Given.settings(List.of(Given.keyed("keys", "a", "b")));

        open("keys");

        assertEquals(List.of("keys/a", "keys/b", "keys/b"), script.called());
    }

    @Test
    void waitsForALimitedKeyIfTheWaitIsShortAndNoOtherKeyIsFree() throws Exception {
        script.on("keys/a", failing(FailureClass.RATE_LIMITED, Duration.ofSeconds(60)));
        open("keys");
        script.on("keys/b", failing(FailureClass.RATE_LIMITED, Duration.ofSeconds(3)));

        Served served = open("keys", "one");

        assertEquals(List.of("keys/a", "keys/b", "keys/b", "keys/b"), script.called());
        assertEquals(List.of(SAME_AGAIN), moves(served.attempts()));
        assertEquals(List.of(Duration.ofSeconds(3)), pauses);
    }

    @Test
    void waitsForALimitOnceOnly() throws Exception {
        script.on(
                "one",
                failing(FailureClass.RATE_LIMITED, Duration.ofSeconds(1)),
                failing(FailureClass.RATE_LIMITED, Duration.ofSeconds(1)));

        Served served = open("one", "two");

        assertEquals(List.of("one", "one", "two"), script.called());
        assertEquals(List.of(SAME_AGAIN, NEXT_TARGET), moves(served.attempts()));
    }

    @Test
    void waitsForNoLimitThatIsLongOrUntold() throws Exception {
        script.on("one", failing(FailureClass.RATE_LIMITED, Duration.ofMillis(3001)));
        script.on("two", failing(FailureClass.RATE_LIMITED));

        open("one", "two", "three");

        assertEquals(List.of("one", "two", "three"), script.called());
        assertEquals(List.of(), pauses);
    }

    @Test
    void prefersAFreeKeyToAShortWait() throws Exception {
        script.on("keys/a", failing(FailureClass.RATE_LIMITED, Duration.ofSeconds(1)));

        open("keys");

        assertEquals(List.of("keys/a", "keys/b"), script.called());
        assertEquals(List.of(), pauses);
    }

    @Test
    void passesOverAProviderWithoutAKeyAndSaysWhereToPutOne() throws Exception {
        Served served = open("none", "one");

        assertEquals(List.of("one"), script.called());
        assertEquals(
                "none:m: no key is stored for none: put one in the environment variable A_KEY, or under providers in gateway.yaml (id: none, api_keys)",
                served.attempts().getFirst().summary());
        assertRestsNot("none");
    }
}
