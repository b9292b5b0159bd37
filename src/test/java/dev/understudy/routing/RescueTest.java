package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.AnswerEvent;
import dev.understudy.model.Attempt;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Plan;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import dev.understudy.model.Target;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Answers that break off midway, and targets that are raced.
@Timeout(20)
final class RescueTest {
    private final Map<String, List<AnswerEvent>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void carriesOnWithTheNextTarget() throws Exception {
        answers.put("one", List.of(text("Hello "), text("wor")));
        answers.put("two", List.of(text("Hello wor"), text("ld"), finish()));

        Served served = open(plan("one", "two"));

        assertEquals(
                List.of("Hello ", "wor", ": carried on by two:m", "+ld", "+.stop"), read(served));
        assertEquals(List.of("one:", "two:Hello wor"), asked);
        assertEquals(List.of("BrokeOff", "Completed"), outcomes(served));
    }

    @Test
    void carriesOnMoreThanOnce() throws Exception {
        answers.put("one", List.of(text("a b c d ")));
        answers.put("two", List.of(text("e f ")));
        answers.put("three", List.of(text("g"), finish()));

        assertEquals(
                List.of(
                        "a b c d ",
                        ": carried on by two:m",
                        "+e f ",
                        ": carried on by three:m",
                        "+g",
                        "+.stop"),
                read(open(plan("one", "two", "three"))));
        assertEquals(List.of("one:", "two:a b c d ", "three:a b c d e f "), asked);
    }

    @Test
    void breaksOffWhereNoTargetIsLeft() throws Exception {
        answers.put("one", List.of(text("a")));
        Served served = open(plan("one"));

        assertThrows(UpstreamException.class, () -> read(served));

        assertEquals(List.of("BrokeOff"), outcomes(served));
    }

    @Test
    void breaksOffWhereTheOthersFailToo() throws Exception {
        answers.put("one", List.of(text("a")));
        Served served = open(plan("one", "nobody"));

        var broken = assertThrows(UpstreamException.class, () -> read(served));

        assertEquals("cut", broken.failure().error().message());
    }

    @Test
    void doesNotCarryOnAToolCall() throws Exception {
        answers.put("one", List.of(text("a"), tool()));
        answers.put("two", List.of(text("b"), finish()));

        assertThrows(UpstreamException.class, () -> read(open(plan("one", "two"))));

        assertEquals(List.of("one:"), asked);
    }

    @Test
    void doesNotCarryOnWhereTheChainSaysSo() throws Exception {
        answers.put("one", List.of(text("a")));
        answers.put("two", List.of(text("b"), finish()));
        var plan =
                ruled(
                        new StepRules(Optional.empty(), OnStreamBreak.FAIL, OnRefusal.STOP),
                        "one",
                        "two");

        assertThrows(UpstreamException.class, () -> read(open(plan)));

        assertEquals(List.of("one:"), asked);
    }

    @Test
    void closesTheTargetThatBrokeAndTheOneThatCarriedOn() throws Exception {
        answers.put("one", List.of(text("a")));
        answers.put("two", List.of(text("b"), finish()));

        read(open(plan("one", "two")));

        assertEquals(List.of("one", "two"), closed);
    }

    @Test
    void theFirstToSpeakWinsARace() throws Exception {
        answers.put("slow", List.of());
        answers.put("quick", List.of(text("b"), finish()));

        Served served = open(hedged("slow", "quick"));

        assertEquals(new Target("quick", "m"), served.target());
        assertEquals(List.of("b", ".stop"), read(served));
    }

    @Test
    void aRaceGoesOnWhenOneFails() throws Exception {
        answers.put("quick", List.of(text("b"), finish()));

        Served served = open(hedged("nobody", "quick"));

        assertEquals(new Target("quick", "m"), served.target());
    }

    @Test
    void aRaceThatAllLoseFails() {
        var failed =
                assertThrows(
                        AllAttemptsFailedException.class, () -> open(hedged("nobody", "nothing")));

        assertEquals(2, failed.attempts().size());
    }

    private Served open(Plan plan) throws Exception {
        var failover =
                new Failover(
                        Given.settings(
                                plan.targets().stream()
                                        .map(t -> Given.provider(t.provider(), List.of()))
                                        .toList()),
                        this::answer,
                        new Health(System::nanoTime),
                        System::nanoTime,
                        _ -> {},
                        new Random(1));
        return failover.open(plan, request(""));
    }

