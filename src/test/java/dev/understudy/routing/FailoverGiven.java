package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.model.Attempt;
import dev.understudy.model.Attempt.Move;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.GatewaySettings;
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

/// Providers that answer as a test scripts them, the clock that they move on, and what a failover
/// over them did.
class FailoverGiven {
    static final ModelRequest STREAMED = request(true);

    static final ModelRequest WHOLE = request(false);

    static final Answer ANSWER = new Answer.Whole(new byte[0], Meaning.NOTHING);

    final Script script = new Script();

    final List<Duration> pauses = new ArrayList<>();

    final Health health = new Health(script::now);

    GatewaySettings settings =
            Given.settings(
                    List.of(
                            Given.provider("one", List.of()),
                            Given.provider("two", List.of()),
                            Given.provider("three", List.of()),
                            Given.keyed("keys", "a", "b"),
                            Given.keyed("none")));

    /// Providers that do what is next in their script; a target without one answers.
    static final class Script implements Upstream {
        private final Map<String, Deque<Step>> steps = new HashMap<>();
        final List<Call> calls = new ArrayList<>();
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

    Served open(String... providers) throws AllAttemptsFailedException, InterruptedException {
        return failover().open(plan(providers), STREAMED);
    }

    /// Who serves another request; `none` if nobody does.
    Target openAgain(String... providers) throws InterruptedException {
        try {
            return open(providers).target();
        } catch (AllAttemptsFailedException _) {
            return target("none");
        }
    }

    AllAttemptsFailedException assertFails(String... providers) {
        return assertThrows(AllAttemptsFailedException.class, () -> open(providers));
    }

    Failover failover() {
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

    void assertRests(String provider) {
        assertEquals(
                target("other"),
                health.takeNext(new ArrayList<>(List.of(target(provider), target("other"))))
                        .target());
    }

    void assertRestsNot(String provider) {
        assertEquals(
                target(provider),
                health.takeNext(new ArrayList<>(List.of(target(provider), target("other"))))
                        .target());
    }

    void assertKeyRestsFor(Duration length) {
        Provider provider = Given.keyed("keys", "a", "b");
        script.pass(length.minusNanos(1));
        assertEquals(
                List.of(Given.key("b"), Given.key("a")), health.inOrder(provider, provider.keys()));
        script.pass(Duration.ofNanos(1));
        assertEquals(
                List.of(Given.key("a"), Given.key("b")), health.inOrder(provider, provider.keys()));
    }

    List<List<Duration>> bounds() {
        return script.calls.stream()
                .map(call -> List.of(call.headersWithin(), call.silence(), call.deadline()))
                .toList();
    }

    static List<Duration> seconds(int headers, int silence, int deadline) {
        return List.of(
                Duration.ofSeconds(headers),
                Duration.ofSeconds(silence),
                Duration.ofSeconds(deadline));
    }

    Script.Step taking(int millis, Script.Step step) {
        return () -> {
            script.pass(Duration.ofMillis(millis));
            return step.run();
        };
    }

    static Script.Step failing(FailureClass kind) {
        return () -> {
            throw new UpstreamException(failure(kind));
        };
    }

    static Script.Step failing(FailureClass kind, Duration retryAfter) {
        return () -> {
            throw new UpstreamException(
                    new Failure(
                            kind,
                            new ProviderError(429, "", "", "later"),
                            Optional.of(retryAfter),
                            ""));
        };
    }

    static Failure failure(FailureClass kind) {
        return Failure.without(kind, "no");
    }

    static List<Move> moves(List<Attempt> attempts) {
        var moves = new ArrayList<Move>();
        for (Attempt attempt : attempts) {
            if (attempt.outcome() instanceof Attempt.Outcome.Failed(_, var move)) {
                moves.add(move);
            }
        }
        return moves;
    }

    static Plan plan(String... providers) {
        return Plan.of(Arrays.stream(providers).map(FailoverTest::target).toList(), List.of());
    }

    static Target target(String provider) {
        return new Target(provider, "m");
    }

    static ModelRequest request(boolean streaming) {
        return new ModelRequest(
                Wire.CHAT_COMPLETIONS, List.of("x"), streaming, (_, _) -> new byte[0]);
    }
}
