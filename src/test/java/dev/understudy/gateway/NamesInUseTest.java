package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.sandbox.RecordedRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// What becomes of the names a request asks for, seen from both sides of the gateway.
@Timeout(60)
final class NamesInUseTest {
    private static final Map<String, String> KEY =
            Map.of("OPENROUTER_API_KEY", "sk-or-v1-0123456789abcdef");
    private static final String LAB = "providers: [{ id: lab, base_url: SANDBOX }]\n";

    @Test
    void sendsOnlyWhatStandsBehindTheFirstColon() throws Exception {
        try (TestGateway gateway = TestGateway.start("", KEY);
                Http http = new Http(gateway)) {
            JsonNode trace = http.trace(http.chat(Http.prompt("openrouter:a/text-5/c:d", "")));

            RecordedRequest received = gateway.sandbox().requests().getLast();
            assertEquals(
                    "a/text-5/c:d",
                    Http.json(received.body()).path("model").asString(),
                    received.body());
            assertEquals("openrouter:a/text-5/c:d", trace.at("/targets/0").asString());
        }
    }

    @Test
    void tellsInTheTraceThatASlugNeedsItsProvider() throws Exception {
        try (TestGateway gateway = TestGateway.start("", KEY);
                Http http = new Http(gateway)) {
            HttpResponse<String> response =
                    http.chat(Http.prompt("anthropic/claude-3.5-sonnet", ""));
            JsonNode trace = http.trace(response);

            assertEquals(404, response.statusCode());
            assertEquals("refused", trace.path("ending").asString());
            assertEquals(
                    Http.json(
                            """
                            [{"model": "anthropic/claude-3.5-sonnet", "why": "unknown",
                              "reason": "\\"anthropic/claude-3.5-sonnet\\" does not say which provider to use: write \\"openrouter:anthropic/claude-3.5-sonnet\\""}]
                            """),
                    trace.path("rejected"));
        }
    }

    @Test
    void keepsTheOrderAskedForAndTriesEachOnceAndSaysWhatIsNotAllowed() throws Exception {
        try (TestGateway gateway =
                        TestGateway.start(LAB + "only_allow_configured_providers: true", KEY);
                Http http = new Http(gateway)) {
            HttpResponse<String> response =
                    http.chat(
                            """
                            {"model": "lab:error-404", "models": ["openrouter:a/b", "lab:error-404", "lab:text", "lab:echo"],
                             "messages": [{"role": "user", "content": "hi"}]}
                            """);
            JsonNode trace = http.trace(response);

            assertEquals(200, response.statusCode(), response.body());
            assertEquals(
                    List.of("lab:error-404", "lab:text"),
                    trace.path("attempts")
                            .valueStream()
                            .map(attempt -> attempt.path("target").asString())
                            .toList());
            assertEquals(
                    Http.json("[\"lab:error-404\", \"lab:text\", \"lab:echo\"]"),
                    trace.path("targets"));
            assertEquals("openrouter:a/b", trace.at("/rejected/0/model").asString());
            assertEquals("not_allowed", trace.at("/rejected/0/why").asString());
            assertTrue(
                    trace.at("/rejected/0/reason")
                            .asString()
                            .contains("only_allow_configured_providers is set"),
                    trace.toString());
            assertEquals(
                    "openrouter:a/b",
                    response.headers().firstValue("Understudy-Rejected-Models").orElse(""));
        }
    }

    @Test
    void triesABareIdAtItsProvidersInTheOrderOfTheSettings() throws Exception {
        try (TestGateway gateway =
                        TestGateway.start(
                                """
                                providers:
                                  - { id: zoo, base_url: SANDBOX, models: [{ id: error-404, id_aliases: [both] }] }
                                  - { id: ant, base_url: SANDBOX, models: [{ id: text, id_aliases: [both] }] }
                                """,
                                KEY);
                Http http = new Http(gateway)) {
            JsonNode trace = http.trace(http.chat(Http.prompt("both", "")));

            assertEquals(Http.json("[\"zoo:error-404\", \"ant:text\"]"), trace.path("targets"));
            assertEquals("ant:text", trace.path("served_by").asString());
        }
    }

    @Test
    void asksNoFurtherExpressionWhereAllThatOneChoseHasFailed() throws Exception {
        try (TestGateway gateway =
                        TestGateway.start(
                                """
                                providers: [{ id: lab, base_url: SANDBOX, models: [{ id: text }, { id: error-500 }] }]
                                model_selection: { strategy: ["ai.models.only(['error-500'])", "ai.models"] }
                                """,
                                KEY);
                Http http = new Http(gateway)) {
            HttpResponse<String> response = http.chat(Http.prompt("auto", ""));

            assertEquals(502, response.statusCode(), response.body());
            assertEquals(Http.json("[\"lab:error-500\"]"), http.trace(response).path("targets"));
        }
    }
}
