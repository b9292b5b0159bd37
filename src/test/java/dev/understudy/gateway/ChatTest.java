package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Chat completions over HTTP, in front of the sandbox.
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChatTest {
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
                          - id: nested
                            targets: [support, "sandbox:text-3"]
                        providers:
                          - id: lab
                            base_url: SANDBOX
                            models: [{ id: text-4, id_aliases: [small] }]
                          - id: pool
                            base_url: SANDBOX
                            api_keys:
                              - { id: bad, value: sk-wrong-0123456789 }
                              - { id: poor, value: sk-broke-0123456789 }
                              - { id: good, value: sk-good-0123456789 }
                        """);
        http = new Http(gateway);
    }

    @AfterAll
    void stop() {
        http.close();
        gateway.close();
    }

    @Test
    void answersInOnePiece() throws Exception {
        var response = http.chat(Http.prompt("sandbox:text-5", ""));

        assertEquals(200, response.statusCode());
        assertEquals("application/json", response.headers().firstValue("content-type").orElse(""));
        assertEquals("1", response.headers().firstValue("understudy-attempts").orElse(""));
        assertEquals(
                "sandbox:text-5", response.headers().firstValue("understudy-model").orElse(""));
        assertTrue(
                response.headers()
                        .firstValue("understudy-request-id")
                        .orElse("")
                        .startsWith("rq_"));
        assertEquals(
                5,
                Http.json(response.body())
                        .at("/choices/0/message/content")
                        .asString()
                        .split(" ")
                        .length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":false", ",\"stream\":null"})
    void sendsNoStreamUnlessAsked(String more) throws Exception {
        var response = http.chat(Http.prompt("sandbox:text-5", more));

        assertEquals("application/json", response.headers().firstValue("content-type").orElse(""));
        assertFalse(response.body().contains("[DONE]"));
    }

    @Test
    void streamsAndEndsWithOneDone() throws Exception {
        var response = http.chat(Http.prompt("sandbox:text-5", ",\"stream\":true"));

        assertEquals("text/event-stream", response.headers().firstValue("content-type").orElse(""));
        assertEquals("no", response.headers().firstValue("x-accel-buffering").orElse(""));
        assertEquals(5, Http.text(response.body()).split(" ").length);
        assertEquals(1, Http.data(response.body()).stream().filter("[DONE]"::equals).count());
    }

    @Test
    void addsADoneThatIsMissing() throws Exception {
        var response = http.chat(Http.prompt("sandbox:no-done", ",\"stream\":true"));

        assertEquals("[DONE]", Http.data(response.body()).getLast());
        assertFalse(response.body().contains("event: error"));
    }

    @Test
    void sendsEachEventAsItComes() throws Exception {
        var response = http.open(http.post(Http.prompt("sandbox:text-6@20", ",\"stream\":true")));

        try (var lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertTrue(lines.readLine().startsWith("data: "));
            long first = System.nanoTime();
            assertTrue(lines.lines().anyMatch("data: [DONE]"::equals));
            long rest = System.nanoTime() - first;
            assertTrue(
                    rest > TimeUnit.MILLISECONDS.toNanos(150),
                    "6 words at 20 a second came within %d ms".formatted(rest / 1_000_000));
        }
    }

    @Test
    void keepsWhatTheProviderSaysOfItself() throws Exception {
        var response = http.chat(Http.prompt("openrouter:fake/text-3", ",\"stream\":true"));

        assertTrue(response.body().contains("\"provider\":"), response.body());
        assertTrue(response.body().contains("\"native_finish_reason\":"), response.body());
        assertTrue(response.body().contains(": OPENROUTER PROCESSING"), response.body());
    }

    @Test
    void sendsTheBodyUntouchedButForTheModelsName() throws Exception {
        String sent =
                "{ \"models\":[\"sandbox:text\"], \"temperature\":1.00, \"seed\":12345678901234567890,"
                        + " \"model\":\"sandbox:echo\",\"messages\":[{\"role\":\"user\",\"content\":\"\\u00e4\\/\"}]}";

        http.chat(sent);

        assertEquals(
                "{\"temperature\":1.00,\"seed\":12345678901234567890,"
                        + "\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"\\u00e4\\/\"}]}",
                gateway.sandbox().requests().getLast().body());
    }

    @ParameterizedTest
    @CsvSource({
        "support, openrouter:fake/text-5",
        "nested, openrouter:fake/text-5",
        "small, lab:text-4",
        "lab:small, lab:text-4",
        "text-4, lab:text-4",
        "OpenRouter:fake/text-2, openrouter:fake/text-2"
    })
    void findsTheTargetBehindAName(String name, String target) throws Exception {
        var response = http.chat(Http.prompt(name, ""));

        assertEquals(200, response.statusCode(), response.body());
        assertEquals(target, response.headers().firstValue("understudy-model").orElse(""));
    }

    @Test
    void goesOnToTheNextModel() throws Exception {
        var response =
                http.chat(
                        Http.prompt(
                                "sandbox:error-404",
                                ",\"models\":[\"nonsense\",\"sandbox:text-2\"]"));

        assertEquals(200, response.statusCode());
        assertEquals("2", response.headers().firstValue("understudy-attempts").orElse(""));
        assertEquals(
                "sandbox:text-2", response.headers().firstValue("understudy-model").orElse(""));
        assertEquals(
                "nonsense", response.headers().firstValue("understudy-rejected-models").orElse(""));
    }

    @Test
    void goesOnToTheNextKey() throws Exception {
        var response = http.chat(Http.prompt("pool:text-2", ""));

        assertEquals(200, response.statusCode(), response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error-in-200-first",
                "drop-before",
                "drop-after-0",
                "html-200",
                "empty",
                "bad-json",
                "html-502"
            })
    void rescuesWhatBreaksBeforeTheFirstToken(String model) throws Exception {
        for (String stream : List.of("", ",\"stream\":true")) {
            var response =
                    http.chat(
                            Http.prompt(
                                    "sandbox:" + model,
                                    ",\"models\":[\"sandbox:text-2\"]" + stream));

            assertEquals(200, response.statusCode(), response.body());
            assertEquals(
                    "sandbox:text-2",
                    response.headers().firstValue("understudy-model").orElse(""),
                    response.body());
        }
    }

    @Test
    void takesNoPageForAStream() throws Exception {
        var response =
                http.chat(
                        Http.prompt(
                                "sandbox:wrong-content-type",
                                ",\"stream\":true,\"models\":[\"sandbox:text-2\"]"));

        assertEquals(
                "sandbox:text-2", response.headers().firstValue("understudy-model").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-after-4", "reset-after-4", "error-in-200-after-text"})
    void neverEndsABrokenStreamPolitely(String model) throws Exception {
        var response = http.chat(Http.prompt("sandbox:" + model, ",\"stream\":true"));

        List<String> data = Http.data(response.body());
        var error = Http.json(data.get(data.size() - 2));
        assertTrue(response.body().contains("event: error\n"), response.body());
        assertEquals("error", error.at("/choices/0/finish_reason").asString());
        assertEquals(Http.json(data.getFirst()).path("id"), error.path("id"));
        assertFalse(error.at("/error/message").asString().isBlank());
        assertEquals("[DONE]", data.getLast());
    }

    @ParameterizedTest
    @CsvSource({
        "sandbox:error-429, 429, provider_rate_limited",
        "sandbox:error-500, 502, provider_failed",
        "sandbox:error-404, 404, provider_model_not_found",
        "sandbox:drop-before, 502, provider_unreachable",
        "nonsense, 404, model_not_found"
    })
    void tellsWhyNothingAnswered(String model, int status, String code) throws Exception {
        var response = http.chat(Http.prompt(model, ""));

        assertEquals(status, response.statusCode(), response.body());
        assertEquals(code, Http.json(response.body()).at("/error/code").asString());
        assertEquals("false", response.headers().firstValue("x-should-retry").orElse(""));
    }

    @Test
    void givesTheProvidersOwnWordsForTheCallersFault() throws Exception {
        var response =
                http.chat(Http.prompt("sandbox:error-400", ",\"models\":[\"sandbox:text\"]"));

        assertEquals(400, response.statusCode());
        assertEquals("1", response.headers().firstValue("understudy-attempts").orElse(""));
        assertTrue(Http.json(response.body()).at("/error/message").isString());
    }

    @Test
    void saysHowToSpellAModelWithoutItsProvider() throws Exception {
        var response = http.chat(Http.prompt("anthropic/claude-3.5-sonnet", ""));

        assertEquals(404, response.statusCode());
        assertTrue(
                response.body().contains("openrouter:anthropic/claude-3.5-sonnet"),
                response.body());
    }

    @Test
    void saysHowToAddAKeyThatIsMissing() throws Exception {
        try (var keyless = TestGateway.start("", java.util.Map.of());
                var client = new Http(keyless)) {
            var response = client.chat(Http.prompt("openrouter:fake/text", ""));

            assertEquals(401, response.statusCode());
            assertTrue(response.body().contains("OPENROUTER_API_KEY"), response.body());
        }
    }

    @Test
    void sendsTheStoredKeyAndNothingOfTheCallers() throws Exception {
        http.send(
                http.to("/v1/chat/completions")
                        .header("Cookie", "a=b")
                        .header("X-Stainless-Lang", "java")
                        .header("X-Forwarded-For", "1.2.3.4")
                        .POST(
                                java.net.http.HttpRequest.BodyPublishers.ofString(
                                        Http.prompt("openrouter:fake/text-1", "")))
                        .build());

        var received = gateway.sandbox().requests().getLast();
        String headers = received.headers().toString().toLowerCase(java.util.Locale.ROOT);
        assertFalse(headers.contains("cookie"), headers);
        assertFalse(headers.contains("stainless"), headers);
        assertFalse(headers.contains("forwarded"), headers);
        assertFalse(headers.contains(gateway.key()), headers);
        assertTrue(headers.contains("cdef"), headers);
    }

    @Test
    void listsChainsFirst() throws Exception {
        var data = Http.json(http.get("/v1/models").body()).path("data");

        assertEquals("support", data.path(0).path("id").asString());
        assertEquals("nested", data.path(1).path("id").asString());
        assertEquals("lab:text-4", data.path(2).path("id").asString());
    }
}
