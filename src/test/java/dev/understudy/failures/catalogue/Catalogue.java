package dev.understudy.failures.catalogue;

import dev.understudy.failures.catalogue.Judge.Timed;
import dev.understudy.failures.catalogue.Reply.Ending;
import dev.understudy.failures.catalogue.Scenario.Sequence;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs the public failure catalogue against a gateway in front of the sandbox, as a caller who
/// streams and names one model to fall back on.
public final class Catalogue implements AutoCloseable {
    /// How long the faults take.
    public enum Profile {
        /// The published times.
        FULL,
        /// Shortened, for tests.
        FAST
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double ALIVE_SECONDS = 10;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;
    private final String key;
    private final URI sandbox;
    private final String prefix;
    private final Profile profile;

    /// @param gateway such as `http://127.0.0.1:4141/v1`
    /// @param sandbox the fake provider's origin
    /// @param prefix the gateway's name for it, such as `sandbox:`
    public Catalogue(URI gateway, String key, URI sandbox, String prefix, Profile profile) {
        this.gateway = gateway;
        this.key = key;
        this.sandbox = sandbox;
        this.prefix = prefix;
        this.profile = profile;
    }

    /// Plays one scenario and judges it.
    public Verdict run(Scenario scenario) throws IOException, InterruptedException {
        control(
                "config",
                "{\"profile\":\"%s\"}".formatted(profile == Profile.FULL ? "full" : "fast"));
        control("reset", "{}");
        long start = System.nanoTime();
        List<Timed> replies =
                switch (scenario.mode()) {
                    case SINGLE -> List.of(new Timed(0, ask(scenario, scenario.maxWallSeconds())));
                    case SEQUENCE ->
                            sequence(
                                    scenario,
                                    profile == Profile.FULL
                                            ? scenario.fullSequence()
                                            : scenario.fastSequence(),
                                    start);
                };
        double seconds = since(start);
        var log = new AttemptLog(control("log", ""));
        Reply alive = ask("\"%sfb-ok\",\"stream\":false".formatted(prefix), ALIVE_SECONDS);
        return new Judge(scenario, replies, log, alive, seconds).verdict();
    }

    /// Sends a request at each of the fixed times, or as soon as the one before has ended.
    private List<Timed> sequence(Scenario scenario, Sequence plan, long start)
            throws InterruptedException {
        var replies = new ArrayList<Timed>();
        for (int i = 0; i < plan.count(); i++) {
            LockSupport.parkNanos((long) ((i * plan.intervalSeconds() - since(start)) * 1e9));
            double sent = since(start);
            replies.add(new Timed(sent, ask(scenario, plan.maxWallSeconds())));
        }
        return replies;
    }

    private Reply ask(Scenario scenario, double maxSeconds) throws InterruptedException {
        return ask(
                "\"%s%s\",\"models\":[\"%s%s\"],\"stream\":true,\"stream_options\":{\"include_usage\":true}"
                        .formatted(prefix, scenario.model(), prefix, scenario.fallback()),
                maxSeconds);
    }

    /// @param model its name in quotes, and further fields
    private Reply ask(String model, double maxSeconds) throws InterruptedException {
        String body =
                "{\"model\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Recite.\"}]}"
                        .formatted(model);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(gateway + "/chat/completions"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<String>> response =
                http.sendAsync(request, BodyHandlers.ofString());
        try {
            HttpResponse<String> answer =
                    response.get((long) (maxSeconds * 1000), TimeUnit.MILLISECONDS);
            return Reply.read(answer.statusCode(), answer.body(), since(start));
        } catch (TimeoutException _) {
            response.cancel(true);
            return Reply.without(
                    Ending.HANG, "no end within %.0f s".formatted(maxSeconds), since(start));
        } catch (ExecutionException e) {
            return Reply.without(
                    Ending.ERROR, "the connection broke: " + e.getCause(), since(start));
        }
    }

    private JsonNode control(String what, String body) throws IOException, InterruptedException {
        var builder = HttpRequest.newBuilder(sandbox.resolve("/control/" + what));
        HttpRequest request =
                body.isEmpty()
                        ? builder.GET().build()
                        : builder.header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
