package dev.understudy.sandbox;

import static dev.understudy.sandbox.SandboxClient.chunks;
import static dev.understudy.sandbox.SandboxClient.json;
import static dev.understudy.sandbox.SandboxClient.prompt;
import static dev.understudy.sandbox.SandboxClient.streamed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.sse.SseEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class FaultsTest {
    private static final String[] KEY = {"Authorization", "Bearer sk-or-v1-test"};

    private static SandboxServer server;
    private static SandboxClient client;

    @BeforeAll
    static void start() throws IOException {
        server = SandboxServer.start(0);
        client = new SandboxClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static HttpResponse<String> openAi(String model) throws Exception {
        return client.post(server.openAiBase(), "/chat/completions", streamed(model));
    }

    private static HttpResponse<String> openRouter(String model) throws Exception {
        return client.post(server.openRouterBase(), "/chat/completions", streamed(model), KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "error-400,400,invalid_request",
        "error-400-context,400,context_length_exceeded",
        "error-400-policy,400,content_policy_violation",
        "error-400-max-tokens,400,max_tokens_exceeded",
        "error-400-unsupported,400,invalid_request",
        "error-400-prefill,400,invalid_prompt",
        "error-400-model,400,invalid_request",
        "error-401,401,''",
        "error-401-missing,401,''",
        "error-402,402,payment_required",
        "error-402-key-limit,402,payment_required",
        "error-402-inflight,402,payment_required",
        "error-402-weight,402,payment_required",
        "error-402-afford,402,payment_required",
        "error-403,403,permission_denied",
        "error-403-moderation,403,permission_denied",
        "error-403-guardrail,403,permission_denied",
        "error-403-region,403,permission_denied",
        "error-404,404,not_found",
        "error-404-policy,404,not_found",
        "error-404-model,404,not_found",
        "error-408,408,timeout",
        "error-409,409,precondition_failed",
        "error-413,413,payload_too_large",
        "error-418,418,invalid_request",
        "error-422,422,unprocessable",
        "error-429,429,rate_limit_exceeded",
        "error-429-quota,429,rate_limit_exceeded",
        "error-429-tokens,429,rate_limit_exceeded",
        "error-500,500,server",
        "error-502,502,provider_unavailable",
        "error-503,503,provider_overloaded",
        "error-504,504,timeout",
        "error-520,520,unmapped",
        "error-529,529,provider_overloaded",
        "no-such-model,400,invalid_request"
    })
    void reportsErrorsLikeOpenRouter(String model, int status, String kind) throws Exception {
        var response = openRouter(model);
        var error = json(response.body()).path("error");

        assertEquals(status, response.statusCode());
        assertEquals(status, error.path("code").asInt());
        assertFalse(error.path("message").asString().isBlank());
        assertEquals(kind, error.at("/metadata/error_type").asString(""));
        assertEquals(Optional.empty(), response.headers().firstValue("Content-Length"));
    }

    @ParameterizedTest
    @CsvSource({
        "error-400-context,400,invalid_request_error,context_length_exceeded",
        "error-401,401,invalid_request_error,invalid_api_key",
        "error-429,429,requests,rate_limit_exceeded",
        "error-429-quota,429,insufficient_quota,insufficient_quota",
        "error-503,503,server_error,''",
        "error-500-nonsense,404,invalid_request_error,model_not_found",
        "no-such-model,404,invalid_request_error,model_not_found"
    })
    void reportsErrorsLikeOpenAi(String model, int status, String type, String code)
            throws Exception {
        var response = openAi(model);
        var error = json(response.body()).path("error");

        assertEquals(status, response.statusCode());
        assertEquals(type, error.path("type").asString());
        assertEquals(code, error.path("code").asString(""));
        assertTrue(error.has("param"));
    }

    @Test
    void saysWhenToComeBackInEveryForm() throws Exception {
        assertEquals("2", header("error-429-wait-2", "Retry-After"));
        assertEquals("0.5", header("error-503-wait-0.5", "Retry-After"));
        assertEquals("1500", header("error-429-ms-1.5", "retry-after-ms"));
        assertEquals(
                "2s",
                openAi("error-429-reset-2")
                        .headers()
                        .firstValue("x-ratelimit-reset-requests")
                        .orElse(""));
        assertEquals("5", header("error-402-inflight", "Retry-After"));
        assertEquals("", header("error-429-bare", "Retry-After"));
        var date =
                ZonedDateTime.parse(
                        header("error-429-date-60", "Retry-After"),
                        DateTimeFormatter.RFC_1123_DATE_TIME);
        assertTrue(date.toInstant().isAfter(Instant.now().plusSeconds(30)));
        long reset = Long.parseLong(header("error-429-reset-60", "X-RateLimit-Reset"));
        assertTrue(reset > Instant.now().plusSeconds(30).toEpochMilli());
    }

    private static String header(String model, String name) throws Exception {
        return openRouter(model).headers().firstValue(name).orElse("");
    }

    @Test
    void tellsTheFreeModelsLimitInHeadersAndBody() throws Exception {
        var response = openRouter("error-429-free-daily");
        var metadata = json(response.body()).at("/error/metadata");

        assertEquals("openrouter_free_tier_daily", metadata.path("limit_source").asString());
        assertEquals(
                response.headers().firstValue("X-RateLimit-Reset").orElse(""),
                metadata.at("/headers/X-RateLimit-Reset").asString());
    }

    @Test
    void hidesErrorsInsideA200() throws Exception {
        assertEquals(502, json(openRouter("error-in-200").body()).at("/error/code").asInt());
        assertEquals(200, openRouter("error-in-200").statusCode());
        var first =
                chunks(client.events(server.openRouterBase(), streamed("error-in-200-first"), KEY));
        assertEquals(1, first.size());
        assertEquals(502, first.getFirst().at("/error/code").asInt());
        assertEquals("chat.completion.chunk", first.getFirst().path("object").asString());
        var later =
                chunks(
                        client.events(
                                server.openRouterBase(), streamed("error-in-200-after-text"), KEY));
        assertEquals(6, later.size());
        assertEquals("error", later.getLast().at("/choices/0/finish_reason").asString());
        var silent =
                chunks(
                        client.events(
                                server.openRouterBase(),
                                streamed("error-in-200-after-text-null"),
                                KEY));
        assertTrue(silent.getLast().at("/choices/0/finish_reason").isNull());
        assertTrue(silent.getLast().has("error"));
        var openAi =
                chunks(client.events(server.openAiBase(), streamed("error-in-200-after-text")));
        assertFalse(openAi.getLast().has("choices"));
    }

    @Test
    void hidesErrorsInsideAWholeAnswer() throws Exception {
        var body =
                json(
                        client.post(
                                        server.openRouterBase(),
                                        "/chat/completions",
                                        prompt("error-in-200-after-text"),
                                        KEY)
                                .body());
        assertEquals("error", body.at("/choices/0/finish_reason").asString());
        assertEquals(502, body.at("/choices/0/error/code").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-before", "reset-before"})
    void breaksBeforeTheHeaders(String model) {
        assertThrows(IOException.class, () -> openAi(model));
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-after-0", "drop-after-7", "reset-after-0", "reset-after-7"})
    void breaksInTheMiddle(String model) {
        // the client may learn of the break before it has handed the head over
        assertThrows(
                IOException.class,
                () ->
                        client.open(server.openRouterBase(), streamed(model), KEY)
                                .body()
                                .readAllBytes());
    }

    @Test
    void sendsAllEventsBeforeItDrops() throws Exception {
        try (var line = new Line(server)) {
            line.ask(streamed("drop-after-7"));
            String stream = line.rest();
            assertEquals(9, stream.split("data: ", -1).length, stream);
            assertFalse(stream.endsWith("0\n\n"), stream);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-after-7", "reset-after-7"})
    void cutsAWholeAnswerShort(String model) {
        // the client may learn of the break before it has handed the head over
        assertThrows(
                IOException.class,
                () -> client.open(server.openAiBase(), prompt(model)).body().readAllBytes());
    }

    @Test
    void speaksLikeAProxy() throws Exception {
        assertEquals(502, openAi("html-502").statusCode());
        assertTrue(openAi("html-502").body().startsWith("<html>"));
        assertEquals(200, openAi("html-200").statusCode());
        assertEquals(
                "text/plain",
                openAi("wrong-content-type").headers().firstValue("Content-Type").orElse(""));
        assertTrue(openAi("no-done").body().endsWith("}\n\n"));
        assertTrue(openAi("bad-json").body().startsWith("data: {"));
    }

    @Test
    void garblesOneEvent() throws Exception {
        var events = client.events(server.openAiBase(), streamed("bad-event-3"));
        int bad = 0;
        for (var event : events) {
            if (event instanceof SseEvent.Message(_, var data)
                    && data.startsWith("{")
                    && !data.endsWith("}")) {
                bad++;
            }
        }
        assertEquals(1, bad);
        assertEquals(64, events.size());
    }

    @Test
    void failsSomeTimesForEachKey() throws Exception {
        server.reset();
        for (String key : new String[] {"Bearer one", "Bearer two"}) {
            assertEquals(503, flaky(key));
            assertEquals(503, flaky(key));
            assertEquals(200, flaky(key));
        }
        server.reset();
        assertEquals(503, flaky("Bearer one"));
    }

    private static int flaky(String authorization) throws Exception {
        return client.post(
                        server.openAiBase(),
                        "/chat/completions",
                        prompt("flaky-2"),
                        "Authorization",
                        authorization)
                .statusCode();
    }

    @Test
    void isSlowToBegin() throws Exception {
        long start = System.nanoTime();
        var response = client.open(server.openAiBase(), streamed("slow-first-0.2"));
        assertTrue(System.nanoTime() - start < 190_000_000);
        response.body().readAllBytes();
        assertTrue(System.nanoTime() - start >= 200_000_000);
    }

    @ParameterizedTest
    @CsvSource({"sk-wrong-1,401", "sk-broke-1,402", "sk-limited-1,429", "sk-good-1,200"})
    void judgesKeysByTheirBeginning(String key, int status) throws Exception {
        String[] header = {"Authorization", "Bearer " + key};
        for (var base : new URI[] {server.openAiBase(), server.openRouterBase()}) {
            var response = client.post(base, "/chat/completions", prompt("text"), header);
            assertEquals(status, response.statusCode());
            assertEquals(status == 429, response.headers().firstValue("Retry-After").isPresent());
        }
    }

    @Test
    void needsAKeyWhereOpenRouterDoes() throws Exception {
        var response = client.post(server.openRouterBase(), "/chat/completions", prompt("text"));
        assertEquals(401, response.statusCode());
        assertEquals(
                "Missing Authentication header",
                json(response.body()).at("/error/message").asString());
        assertEquals(200, openAi("text").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"model\":\"text\"}"})
    void refusesWhatIsNoRequest(String body) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(server.openAiBase() + "/chat/completions"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            assertEquals(
                    400, http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }
}