    private Answer answer(Upstream.Call call) throws UpstreamException, InterruptedException {
        String who = call.target().provider();
        List<AnswerEvent> events = answers.get(who);
        if (events == null) {
            throw new UpstreamException(Failure.without(FailureClass.MODEL_UNAVAILABLE, "no"));
        }
        if (events.isEmpty()) {
            never.await();
        }
        try {
            asked.add(
                    who
                            + ":"
                            + new String(
                                    call.request()
                                            .body()
                                            .towards(Wire.CHAT_COMPLETIONS, call.target()),
                                    StandardCharsets.UTF_8));
        } catch (UntranslatableException e) {
            throw new AssertionError(e);
        }
        return new Answer.Streamed(new Recorded(who, new ArrayDeque<>(events)));
    }

    /// Sends its events; one that does not end with a finish reason is cut.
    private final class Recorded implements AnswerStream {
        private final String who;
        private final Queue<AnswerEvent> events;
        private boolean finished;

        Recorded(String who, Queue<AnswerEvent> events) {
            this.who = who;
            this.events = events;
        }

        @Override
        public Optional<AnswerEvent> next() throws UpstreamException {
            if (events.isEmpty()) {
                if (finished) {
                    return Optional.empty();
                }
                throw new UpstreamException(Failure.without(FailureClass.SERVER, "cut"));
            }
            AnswerEvent event = events.remove();
            finished |=
                    event instanceof AnswerEvent.Data(_, _, var meaning)
                            && meaning.finish().isPresent();
            return Optional.of(event);
        }

        @Override
        public void close() {
            closed.add(who);
        }
    }

    private static List<String> read(Served served) throws Exception {
        var all = new ArrayList<String>();
        try (AnswerStream stream =
                assertInstanceOf(Answer.Streamed.class, served.answer()).stream()) {
            for (var event = stream.next(); event.isPresent(); event = stream.next()) {
                all.add(
                        switch (event.get()) {
                            case AnswerEvent.Data(_, var data, _) -> data;
                            case AnswerEvent.Carried(var piece) ->
                                    "+"
                                            + piece.text()
                                            + piece.finish().map(f -> "." + f).orElse("");
                            case AnswerEvent.Comment(var text) -> ": " + text;
                        });
            }
        }
        return all;
    }

    private static List<String> outcomes(Served served) {
        return served.attempts().stream()
                .map(Attempt::outcome)
                .map(outcome -> outcome.getClass().getSimpleName())
                .toList();
    }

    private static ModelRequest request(String partial) {
        return new ModelRequest(Wire.CHAT_COMPLETIONS, List.of("m"), true, new Body(partial));
    }

    /// A body that tells what it carries on from.
    private record Body(String partial) implements ModelRequest.Body {
        @Override
        public byte[] towards(Wire wire, Target target) {
            return partial.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Optional<ModelRequest.Body> carryingOn(String partial) {
            return Optional.of(new Body(partial));
        }
    }

    private static Plan plan(String... providers) {
        return Plan.of(targets(providers), List.of());
    }

    private static Plan hedged(String... providers) {
        return ruled(
                new StepRules(
                        Optional.of(Duration.ofMillis(20)), OnStreamBreak.RESUME, OnRefusal.STOP),
                providers);
    }

    private static Plan ruled(StepRules rules, String... providers) {
        return new Plan(
                targets(providers).stream()
                        .map(target -> new Plan.Step(target, rules, "", ""))
                        .toList(),
                List.of());
    }

    private static List<Target> targets(String... providers) {
        return Arrays.stream(providers).map(provider -> new Target(provider, "m")).toList();
    }

    private static AnswerEvent text(String text) {
        return new AnswerEvent.Data("", text, meaning(text, false, Optional.empty()));
    }

    private static AnswerEvent tool() {
        return new AnswerEvent.Data("", "tool", meaning("", true, Optional.empty()));
    }

    private static AnswerEvent finish() {
        return new AnswerEvent.Data("", ".stop", meaning("", false, Optional.of("stop")));
    }

    private static Meaning meaning(String text, boolean beyondText, Optional<String> finish) {
        return new Meaning(text, "", beyondText, finish, Optional.empty(), Optional.empty());
    }

    @Test
    void carriesOnAfterReasoningAlone() throws Exception {
        answers.put(
                "one",
                List.of(
                        new AnswerEvent.Data(
                                "",
                                "hm",
                                new Meaning(
                                        "",
                                        "hm",
                                        false,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))));
        answers.put("two", List.of(text("b"), finish()));

        assertEquals(
                List.of("hm", ": carried on by two:m", "+b", "+.stop"),
                read(open(plan("one", "two"))));
        assertTrue(asked.contains("two:"), asked.toString());
    }
}
