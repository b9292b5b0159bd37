package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.failures.RawCaller.Said;
import dev.understudy.gateway.Http;
import dev.understudy.gateway.TestGateway;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/// Request lines, headers and framings made at random: each request is answered, refused by what is
/// documented, or hung up on, and is never a fault of the gateway's own.
///
/// Runs for `fuzz.seconds` (5 unless set), from `fuzz.seed` (a new one unless set).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileHeadersTest {
    private TestGateway gateway;
    private DocumentedErrors documented;

    @BeforeAll
    void start() throws Exception {
        gateway = TestGateway.start();
        documented = DocumentedErrors.read();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    @Timeout(3600)
    void areAnsweredOrRefusedAndNeverAFaultOfOurOwn(TestReporter reporter) throws Exception {
        long seed = Long.getLong("fuzz.seed", new Random().nextLong());
        reporter.publishEntry("fuzz.seed", Long.toString(seed));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("fuzz.seconds", 5));
        var requests = new HostileRequests(new Random(seed), gateway.key());
        int count = 0;
        try (var http = new Http(gateway)) {
            while (System.nanoTime() < end) {
                check(requests.next(), "seed %d, request %d".formatted(seed, count++));
                if (count % 100 == 0) {
                    assertEquals(200, http.chat(Http.prompt("sandbox:text-1", "")).statusCode());
                }
            }
            assertEquals(200, http.chat(Http.prompt("sandbox:text-1", "")).statusCode());
        }
        reporter.publishEntry("requests", Integer.toString(count));
    }

    private void check(String request, String which) throws Exception {
        Said said;
        try {
            said = new RawCaller(gateway.port()).sayAll(request);
        } catch (AssertionError e) {
            throw new AssertionError(which + ": " + request, e);
        }
        String told =
                "\n%s: %s\nanswered: %s%s"
                        .formatted(
                                which,
                                request.length() < 4000 ? request : request.substring(0, 4000),
                                said.headers(),
                                said.body());
        assertTrue(said.status() < 500, told);
        assertFalse(told.contains("org.eclipse"), told);
        assertFalse(said.has("jetty") || said.has("evil.example"), told);
        if (said.status() >= 400 && !said.body().isEmpty()) {
            String wire = said.body().startsWith("{\"type\":\"error\"") ? "/v1/messages" : "/v1";
            documented.check(wire, said.status(), said.body(), told);
        }
    }
}
