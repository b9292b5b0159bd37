package dev.understudy.console.rehearse;

import dev.understudy.client.PlayClient;
import dev.understudy.client.RequestTrace;
import dev.understudy.client.RequestTrace.Try;
import dev.understudy.client.Seen;
import dev.understudy.model.Play;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;

/// A gateway that goes as a test says.
final class Script implements PlayClient {
    static final List<String> PLAN =
            List.of(
                    "anthropic:claude-3.5-sonnet",
                    "openrouter:anthropic/claude-3.5-sonnet",
                    "lab:llama3.2:1b");
    private static final String OPENING = "An understudy learns a leading part and ";
    private static final String REST =
            "stands ready to take over, without the audience losing a word.";

    final List<Play> played = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch holding = new CountDownLatch(1);
    final CountDownLatch abandoned = new CountDownLatch(1);
    private final Map<String, RequestTrace> traces = new ConcurrentHashMap<>();
    private volatile Function<Play, Scene> scenes = Script::usual;

    /// What happens in a play.
    ///
    /// @param holds whether it never ends by itself
    record Scene(List<Seen> seen, List<Try> attempts, Optional<Exception> failure, boolean holds) {
        Scene holding() {
            return new Scene(seen, attempts, failure, true);
        }
    }

    void plays(Function<Play, Scene> other) {
        scenes = other;
    }

    /// What a chain of three makes of its faults: a status is passed on from, a cut is carried on.
    static Scene usual(Play play) {
        String faults = play.faults().header();
        if (faults.contains("refusal")) {
            return refused();
        }
        if (faults.contains("break") || faults.contains("stall")) {
            return faults.contains("429") ? limitedThenCut() : cut();
        }
        return faults.isEmpty() ? plain() : limited();
    }

    static Scene plain() {
        return scene(
                List.of(headers(1), new Seen.Text(OPENING + REST), new Seen.Finished("stop")),
                attempt(0, "main", 0, 420, 1_400, "completed", "", 0, ""));
    }

    static Scene limited() {
        return scene(
                List.of(headers(2), new Seen.Text(OPENING + REST), new Seen.Finished("stop")),
                attempt(0, "main", 0, 0, 60, "failed", "rate_limited", 429, "next_key"),
                attempt(0, "spare", 90, 0, 70, "failed", "rate_limited", 429, "next_target"),
                attempt(1, "main", 170, 380, 1_250, "completed", "", 0, ""));
    }

    static Scene cut() {
        return scene(
                List.of(
                        headers(1),
                        new Seen.Text(OPENING),
                        new Seen.Seam(PLAN.get(1)),
                        new Seen.Text(REST),
                        new Seen.Finished("stop")),
                attempt(0, "main", 0, 300, 700, "broke_off", "server", 0, "carried_on"),
                attempt(1, "main", 710, 240, 900, "completed", "", 0, ""));
    }

    static Scene limitedThenCut() {
        return scene(
                List.of(
                        headers(2),
                        new Seen.Text(OPENING),
                        new Seen.Seam(PLAN.get(2)),
                        new Seen.Text(REST),
                        new Seen.Finished("stop")),
                attempt(0, "main", 0, 0, 90, "failed", "rate_limited", 429, "next_key"),
                attempt(0, "spare", 100, 0, 90, "failed", "rate_limited", 429, "next_target"),
                attempt(1, "main", 200, 260, 640, "broke_off", "server", 0, "carried_on"),
                attempt(2, "", 845, 60, 400, "completed", "", 0, ""));
    }

    static Scene refused() {
        return scene(
                List.of(new Seen.Failed(400, "content_policy_violation", "the prompt was refused")),
                attempt(0, "main", 0, 0, 80, "failed", "content_refused", 400, "stop"));
    }

    static Scene broken() {
        return scene(
                List.of(headers(1), new Seen.Text(OPENING)),
                attempt(0, "main", 0, 300, 700, "broke_off", "timeout", 0, "exhausted"));
    }

    static Scene waiting() {
        return scene(
                        List.of(headers(1), new Seen.Text(OPENING)),
                        attempt(0, "main", 0, 0, 90, "failed", "server", 503, "next_target"),
                        attempt(1, "main", 100, 300, 800, "answered", "", 0, ""))
                .holding();
    }

    static Scene failing(Exception e) {
        return new Scene(List.of(), List.of(), Optional.of(e), false);
    }

    static Scene scene(List<Seen> seen, Try... attempts) {
        return new Scene(seen, List.of(attempts), Optional.empty(), false);
    }

    private static Seen headers(int attempts) {
        return new Seen.Headers(200, "", PLAN.getFirst(), attempts);
    }

    private static Try attempt(
            int step,
            String key,
            int started,
            int first,
            int elapsed,
            String verdict,
            String reason,
            int status,
            String move) {
        return new Try(
                PLAN.get(step),
                key,
                Duration.ofMillis(started),
                Duration.ofMillis(elapsed),
                first == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(first)),
                verdict,
                reason,
                status,
                move,
                first == 0 ? Optional.empty() : Optional.of(new BigDecimal("0.0011")));
    }

    @Override
    public void play(Play play, String id, Consumer<Seen> seen)
            throws IOException, InterruptedException {
        played.add(play);
        Scene scene = scenes.apply(play);
        if (scene.failure().isPresent()) {
            switch (scene.failure().get()) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new IllegalStateException("no failure of a play");
            }
        }
        traces.put(id, trace(id, scene));
        scene.seen().forEach(seen);
        if (scene.holds()) {
            holding.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                abandoned.countDown();
            }
        }
    }

    private static RequestTrace trace(String id, Scene scene) {
        return new RequestTrace(
                id,
                scene.holds() ? "running" : "complete",
                PLAN,
                scene.attempts(),
                scene.attempts().stream()
                        .filter(attempt -> attempt.verdict().equals("completed"))
                        .map(Try::target)
                        .findFirst(),
                Optional.of(new BigDecimal("0.0022")));
    }

    @Override
    public Optional<RequestTrace> trace(String id) {
        return Optional.ofNullable(traces.get(id));
    }
}
