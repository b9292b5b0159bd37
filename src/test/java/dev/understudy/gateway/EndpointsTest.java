package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Every route the gateway promises, and every header of its answers.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointsTest {
    private static final String CHAT = Http.prompt("sandbox:text-2", "");
    private static final String MESSAGES = Http.prompt("sandbox:text-2", ",\"max_tokens\":99");

    private TestGateway gateway;
    private Http http;

    /// A route.
    ///
    /// @param body of a POST; blank for a GET
    /// @param field of an answer's top level; blank if it is not JSON
    record Route(String path, String body, String field) {
        String method() {
            return body.isEmpty() ? "GET" : "POST";
        }

        boolean isForAnybody() {
            return path.equals("/healthz") || path.equals("/readyz");
        }

        @Override
        public String toString() {
            return method() + " " + path;
        }
    }

    static Stream<Route> routes() {
        return Stream.of(
                new Route("/v1/chat/completions", CHAT, "choices"),
                new Route(
                        "/v1/responses",
                        "{\"model\":\"sandbox:text-2\",\"input\":\"hi\"}",
                        "output"),
                new Route("/v1/messages", MESSAGES, "content"),
                new Route("/v1/messages/count_tokens", MESSAGES, "input_tokens"),
                new Route(
                        "/v1/embeddings", "{\"model\":\"sandbox:embed\",\"input\":\"hi\"}", "data"),
                new Route("/v1/models", "", "data"),
                new Route("/v1/models/support", "", "id"),
                new Route("/healthz", "", "status"),
                new Route("/readyz", "", "status"),
                new Route("/metrics", "", ""),
                new Route("/understudy/explain", "{\"model\":\"support\"}", "plan"));
    }

    @BeforeAll
    void start() {
        gateway =
                TestGateway.start(
                        """
                        server: { allowed_origins: ["https://app.example"] }
                        chains: [{ id: support, targets: ["sandbox:text-2"] }]
                        providers:
                          - id: picky
                            base_url: SANDBOX
                            models: [{ id: text-2, unsupported_params: [{ name: top_k }, { name: seed }] }]
                        """);
        http = new Http(gateway);
    }

    @AfterAll
    void stop() {
        http.close();
        gateway.close();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void answers(Route route) throws Exception {
        HttpResponse<String> response = http.send(request(route).build());

        assertEquals(200, response.statusCode(), response.body());
        assertTrue(header(response, "understudy-request-id").startsWith("rq_"));
        if (!route.field().isEmpty()) {
            assertEquals("application/json", header(response, "content-type"));
            assertTrue(Http.json(response.body()).has(route.field()), response.body());
        }
    }

    @Test
    void passesLegacyCompletionsOn() throws Exception {
        try (var provider = new ScriptedProvider();
                var passing =
                        TestGateway.start(
                                "providers: [{ id: old, base_url: \"%s\" }]"
                                        .formatted(provider.base()));
                var client = new Http(passing)) {
            String said =
                    "{\"id\":\"c\",\"object\":\"text_completion\",\"choices\":[{\"index\":0,\"text\":\" there\",\"finish_reason\":\"stop\"}]}";
            provider.willSendJson(200, said);

            HttpResponse<String> response =
                    client.send(
                            client.to("/v1/completions")
                                    .POST(
                                            BodyPublishers.ofString(
                                                    "{\"model\":\"old:m\",\"prompt\":\"hi\"}"))
                                    .build());

            assertEquals(200, response.statusCode(), response.body());
            assertEquals(said, response.body());
            assertTrue(provider.received().getFirst().head().startsWith("POST /v1/completions "));
            assertEquals(
                    "{\"model\":\"m\",\"prompt\":\"hi\"}", provider.received().getFirst().text());
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void takesOneMethodOnly(Route route) throws Exception {
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
            if (!method.equals(route.method())) {
                HttpResponse<String> response =
                        http.send(
                                http.to(route.path())
                                        .method(method, BodyPublishers.ofString("{}"))
                                        .build());

                assertEquals(405, response.statusCode(), method);
                assertEquals(route.method(), header(response, "allow"));
                assertTrue(header(response, "understudy-request-id").startsWith("rq_"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void isForHoldersOfAnAccessKeyButForVitals(Route route) throws Exception {
        HttpResponse<String> response =
                http.send(request(route).setHeader("Authorization", "Bearer us-wrong").build());

        assertEquals(route.isForAnybody() ? 200 : 401, response.statusCode(), response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void tellsWhoAnsweredAndAtWhatCost(String stream) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> response =
                http.send(
                        http.to("/v1/chat/completions")
                                .header("Understudy-Rehearse", "1=404")
                                .POST(
                                        BodyPublishers.ofString(
                                                Http.prompt(
                                                        "nonsense",
                                                        ",\"models\":[\"sandbox:text-1\",\"picky:text-2\"],\"top_k\":1,\"seed\":2"
                                                                + stream)))
                                .build());
        double elapsed = (System.nanoTime() - start) / 1e6;

        assertEquals(200, response.statusCode(), response.body());
        assertEquals("2", header(response, "understudy-attempts"));
        assertEquals("picky:text-2", header(response, "understudy-model"));
        assertEquals("nonsense", header(response, "understudy-rejected-models"));
        assertEquals("top_k, seed", header(response, "understudy-removed-params"));
        String overhead = header(response, "understudy-overhead-ms");
        assertTrue(overhead.matches("\\d+\\.\\d\\d"), overhead);
        assertTrue(Double.parseDouble(overhead) <= elapsed, overhead + " of " + elapsed);
        assertEquals("", header(response, "x-should-retry"));
    }

    @Test
    void tellsNothingThatIsNotSo() throws Exception {
        HttpResponse<String> response = http.chat(CHAT);

        assertEquals("1", header(response, "understudy-attempts"));
        assertEquals("", header(response, "understudy-rejected-models"));
        assertEquals("", header(response, "understudy-removed-params"));
    }

    @Test
    void tellsOfAChainThatFailed() throws Exception {
        HttpResponse<String> response =
                http.chat(
                        Http.prompt(
                                "sandbox:error-401",
                                ",\"models\":[\"nonsense\",\"sandbox:error-404\"]"));

        assertEquals("2", header(response, "understudy-attempts"));
        assertEquals("", header(response, "understudy-model"));
        assertEquals("nonsense", header(response, "understudy-rejected-models"));
        assertEquals("false", header(response, "x-should-retry"));
        assertTrue(header(response, "understudy-overhead-ms").matches("\\d+\\.\\d\\d"));
        assertTrue(header(response, "understudy-request-id").startsWith("rq_"));
    }

    @Test
    void tellsAWebPageThatMayCallAllItsHeaders() throws Exception {
        HttpResponse<String> response =
                http.send(
                        http.to("/v1/chat/completions")
                                .header("Origin", "https://app.example")
                                .POST(BodyPublishers.ofString(CHAT))
                                .build());

        String exposed = header(response, "access-control-expose-headers").toLowerCase(Locale.ROOT);
        for (String name :
                List.of(
                        "request-id",
                        "attempts",
                        "model",
                        "rejected-models",
                        "removed-params",
                        "overhead-ms")) {
            assertTrue(exposed.contains("understudy-" + name), exposed);
        }
        assertFalse(exposed.contains("*"));
    }

    @Test
    void namesEachRouteToWhoAsksForAnother() throws Exception {
        JsonNode told = Http.json(http.get("/v1/nothing").body());

        String message = told.at("/error/message").asString();
        for (Route route : routes().toList()) {
            String path = route.path().replace("/support", "");
            assertTrue(message.contains(path), path + " is not named: " + message);
        }
    }

    private HttpRequest.Builder request(Route route) {
        return http.to(route.path())
                .method(
                        route.method(),
                        route.body().isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(route.body()));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
