package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Stopping: what runs may end, what is idle does not hold it up.
@Timeout(30)
final class DrainTest {
    @Test
    void letsARunningStreamEnd() throws Exception {
        try (var gateway = TestGateway.start();
                var http = new Http(gateway)) {
            var response =
                    http.open(http.post(Http.prompt("sandbox:text-30@40", ",\"stream\":true")));

            gateway.drain(Duration.ofSeconds(20));

            String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(body.endsWith("data: [DONE]\n\n"), body);
            assertEquals(30, Http.text(body).split(" ").length);
        }
    }

    @Test
    void doesNotWaitForIdleConnections() throws Exception {
        try (var gateway = TestGateway.start();
                var http = new Http(gateway)) {
            assertEquals(200, http.get("/healthz").statusCode());

            long start = System.nanoTime();
            gateway.drain(Duration.ofSeconds(20));

            assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
        }
    }

    @Test
    void doesNotWaitForeverForAStreamThatHangs() throws Exception {
        try (var gateway = TestGateway.start();
                var http = new Http(gateway)) {
            var response =
                    http.open(http.post(Http.prompt("sandbox:hang-after-2", ",\"stream\":true")));
            assertEquals(200, response.statusCode());

            gateway.drain(Duration.ofMillis(100));
        }
    }
}
