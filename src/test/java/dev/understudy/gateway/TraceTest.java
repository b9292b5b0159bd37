package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Target;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// What the gateway tells of a request afterwards, over HTTP.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TraceTest {
    private TestGateway gateway;
    private Http http;

    @BeforeAll
    void start() {
        gateway =
                TestGateway.start(
                        """
                        chains:
                          - id: support
                            targets: ["sandbox:error-503", "openrouter:fake/text-5"]
                          - id: rescued
                            targets: ["sandbox:drop-after-6", "sandbox:text-20"]
                        """);
        http = new Http(gateway);
    }

    @AfterAll
    void stop() {
        http.close();
        gateway.close();
    }

    @Test
    void tellsOfAnAnswerInOnePiece() throws Exception {
        var response = http.chat(Http.prompt("sandbox:text-5", ""));

        JsonNode trace = ended(id(response));
        assertEquals("complete", trace.path("ending").asString());
        assertEquals("chat-completions", trace.path("wire").asString());
        assertEquals("sandbox:text-5", trace.at("/models/0").asString());
        assertFalse(trace.path("stream").asBoolean());
        assertEquals(200, trace.path("status").asInt());
        assertEquals("sandbox:text-5", trace.path("served_by").asString());
        assertEquals(response.body().length(), trace.path("answer_bytes").asInt());
        JsonNode usage = Http.json(response.body()).path("usage");
        assertEquals(usage.path("prompt_tokens").asInt(), trace.at("/usage/input_tokens").asInt());
        assertEquals(
                usage.path("completion_tokens").asInt(), trace.at("/usage/output_tokens").asInt());
        assertTrue(trace.path("access_key").asString().startsWith("ak_"));
        assertTrue(trace.path("first_token_ms").isNull());
        assertTrue(trace.path("overhead_ms").asDouble() >= 0);
        assertTrue(
                trace.path("total_ms").asDouble() >= trace.at("/attempts/0/elapsed_ms").asDouble());
        assertTrue(
                Instant.parse(trace.path("time").asString())
                        .isAfter(Instant.now().minusSeconds(60)));
        assertEquals(List.of("completed"), verdicts(trace));
    }

    @Test
    void tellsOfAStreamThatTheSecondTargetAnswered() throws Exception {
        long before = gateway.metrics().of(new Target("sandbox", "error-503")).requests();
        var response = http.chat(Http.prompt("support", ",\"stream\":true"));

        JsonNode trace = ended(id(response));
        assertEquals("complete", trace.path("ending").asString());
        assertTrue(trace.path("stream").asBoolean());
        assertEquals("openrouter:fake/text-5", trace.path("served_by").asString());
        assertEquals(List.of("failed", "failed", "completed"), verdicts(trace));
        assertEquals("server", trace.at("/attempts/0/reason").asString());
        assertEquals(503, trace.at("/attempts/0/status").asInt());
        assertEquals("same_again", trace.at("/attempts/0/move").asString());
        assertEquals("next_target", trace.at("/attempts/1/move").asString());
        assertTrue(
                trace.path("first_token_ms").asDouble()
                        >= trace.at("/attempts/2/started_ms").asDouble());
        assertTrue(trace.path("events").asInt() >= 6);
        assertEquals(
                before + 2, gateway.metrics().of(new Target("sandbox", "error-503")).requests());
    }

    @Test
    void tellsOfAnAnswerThatWasCarriedOn() throws Exception {
        var response = http.chat(Http.prompt("rescued", ",\"stream\":true"));

        JsonNode trace = ended(id(response));
        assertEquals("resumed", trace.path("ending").asString());
        assertEquals("sandbox:text-20", trace.path("served_by").asString());
        assertEquals(List.of("broke_off", "completed"), verdicts(trace));
        assertEquals("carried_on", trace.at("/attempts/0/move").asString());
    }

    @Test
    void tellsOfAStreamThatBrokeOff() throws Exception {
        var response = http.chat(Http.prompt("sandbox:drop-after-3", ",\"stream\":true"));

        JsonNode trace = ended(id(response));
        assertEquals("broken_off", trace.path("ending").asString());
        assertEquals(200, trace.path("status").asInt());
        assertTrue(trace.path("error_code").asString().startsWith("provider_"));
        assertEquals(List.of("broke_off"), verdicts(trace));
    }

    @Test
    void tellsOfARequestThatRunsAndOfACallerThatLeaves() throws Exception {
        var response =
                http.open(http.post(Http.prompt("sandbox:hang-after-2", ",\"stream\":true")));
        String id = response.headers().firstValue("understudy-request-id").orElseThrow();

        JsonNode running = Http.json(http.get("/understudy/requests/" + id).body());
        assertEquals("running", running.path("ending").asString());
        assertEquals(List.of("answered"), verdicts(running));

        response.body().close();
        JsonNode trace = ended(id);
        assertEquals("client_gone", trace.path("ending").asString());
        assertEquals(List.of("abandoned"), verdicts(trace));
    }

    @Test
    void tellsOfAnAttemptThatIsBeingMade() throws Exception {
        var call =
                http.sendLater(http.post(Http.prompt("sandbox:hang-headers", ",\"stream\":true")));
        while (gateway.traces().running().stream().allMatch(t -> t.attempts().isEmpty())) {
            Thread.onSpinWait();
        }
        String id = gateway.traces().running().getFirst().id();

        JsonNode running = Http.json(http.get("/understudy/requests/" + id).body());

        assertEquals(List.of("trying"), verdicts(running));
        assertTrue(running.path("status").isNull());
        call.cancel(true);
        assertEquals("client_gone", ended(id).path("ending").asString());
    }

    @Test
    void tellsOfARequestThatFailed() throws Exception {
        var response = http.chat(Http.prompt("sandbox:error-500", ""));

        JsonNode trace = ended(id(response));
        assertEquals("failed", trace.path("ending").asString());
        assertEquals("provider_failed", trace.path("error_code").asString());
        assertEquals(response.statusCode(), trace.path("status").asInt());
        assertEquals(
                "exhausted",
                trace.path("attempts")
                        .path(trace.path("attempts").size() - 1)
                        .path("move")
                        .asString());
    }

    @Test
    void tellsOfARefusal() throws Exception {
        var response = http.chat("{\"model\":");

        JsonNode trace = ended(id(response));
        assertEquals("refused", trace.path("ending").asString());
        assertEquals("invalid_json", trace.path("error_code").asString());
        assertEquals(400, trace.path("status").asInt());
        assertEquals(9, trace.path("request_bytes").asInt());
    }

    @Test
    void keepsStrangersApart() throws Exception {
        HttpRequest stranger =
                http.to("/v1/chat/completions")
                        .setHeader("Authorization", "Bearer us-wrong")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        var response = http.send(stranger);

        JsonNode trace = ended(id(response));
        assertEquals("access_key_invalid", trace.path("error_code").asString());
        assertTrue(trace.path("access_key").isNull());
        assertTrue(gateway.traces().latest().stream().noneMatch(t -> t.id().equals(id(response))));
    }

    @Test
    void tellsNothingWithoutAKeyOrOfWhatItDoesNotKnow() throws Exception {
        assertEquals(404, http.get("/understudy/requests/rq_none").statusCode());
        assertEquals(404, http.get("/understudy/requests/").statusCode());
        assertEquals(
                401,
                http.send(
                                http.to("/understudy/requests/rq_none")
                                        .setHeader("Authorization", "")
                                        .GET()
                                        .build())
                        .statusCode());
    }

    private JsonNode ended(String id) throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> response = http.get("/understudy/requests/" + id);
            assertEquals(200, response.statusCode(), response.body());
            JsonNode trace = Http.json(response.body());
            if (!trace.path("ending").asString().equals("running")) {
                return trace;
            }
        }
    }

    private static String id(HttpResponse<?> response) {
        return response.headers().firstValue("understudy-request-id").orElseThrow();
    }

    private static List<String> verdicts(JsonNode trace) {
        var verdicts = new ArrayList<String>();
        for (JsonNode attempt : trace.path("attempts")) {
            verdicts.add(attempt.path("verdict").asString());
        }
        return verdicts;
    }
}
