package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.sandbox.RecordedRequest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What the settings make of requests, seen from both sides of the gateway.
@Timeout(60)
final class SettingsInForceTest {
    @Test
    void sendsWhatTheSettingsAddAndLeavesOutWhatTheyForbid() throws Exception {
        try (TestGateway gateway =
                        TestGateway.start(
                                """
                                max_output_tokens: 100
                                headers: { x-team: qa, Authorization: Bearer stolen }
                                query_params: { api-version: "2024 10" }
                                body: { temperature: 0.5 }
                                providers:
                                  - id: lab
                                    base_url: SANDBOX
                                    api_keys: [{ value: lab-key-0001 }]
                                    supported_api_surfaces:
                                      - format: openai
                                        surface: chat-completions
                                        supported_params: [{ name: temperature }, { name: max_tokens }, { name: top_k }]
                                    models: [{ id: text, unsupported_params: [{ name: top_k }] }]
                                """);
                Http http = new Http(gateway)) {
            HttpResponse<String> response =
                    http.chat(Http.prompt("lab:text", ",\"seed\":1,\"top_k\":2,\"temperature\":2"));

            RecordedRequest received = gateway.sandbox().requests().getLast();
            assertEquals(200, response.statusCode(), response.body());
            assertEquals(
                    "{\"model\":\"text\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":0.5,\"max_tokens\":100}",
                    received.body());
            assertEquals(
                    "seed, top_k",
                    response.headers().firstValue("Understudy-Removed-Params").orElse(""));
            assertEquals("qa", received.headers().get("x-team"));
            assertTrue(String.valueOf(received.headers().get("authorization")).endsWith("0001"));
            assertTrue(received.path().endsWith("?api-version=2024+10"), received.path());
        }
    }

    @Test
    void refusesAPromptThatIsTooLongForAllTargets() throws Exception {
        try (TestGateway gateway = TestGateway.start("max_input_tokens: 10");
                Http http = new Http(gateway)) {
            HttpResponse<String> longer =
                    http.chat(
                            "{\"model\":\"sandbox:text\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                                    .formatted("a".repeat(100)));

            assertEquals(413, longer.statusCode());
            assertEquals(
                    "input_too_long",
                    Http.json(longer.body()).path("error").path("code").asString());
            assertEquals(200, http.chat(Http.prompt("sandbox:text", "")).statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "only_allow_configured_providers: true|openrouter:x|403|model_not_allowed",
                "'providers: [{ id: openrouter, disabled: true }]'|openrouter:x|403|model_not_allowed",
                "''|anthropic/claude-3.5-sonnet|404|model_not_found"
            })
    void saysWhyAModelIsNotTried(String yaml, String model, int status, String code)
            throws Exception {
        try (TestGateway gateway = TestGateway.start(yaml);
                Http http = new Http(gateway)) {
            HttpResponse<String> refused = http.chat(Http.prompt(model, ""));

            assertEquals(status, refused.statusCode(), refused.body());
            assertEquals(code, Http.json(refused.body()).path("error").path("code").asString());
            assertEquals(List.of(), gateway.sandbox().requests());
        }
    }

    @Test
    void explainsAPlanAndCallsNothing() throws Exception {
        try (TestGateway gateway =
                        TestGateway.start(
                                """
                                chains:
                                  - id: support
                                    targets: ["sandbox:text", "openrouter:a/b"]
                                    hedge_after: 2s
                                    on_refusal: next
                                """);
                Http http = new Http(gateway)) {
            JsonNode explained =
                    explain(http, "{\"model\":\"support\",\"models\":[\"a/b\",\"sandbox:text\"]}");

            assertEquals(
                    Http.json(
                                    """
                                    {"asked": ["support", "a/b", "sandbox:text"],
                                     "plan": [
                                       {"step": 1, "target": "sandbox:text", "provider": "sandbox", "model": "text",
                                        "source": "chain support", "reason": "target 1 of the chain \\"support\\"",
                                        "hedge_after_ms": 2000, "on_stream_break": "resume", "on_refusal": "next", "key": "none needed"},
                                       {"step": 2, "target": "openrouter:a/b", "provider": "openrouter", "model": "a/b",
                                        "source": "chain support", "reason": "target 2 of the chain \\"support\\"",
                                        "hedge_after_ms": 2000, "on_stream_break": "resume", "on_refusal": "next", "key": "1 key"}],
                                     "rejected": [
                                       {"model": "a/b", "why": "unknown",
                                        "reason": "\\"a/b\\" does not say which provider to use: write \\"openrouter:a/b\\""}]}
                                    """)
                            .toString(),
                    explained.toString());
            assertEquals(
                    "\"xyzzy\" is neither a chain nor a known model; a provider's model is written provider:model",
                    explain(http, "{\"model\":\"xyzzy\"}").path("problem").asString());
            assertEquals(List.of(), gateway.sandbox().requests());
        }
    }

    @Test
    void explainsToHoldersOfAnAccessKeyOnly() throws Exception {
        try (TestGateway gateway = TestGateway.start();
                Http http = new Http(gateway)) {
            assertEquals(
                    401,
                    http.send(
                                    http.to("/understudy/explain")
                                            .setHeader("Authorization", "Bearer us-wrong")
                                            .POST(BodyPublishers.ofString("{}"))
                                            .build())
                            .statusCode());
        }
    }

    private static JsonNode explain(Http http, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        http.to("/understudy/explain").POST(BodyPublishers.ofString(body)).build());
        assertEquals(200, response.statusCode(), response.body());
        return Http.json(response.body());
    }
}
