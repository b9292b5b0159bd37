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
import dev.understudy.model.Attempt.Move;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.FailoverRule;
import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderError;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import dev.understudy.model.Wire;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every row of the table of failures, against a provider that does as it is told.
@Timeout(10)
final class FailoverTest {
    private static final ModelRequest STREAMED = request(true);
    private static final ModelRequest WHOLE = request(false);
    private static final Answer ANSWER = new Answer.Whole(new byte[0], Meaning.NOTHING);

    private final Script script = new Script();
    private final List<Duration> pauses = new ArrayList<>();
    private final Health health = new Health(script::now);
    private GatewaySettings settings =
            Given.settings(
                    List.of(
                            Given.provider("one", List.of()),
                            Given.provider("two", List.of()),
                            Given.provider("three", List.of()),
                            Given.keyed("keys", "a", "b"),
                            Given.keyed("none")));

    /// Providers that do what is next in their script; a target without one answers.
    private static final class Script implements Upstream {
        private final Map<String, Deque<Step>> steps = new HashMap<>();
        private final List<Call> calls = new ArrayList<>();
        private long nanos = 1_000;

        /// One thing a provider does.
        @FunctionalInterface
        interface Step {
            Answer run() throws UpstreamException, InterruptedException;
        }

        /// What a target, or a target's key, does next.
        void on(String who, Step... next) {
            steps.computeIfAbsent(who, _ -> new ArrayDeque<>()).addAll(Arrays.asList(next));
        }

        long now() {
            return nanos;
        }

        void pass(Duration length) {
            nanos += length.toNanos();
        }

        @Override
        public Answer open(Call call) throws UpstreamException, InterruptedException {
            calls.add(call);
            Deque<Step> next = steps.get(who(call));
            return next == null || next.isEmpty() ? ANSWER : next.remove().run();
        }

        List<String> called() {
            return calls.stream().map(Script::who).toList();
        }

        private static String who(Call call) {
            return call.target().provider()
                    + call.key().map(ProviderKey::alias).map(alias -> "/" + alias).orElse("");
        }
    }

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

    private Served open(String... providers)
            throws AllAttemptsFailedException, InterruptedException {
        return failover().open(plan(providers), STREAMED);
    }

    /// Who serves another request; `none` if nobody does.
    private Target openAgain(String... providers) throws InterruptedException {
        try {
            return open(providers).target();
        } catch (AllAttemptsFailedException _) {
            return target("none");
        }
    }

    private AllAttemptsFailedException assertFails(String... providers) {
        return assertThrows(AllAttemptsFailedException.class, () -> open(providers));
    }

    private Failover failover() {
        return new Failover(
                settings,
                script,
                health,
                script::now,
                length -> {
                    pauses.add(length);
                    script.pass(length);
                },
                new Random(1));
    }

    private void assertRests(String provider) {
        assertEquals(
                target("other"),
                health.takeNext(new ArrayList<>(List.of(target(provider), target("other"))))
                        .target());
    }

    private void assertRestsNot(String provider) {
        assertEquals(
                target(provider),
                health.takeNext(new ArrayList<>(List.of(target(provider), target("other"))))
                        .target());
    }

    private void assertKeyRestsFor(Duration length) {
        Provider provider = Given.keyed("keys", "a", "b");
        script.pass(length.minusNanos(1));
        assertEquals(
                List.of(Given.key("b"), Given.key("a")), health.inOrder(provider, provider.keys()));
        script.pass(Duration.ofNanos(1));
        assertEquals(
                List.of(Given.key("a"), Given.key("b")), health.inOrder(provider, provider.keys()));
    }

    private List<List<Duration>> bounds() {
        return script.calls.stream()
                .map(call -> List.of(call.headersWithin(), call.silence(), call.deadline()))
                .toList();
    }

    private static List<Duration> seconds(int headers, int silence, int deadline) {
        return List.of(
                Duration.ofSeconds(headers),
                Duration.ofSeconds(silence),
                Duration.ofSeconds(deadline));
    }

    private Script.Step taking(int millis, Script.Step step) {
        return () -> {
            script.pass(Duration.ofMillis(millis));
            return step.run();
        };
    }

    private static Script.Step failing(FailureClass kind) {
        return () -> {
            throw new UpstreamException(failure(kind));
        };
    }

    private static Script.Step failing(FailureClass kind, Duration retryAfter) {
        return () -> {
            throw new UpstreamException(
                    new Failure(
                            kind,
                            new ProviderError(429, "", "", "later"),
                            Optional.of(retryAfter),
                            ""));
        };
    }

    private static Failure failure(FailureClass kind) {
        return Failure.without(kind, "no");
    }

    private static List<Move> moves(List<Attempt> attempts) {
        var moves = new ArrayList<Move>();
        for (Attempt attempt : attempts) {
            if (attempt.outcome() instanceof Attempt.Outcome.Failed(_, var move)) {
                moves.add(move);
            }
        }
        return moves;
    }

    private static Plan plan(String... providers) {
        return Plan.of(Arrays.stream(providers).map(FailoverTest::target).toList(), List.of());
    }

    private static Target target(String provider) {
        return new Target(provider, "m");
    }

    private static ModelRequest request(boolean streaming) {
        return new ModelRequest(
                Wire.CHAT_COMPLETIONS, List.of("x"), streaming, (_, _) -> new byte[0]);
    }
}
