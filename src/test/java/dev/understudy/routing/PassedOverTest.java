package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.model.Attempt;
import dev.understudy.model.Evaluation;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.FailoverRule;
import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import dev.understudy.model.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys and targets that are not tried though they are there.
@Timeout(10)
final class PassedOverTest {
    private static final ModelRequest REQUEST =
            new ModelRequest(Wire.CHAT_COMPLETIONS, List.of("x"), false, (_, _) -> new byte[0]);
    private static final GatewaySettings SETTINGS =
            Given.settings(
                    List.of(
                            Given.provider("one", List.of()),
                            Given.provider("two", List.of()),
                            Given.provider("three", List.of()),
                            Given.keyed("keys", "a", "b", "c")));

    private final List<String> called = new ArrayList<>();
    private final Map<String, FailureClass> failures = new HashMap<>();
    private final Health health = new Health(() -> 0);
    private final Map<String, Long> windows = new HashMap<>();
    private KeyChoice choice = KeyChoice.ALL;
    private GatewaySettings settings = SETTINGS;

    @Test
    void triesTheKeysThatWereChosenInTheirOrder() throws Exception {
        choice = choosing("c", "a");
        failures.put("keys/c", FailureClass.CREDENTIAL);

        Served served = open("keys");

        assertEquals(List.of("keys/c", "keys/a"), called);
        assertEquals("a", served.attempts().getLast().key());
    }

    @Test
    void triesChosenKeysThatRestLast() throws Exception {
        choice = choosing("c", "a");
        health.failed(
                provider("keys"),
                target("keys"),
                Optional.of(Given.key("c")),
                Failure.without(FailureClass.QUOTA, "spent"));

        open("keys");

        assertEquals(List.of("keys/a"), called);
    }

    @Test
    void goesOnToTheNextTargetWhereNoKeyIsChosen() throws Exception {
        choice = choosing();

        Served served = open("keys", "one");

        assertEquals(List.of("one"), called);
        assertEquals(
                List.of(
                        new Plan.Rejection(
                                "keys:m",
                                "api_key_selection leaves no key of keys (\"ai.keys[9]\" failed at 1:8: no such key): end it with the line \"ai.keys\" as a safety net",
                                Plan.Why.SKIPPED)),
                served.log().skipped());
        assertEquals(
                List.of("ai.keys[9]"),
                served.log().evaluations().stream().map(Evaluation::expression).toList());
    }

    @Test
    void saysSoWhereNothingElseIsLeft() {
        choice = choosing();

        var failed = assertThrows(AllAttemptsFailedException.class, () -> open("keys"));

        assertEquals(FailureClass.NO_KEY_SELECTED, failed.last().kind());
        assertEquals(List.of(), failed.attempts());
        assertEquals("keys:m", failed.skipped().getFirst().model());
    }

    @Test
    void tellsTheFailureOfWhatWasTriedFirst() {
        choice = choosing();
        failures.put("one", FailureClass.MODEL_UNAVAILABLE);

        var failed = assertThrows(AllAttemptsFailedException.class, () -> open("one", "keys"));

        assertEquals(FailureClass.MODEL_UNAVAILABLE, failed.last().kind());
        assertEquals("keys:m", failed.skipped().getFirst().model());
    }

    @ParameterizedTest
    @CsvSource({
        "8000, 8000, 9000, one three", // one that holds as much would refuse it too
        "8000, 7999, 8001, one three",
        "8000, 0, 8001, one two three", // nothing is known of the second
        "0, 8000, 9000, one two three", // nothing is known of the first
        "8000, 8001, 0, one two three",
        "8000, 1, 0, one three"
    })
    void passesOverTargetsThatHoldNoMoreThanOneThatWasTooSmall(
            long one, long two, long three, String tried) {
        hold(one, two, three);
        for (String provider : List.of("one", "two", "three")) {
            failures.put(provider, FailureClass.TOO_LONG);
        }

        var failed =
                assertThrows(AllAttemptsFailedException.class, () -> open("one", "two", "three"));

        assertEquals(tried, String.join(" ", called));
        assertEquals(FailureClass.TOO_LONG, failed.last().kind());
        assertEquals(3 - called.size(), failed.skipped().size());
    }

    @Test
    void saysWhyATargetIsPassedOver() throws Exception {
        hold(8000, 4000, 0);
        failures.put("one", FailureClass.TOO_LONG);

        assertEquals(
                List.of(
                        new Plan.Rejection(
                                "two:m",
                                "two:m is passed over: its context of 4,000 tokens is no larger than that of one:m, which found the prompt too long",
                                Plan.Why.SKIPPED)),
                open("one", "two", "three").log().skipped());
    }

    @Test
    void endsWhereAllThatIsLeftIsTooSmall() {
        hold(8000, 4000, 0);
        failures.put("one", FailureClass.TOO_LONG);

        var failed = assertThrows(AllAttemptsFailedException.class, () -> open("one", "two"));

        assertEquals(List.of("one"), called);
        assertEquals(
                new Attempt.Outcome.Failed(failed.last(), Attempt.Move.EXHAUSTED),
                failed.attempts().getFirst().outcome());
    }

    @Test
    void passesNothingOverForOtherFailures() throws Exception {
        hold(8000, 4000, 0);
        failures.put("one", FailureClass.MODEL_UNAVAILABLE);

        assertEquals(target("two"), open("one", "two").target());
    }

    @Test
    void triesAllWhereEveryErrorMovesOn() throws Exception {
        settings = Given.settings(FailoverRule.ANY_ERROR, SETTINGS.providers());
        hold(8000, 4000, 0);
        failures.put("one", FailureClass.TOO_LONG);

        assertEquals(target("two"), open("one", "two").target());
    }

    private void hold(long one, long two, long three) {
        windows.put("one", one);
        windows.put("two", two);
        windows.put("three", three);
    }

    private OptionalLong window(Target target) {
        long tokens = windows.getOrDefault(target.provider(), 0L);
        return tokens == 0 ? OptionalLong.empty() : OptionalLong.of(tokens);
    }

    private Served open(String... providers)
            throws AllAttemptsFailedException, InterruptedException {
        return new Failover(
                        settings,
                        this::call,
                        health,
                        choice,
                        this::window,
                        () -> 0,
                        _ -> {},
                        new Random(1))
                .open(
                        Plan.of(
                                Arrays.stream(providers).map(PassedOverTest::target).toList(),
                                List.of()),
                        REQUEST);
    }

    private Answer call(Upstream.Call call) throws UpstreamException {
        String who = call.target().provider() + call.key().map(key -> "/" + key.alias()).orElse("");
        called.add(who);
        FailureClass kind = failures.get(who);
        if (kind != null) {
            throw new UpstreamException(Failure.without(kind, "no"));
        }
        return new Answer.Whole(new byte[0], Meaning.NOTHING);
    }

    private static KeyChoice choosing(String... aliases) {
        var evaluation =
                new Evaluation(
                        Optional.of(target("keys")),
                        "ai.keys[9]",
                        List.of(aliases),
                        aliases.length,
                        aliases.length == 0 ? "1:8: no such key" : "",
                        List.of(),
                        0);
        List<ProviderKey> keys = Arrays.stream(aliases).map(Given::key).toList();
        return (_, _) -> new KeyChoice.Chosen(keys, List.of(evaluation));
    }

    private static Provider provider(String id) {
        return SETTINGS.providers().stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Target target(String provider) {
        return new Target(provider, "m");
    }
}
