package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `GET /metrics` tells, and to whom.
@Timeout(60)
final class MetricsTest {
    private TestGateway gateway;
    private Http http;

    @BeforeEach
    void start() {
        gateway =
                TestGateway.start(
                        """
                        chains:
                          - { id: support, targets: ["sandbox:error-503", "openrouter:fake/text-5"] }
                          - { id: rescued, targets: ["sandbox:drop-after-6", "sandbox:text-20"] }
                        providers:
                          - id: pool
                            base_url: SANDBOX
                            api_keys: [{ id: bad, value: sk-wrong-0123456789 }, { id: good, value: sk-good-0123456789 }]
                        """);
        http = new Http(gateway);
    }

    @AfterEach
    void stop() {
        http.close();
        gateway.close();
    }

    @Test
    void tellsRequestsBySurfaceStatusAndEnding() throws Exception {
        http.chat(Http.prompt("sandbox:text-2", ""));
        http.chat(Http.prompt("sandbox:text-2", ",\"stream\":true"));
        http.chat(Http.prompt("sandbox:error-500", ""));
        http.chat("{");
        http.send(
                http.to("/v1/embeddings")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"model\":\"sandbox:embed\",\"input\":\"a\"}"))
                        .build());
        http.send(
                http.to("/v1/any/thing/" + "x".repeat(50))
                        .POST(BodyPublishers.ofString("{}"))
                        .build());
        http.send(
                http.to("/v1/chat/completions")
                        .setHeader("Authorization", "Bearer us-wrong")
                        .POST(BodyPublishers.ofString("{}"))
                        .build());

        assertEquals(
                Map.of(
                        "ending=complete,status=2xx,surface=chat/completions", 2.0,
                        "ending=failed,status=5xx,surface=chat/completions", 1.0,
                        "ending=refused,status=4xx,surface=chat/completions", 2.0,
                        "ending=complete,status=2xx,surface=embeddings", 1.0,
                        "ending=refused,status=4xx,surface=other", 1.0),
                series("understudy_requests_total"));
    }

    @Test
    void tellsAttemptsAndWhatFollowedThem() throws Exception {
        http.chat(Http.prompt("support", ""));
        http.chat(Http.prompt("pool:text-2", ""));

        assertEquals(
                Map.of(
                        "failure=server,model=error-503,move=same_again,provider=sandbox,verdict=failed",
                                1.0,
                        "failure=server,model=error-503,move=next_target,provider=sandbox,verdict=failed",
                                1.0,
                        "failure=none,model=fake/text-5,move=none,provider=openrouter,verdict=completed",
                                1.0,
                        "failure=credential,model=other,move=next_key,provider=pool,verdict=failed",
                                1.0,
                        "failure=none,model=text-2,move=none,provider=pool,verdict=completed", 1.0),
                series("understudy_attempts_total"));
        assertEquals(Map.of("", 1.0), series("understudy_targets_resting"));
        assertEquals(Map.of("", 1.0), series("understudy_keys_resting"));
    }

    @Test
    void tellsTokensByWhoServedThem() throws Exception {
        HttpResponse<String> response = http.chat(Http.prompt("sandbox:text-7", ""));

        var usage = Http.json(response.body()).path("usage");
        assertEquals(
                Map.of(
                        "direction=input,model=text-7,provider=sandbox",
                                usage.path("prompt_tokens").asDouble(),
                        "direction=output,model=text-7,provider=sandbox",
                                usage.path("completion_tokens").asDouble()),
                series("understudy_tokens_total"));
    }

    @Test
    void tellsTimesInSteps() throws Exception {
        http.chat(Http.prompt("sandbox:text-2", ""));
        http.chat(Http.prompt("sandbox:text-2", ",\"stream\":true"));

        assertEquals(
                Map.of("surface=chat/completions", 2.0),
                series("understudy_request_seconds_count"));
        assertEquals(
                Map.of("surface=chat/completions", 1.0),
                series("understudy_request_first_token_seconds_count"));
        assertEquals(Map.of("", 2.0), series("understudy_overhead_seconds_count"));
        assertEquals(
                Map.of("model=text-2,provider=sandbox", 2.0),
                series("understudy_attempt_first_token_seconds_count"));
        assertEquals(
                2.0, series("understudy_overhead_seconds_bucket").getOrDefault("le=+Inf", 0.0));
        assertEquals(
                List.of(
                        "5.0E-5", "1.0E-4", "2.5E-4", "5.0E-4", "0.001", "0.0025", "0.005", "0.01",
                        "0.1", "+Inf"),
                scrape().lines()
                        .filter(line -> line.startsWith("understudy_overhead_seconds_bucket"))
                        .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                        .toList());
    }

    @Test
    void tellsStreamsThatWereCarriedOn() throws Exception {
        assertEquals(Map.of("", 0.0), series("understudy_streams_resumed_total"));

        http.chat(Http.prompt("rescued", ",\"stream\":true"));

        assertEquals(Map.of("", 1.0), series("understudy_streams_resumed_total"));
    }

    @Test
    void tellsWhatIsBeingWorkedOn() throws Exception {
        assertEquals(0, inFlight());

        var response =
                http.open(http.post(Http.prompt("sandbox:hang-after-2", ",\"stream\":true")));

        assertEquals(1, inFlight());
        response.body().close();
    }

    @Test
    void tellsOfTheProcessAndTheJournal() throws Exception {
        String told = scrape();

        assertTrue(series("jvm_memory_used_bytes").size() > 3, told);
        assertTrue(series("jvm_threads_live_threads").getOrDefault("", 0.0) > 1, told);
        assertEquals(Map.of("", 0.0), series("understudy_journal_dropped_total"));
    }

    @Test
    void giveNoRoomToNamesThatCallersInvent() throws Exception {
        for (int i = 0; i < 50; i++) {
            http.chat(Http.prompt("sandbox:error-404-" + i, ""));
            http.chat(Http.prompt("nonsense-" + i, ""));
        }
        for (int i = 1; i <= 230; i++) {
            http.chat(Http.prompt("sandbox:text-1@" + (1000 + i), ""));
        }
        http.chat(Http.prompt("support", ""));

        Map<String, Double> attempts = series("understudy_attempts_total");
        assertTrue(attempts.size() < 210, attempts.size() + " series");
        assertTrue(
                attempts.keySet().stream().anyMatch(key -> key.contains("model=error-503,")),
                attempts.toString());
        assertEquals(
                30.0,
                attempts.get(
                        "failure=none,model=other,move=none,provider=sandbox,verdict=completed"));
        assertFalse(scrape().contains("nonsense"));
    }

    @Test
    void areAllInTheTableOfMetrics() throws Exception {
        http.chat(Http.prompt("rescued", ",\"stream\":true"));
        http.chat(Http.prompt("sandbox:text-2", ""));
        var told = new TreeSet<String>();
        Pattern.compile("# TYPE (understudy_\\S+) (counter|gauge|histogram)")
                .matcher(scrape())
                .results()
                .map(type -> type.group(1))
                .filter(name -> !name.endsWith("_max"))
                .forEach(told::add);
        var documented = new TreeSet<String>();
        Pattern.compile("(?m)^\\| `(understudy_\\w+)` \\|")
                .matcher(Files.readString(Path.of("src/docs/metrics.md")))
                .results()
                .forEach(row -> documented.add(row.group(1)));

        assertEquals(told, documented);
    }

    @Test
    void areToldInPrometheussOwnFormat() throws Exception {
        HttpResponse<String> response = http.get("/metrics");

        assertEquals(200, response.statusCode());
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                response.headers().firstValue("content-type").orElse(""));
        assertTrue(response.body().contains("# TYPE understudy_targets_resting gauge\n"));
    }

    @Test
    void areToldToHoldersOfAnAccessKeyOnly() throws Exception {
        HttpResponse<String> refused =
                http.send(http.to("/metrics").setHeader("Authorization", "").GET().build());

        assertEquals(401, refused.statusCode());
        assertFalse(refused.body().contains("understudy_"));
        try (TestGateway open = TestGateway.start("server: { access: open }");
                Http any = new Http(open)) {
            assertEquals(
                    200,
                    any.send(any.to("/metrics").setHeader("Authorization", "").GET().build())
                            .statusCode());
        }
    }

    private String scrape() throws IOException, InterruptedException {
        while (gateway.traces().inFlight() > 0) {
            Thread.onSpinWait(); // a request is counted when its answer is out
        }
        return http.get("/metrics").body();
    }

    private double inFlight() throws IOException, InterruptedException {
        String name = "understudy_requests_in_flight ";
        return http.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    /// The values of a meter by its labels, these in order.
    private Map<String, Double> series(String meter) throws IOException, InterruptedException {
        var series = new TreeMap<String, Double>();
        scrape().lines()
                .filter(line -> line.startsWith(meter + "{") || line.startsWith(meter + " "))
                .forEach(line -> {
                    int value = line.lastIndexOf(' ');
                    String labels = line.substring(meter.length(), value).replaceAll("[{}\"]", "");
                    series.put(labels, Double.valueOf(line.substring(value + 1)));
                });
        return series;
    }
}
