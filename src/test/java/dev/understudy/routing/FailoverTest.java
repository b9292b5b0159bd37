package dev.understudy.routing;

import static dev.understudy.model.Attempt.Move.EXHAUSTED;
import static dev.understudy.model.Attempt.Move.NEXT_KEY;
import static dev.understudy.model.Attempt.Move.NEXT_TARGET;
import static dev.understudy.model.Attempt.Move.SAME_AGAIN;
import static dev.understudy.model.Attempt.Move.STOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Attempt;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.GatewaySettings.FailoverRule;
import dev.understudy.model.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which target is tried next, and what is told of each attempt.
@Timeout(10)
final class FailoverTest extends FailoverGiven {
    @Test
    void answersFromTheFirstTarget() throws Exception {
        script.on("one", taking(200, () -> ANSWER));

        Served served = open("one", "two");

        assertSame(ANSWER, served.answer());
        assertEquals(target("one"), served.target());
        assertEquals(
                List.of(
                        new Attempt(
                                target("one"),
                                "",
                                Duration.ZERO,
                                Duration.ofMillis(200),
                                new Attempt.Outcome.Answered())),
                served.attempts());
    }

    @Test
    void recordsEveryAttemptWithItsTimeAndReason() throws Exception {
        Failure failure = failure(FailureClass.MODEL_UNAVAILABLE);
        script.on(
                "one",
                taking(
                        30,
                        () -> {
                            throw new UpstreamException(failure);
                        }));
        script.on("keys/a", taking(20, () -> ANSWER));

        Served served = open("one", "keys");

        assertEquals(
                List.of(
                        new Attempt(
                                target("one"),
                                "",
                                Duration.ZERO,
                                Duration.ofMillis(30),
                                new Attempt.Outcome.Failed(failure, NEXT_TARGET)),
                        new Attempt(
                                target("keys"),
                                "a",
                                Duration.ofMillis(30),
                                Duration.ofMillis(20),
                                new Attempt.Outcome.Answered())),
                served.attempts());
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "SERVER"})
    void triesATargetThatFailedInPassingAgainOnceAndThenTheNext(FailureClass kind)
            throws Exception {
        script.on("one", failing(kind), failing(kind));

        Served served = open("one", "two");

        assertEquals(List.of("one", "one", "two"), script.called());
        assertEquals(List.of(SAME_AGAIN, NEXT_TARGET), moves(served.attempts()));
        assertEquals(1, pauses.size());
        assertTrue(pauses.getFirst().toMillis() >= 100 && pauses.getFirst().toMillis() <= 300);
        assertRests("one");
    }

    @Test
    void staysWithATargetThatAnswersTheSecondTime() throws Exception {
        script.on("one", failing(FailureClass.SERVER));

        assertEquals(target("one"), open("one", "two").target());
        assertRestsNot("one");
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT", "MODEL_UNAVAILABLE"})
    void goesOnAtOnceFromATargetThatIsSilentOrLacksTheModel(FailureClass kind) throws Exception {
        script.on("one", failing(kind));

        Served served = open("one", "two");

        assertEquals(List.of("one", "two"), script.called());
        assertEquals(List.of(NEXT_TARGET), moves(served.attempts()));
        assertEquals(List.of(), pauses);
        assertRests("one");
    }

    @Test
    void goesOnFromATooLongPromptWithoutARest() throws Exception {
        script.on("one", failing(FailureClass.TOO_LONG));

        Served served = open("one", "two");

        assertEquals(List.of(NEXT_TARGET), moves(served.attempts()));
        assertRestsNot("one");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTENT_REFUSED", "CALLER_FAULT"})
    void stopsAtOnceWhereTheRequestIsAtFault(FailureClass kind) {
        script.on("one", failing(kind));

        var failed = assertFails("one", "two");

        assertEquals(List.of("one"), script.called());
        assertEquals(List.of(STOP), moves(failed.attempts()));
        assertTrue(failed.callersFault());
        assertEquals(kind, failed.last().kind());
        assertRestsNot("one");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTENT_REFUSED", "CALLER_FAULT"})
    void goesOnFromAnyErrorIfToldTo(FailureClass kind) throws Exception {
        settings = Given.settings(FailoverRule.ANY_ERROR, settings.providers());
        script.on("one", failing(kind));

        Served served = open("one", "two");

        assertEquals(List.of("one", "two"), script.called());
        assertEquals(List.of(NEXT_TARGET), moves(served.attempts()));
        assertRestsNot("one");
    }

    @Test
    void failsWithEveryAttemptOnceNothingIsLeft() {
        script.on("one", failing(FailureClass.MODEL_UNAVAILABLE));
        script.on("keys/a", failing(FailureClass.CREDENTIAL));
        script.on("keys/b", failing(FailureClass.QUOTA));

        var failed = assertFails("one", "keys");

        assertEquals(List.of(NEXT_TARGET, NEXT_KEY, EXHAUSTED), moves(failed.attempts()));
        assertEquals(FailureClass.QUOTA, failed.last().kind());
        assertFalse(failed.callersFault());
        assertFalse(failed.timedOut());
    }

    @Test
    void passesOnTheSettingsAndTheRequest() throws Exception {
        open("keys");

        Upstream.Call call = script.calls.getFirst();
        assertEquals("keys", call.provider().id());
        assertEquals(Optional.of(Given.key("a")), call.key());
        assertSame(STREAMED, call.request());
        assertEquals(Duration.ofSeconds(30), call.streamIdle());
    }

    @Test
    void refusesAPlanForOtherSettings() {
        assertThrows(IllegalArgumentException.class, () -> open("stranger"));
    }

    @Test
    void failsWithoutATargetToTry() {
        var failed =
                assertThrows(
                        AllAttemptsFailedException.class,
                        () -> failover().open(Plan.of(List.of(), List.of()), STREAMED));

        assertEquals(List.of(), failed.attempts());
    }
}
