package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whether the gateway lives, and whether it takes requests.
@Timeout(60)
final class VitalsTest {
    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz"})
    void areToldToAnybodyAndHoldNothingSecret(String path) throws Exception {
        try (var gateway = TestGateway.start();
                var http = new Http(gateway)) {
            HttpResponse<String> response =
                    http.send(http.to(path).setHeader("Authorization", "").GET().build());

            assertEquals(200, response.statusCode());
            assertEquals(
                    path.equals("/healthz") ? "{\"status\":\"ok\"}" : "{\"status\":\"ready\"}",
                    response.body());
        }
    }

    @ParameterizedTest
    @CsvSource({"/healthz", "/readyz", "/metrics"})
    void areReadOnly(String path) throws Exception {
        try (var gateway = TestGateway.start();
                var http = new Http(gateway)) {
            HttpResponse<String> response =
                    http.send(
                            http.to(path).POST(HttpRequest.BodyPublishers.ofString("{}")).build());

            assertEquals(405, response.statusCode());
            assertEquals("GET", response.headers().firstValue("allow").orElse(""));
        }
    }

    @Test
    void livesButIsNotReadyWhileItDrains() throws Exception {
        try (var gateway = TestGateway.start();
                var http = new Http(gateway)) {
            var running =
                    http.open(http.post(Http.prompt("sandbox:hang-after-2", ",\"stream\":true")));
            Thread draining =
                    Thread.startVirtualThread(() -> gateway.drain(Duration.ofSeconds(20)));
            while (http.get("/readyz").statusCode() == 200) {
                Thread.onSpinWait();
            }

            HttpResponse<String> ready = http.get("/readyz");
            HttpResponse<String> alive = http.get("/healthz");
            HttpResponse<String> metrics = http.get("/metrics");
            HttpResponse<String> chat = http.chat(Http.prompt("sandbox:text", ""));

            assertEquals(503, ready.statusCode());
            assertEquals("shutting_down", Http.json(ready.body()).at("/error/code").asString());
            assertEquals("close", ready.headers().firstValue("connection").orElse(""));
            assertEquals(200, alive.statusCode());
            assertEquals(200, metrics.statusCode());
            assertEquals(503, chat.statusCode());
            assertEquals("shutting_down", Http.json(chat.body()).at("/error/code").asString());
            running.body().close();
            draining.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "only_allow_configured_providers: true",
                "only_allow_configured_models: true",
                "{ only_allow_configured_providers: true, providers: [{ id: openrouter, disabled: true }] }",
                "{ only_allow_configured_models: true, providers: [{ id: openrouter, models: [{ id: a, disabled: true }] }] }"
            })
    void isNotReadyWithNobodyToAsk(String yaml) throws Exception {
        try (var gateway = TestGateway.start(yaml);
                var http = new Http(gateway)) {
            HttpResponse<String> response = http.get("/readyz");

            assertEquals(503, response.statusCode());
            assertEquals("not_ready", Http.json(response.body()).at("/error/code").asString());
            assertTrue(response.body().contains("gateway.yaml"), response.body());
            assertFalse(response.body().contains("openrouter"), response.body());
            assertEquals(200, http.get("/healthz").statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ only_allow_configured_providers: true, providers: [{ id: openrouter }] }",
                "{ only_allow_configured_models: true, providers: [{ id: openrouter, models: [{ id: a }] }] }"
            })
    void isReadyWithSomebodyToAsk(String yaml) throws Exception {
        try (var gateway = TestGateway.start(yaml);
                var http = new Http(gateway)) {
            assertEquals(200, http.get("/readyz").statusCode());
        }
    }

    @Test
    void areNotToldToForeignWebPages() throws Exception {
        try (var gateway = TestGateway.start();
                var http = new Http(gateway)) {
            for (String path : new String[] {"/healthz", "/readyz", "/metrics"}) {
                assertEquals(
                        403,
                        http.send(
                                        http.to(path)
                                                .header("Origin", "https://evil.example")
                                                .GET()
                                                .build())
                                .statusCode());
            }
        }
    }
}
