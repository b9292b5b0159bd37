package dev.understudy.failures;

import dev.understudy.failures.Scenario.Check;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs the public failure catalogue against a gateway in front of the sandbox, and judges.
final class Catalogue implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double RECOVERY_SECONDS = 30;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;
    private final String key;
    private final URI sandbox;
    private final String prefix;
    private final boolean full;

    /// @param gateway such as `http://127.0.0.1:4141/v1`
    /// @param sandbox the fake provider's origin
    /// @param prefix the gateway's name for it, such as `sandbox:`
    /// @param full whether the faults take their full time
    Catalogue(URI gateway, String key, URI sandbox, String prefix, boolean full) {
        this.gateway = gateway;
        this.key = key;
        this.sandbox = sandbox;
        this.prefix = prefix;
        this.full = full;
    }

    /// Runs one scenario.
    Verdict run(Scenario scenario, boolean streaming) throws IOException, InterruptedException {
        control("config", "{\"profile\":\"%s\"}".formatted(full ? "full" : "fast"));
        control("reset", "{}");
        return scenario.sequence() ? sequence(scenario) : single(scenario, streaming);
    }

    private Verdict single(Scenario scenario, boolean streaming)
            throws IOException, InterruptedException {
        Reply reply =
                ask(scenario.model(), scenario.fallback(), streaming, scenario.maxWallSeconds());
        var log = new AttemptLog(control("log", ""));
        String canonical = ask("fb-ok", "", false, 10).text();
        boolean whole = reply.text().equals(canonical);
        boolean rescued =
                scenario.ideal().equals("error") ? reply.failed() : !reply.failed() && whole;
        var notes = new ArrayList<String>();
        boolean required = true;
        boolean advisory = true;
        for (Check check : scenario.checks()) {
            boolean held =
                    switch (check.kind()) {
                        case "attempts_primary_min" -> log.count(scenario.model()) >= check.value();
                        case "attempts_primary_max" -> log.count(scenario.model()) <= check.value();
                        case "attempts_primary_eq" ->
                                log.count(scenario.model()) == (int) check.value();
                        case "first_gap_min_s" -> log.firstGap(scenario.model()) >= check.value();
                        case "max_attempts_within" ->
                                log.mostWithin(scenario.model(), check.window()) <= check.value();
                        case "no_hang" -> reply.seconds() <= scenario.maxWallSeconds();
                        case "wall_max_s" -> reply.seconds() <= check.value();
                        case "no_truncated_success" -> reply.failed() || whole;
                        case "no_prefill_masking" ->
                                !reply.failed() || !reply.error().contains("prefill");
                        case "complete" -> whole;
                        case "alive_after" -> canonical.startsWith("word1 ");
                        case "usage_present" -> reply.usage();
                        case "reported_model_is_fallback" ->
                                reply.servedBy().equals(prefix + scenario.fallback());
                        case "fallback_used" -> log.count(scenario.fallback()) > 0;
                        default -> throw new IOException("unknown check: " + check.kind());
                    };
            if (!held && !check.severity().equals("informational")) {
                notes.add(check.kind());
                required &= !check.severity().equals("required");
                advisory = false;
            }
        }
        String word = !required ? "fail" : !rescued ? "safe" : advisory ? "pass" : "partial";
        if (!rescued) {
            notes.add("HTTP %d, %s".formatted(reply.status(), reply.error()));
        }
        return new Verdict(scenario, word, reply.seconds(), notes);
    }

    /// Sends requests one after the other while the primary is down, and until it is used again.
    private Verdict sequence(Scenario scenario) throws IOException, InterruptedException {
        JsonNode plan = full ? scenario.fullSequence() : scenario.fastSequence();
        double down = control("log", "").at("/timing/flap_down_s").asDouble();
        long start = System.nanoTime();
        var notes = new ArrayList<String>();
        double recovered = -1;
        for (int i = 0;
                i < plan.path("count").asInt()
                        || (recovered < 0 && since(start) < down + RECOVERY_SECONDS);
                i++) {
            double began = since(start);
            Reply reply =
                    ask(
                            scenario.model(),
                            scenario.fallback(),
                            i % 2 == 0,
                            plan.path("per_request_max_wall_s").asDouble());
            if (reply.failed()) {
                notes.add("at %.1f s: HTTP %d".formatted(began, reply.status()));
            } else if (began > down
                    && recovered < 0
                    && reply.servedBy().equals(prefix + scenario.model())) {
                recovered = began - down;
            }
            LockSupport.parkNanos((long) (plan.path("interval_s").asDouble() * 1e9));
        }
        boolean inTime = recovered >= 0 && recovered <= RECOVERY_SECONDS;
        String word = notes.isEmpty() && inTime ? "pass" : "fail";
        notes.add(
                recovered < 0
                        ? "never used again"
                        : "used again after %.1f s".formatted(recovered));
        return new Verdict(scenario, word, since(start), notes);
    }

    private Reply ask(String model, String fallback, boolean streaming, double maxSeconds)
            throws IOException, InterruptedException {
        String body =
                "{\"model\":\"%s%s\",%s\"stream\":%s,%s\"messages\":[{\"role\":\"user\",\"content\":\"Recite.\"}]}"
                        .formatted(
                                prefix,
                                model,
                                fallback.isEmpty()
                                        ? ""
                                        : "\"models\":[\"%s%s\"],".formatted(prefix, fallback),
                                streaming,
                                streaming ? "\"stream_options\":{\"include_usage\":true}," : "");
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(gateway + "/chat/completions"))
                        .timeout(Duration.ofMillis((long) (maxSeconds * 1000) + 1000))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return Reply.read(
                    response.statusCode(),
                    response.headers().firstValue("Understudy-Model").orElse(""),
                    response.body(),
                    since(start));
        } catch (HttpTimeoutException e) {
            return new Reply(true, 0, "", e.toString(), "", false, since(start));
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

    /// The report as a table, beside what others reached.
    static String report(List<Verdict> verdicts) {
        var text =
                new StringBuilder(
                        "| id | fault | verdict | seconds | notes |\n|---|---|---|---|---|\n");
        verdicts.forEach(verdict -> text.append(verdict.row()).append('\n'));
        return text.append(
                        "\n%d of %d pass\n"
                                .formatted(
                                        verdicts.stream()
                                                .filter(v -> v.word().equals("pass"))
                                                .count(),
                                        verdicts.size()))
                .toString();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
