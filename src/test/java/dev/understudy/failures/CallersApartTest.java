package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.failures.RawCaller.Said;
import dev.understudy.gateway.TestGateway;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Nothing that one caller sends is ever told to another.
final class CallersApartTest {
    /// Malformed at once, and longer than what is read of it at once.
    private static final String LONG =
            "PUT /v1/models HTTP/1.1\r\nHost: localhost\r\n: no name\r\nAuthorization: "
                    + "a".repeat(9000)
                    + "\r\nConnection: close\r\n\r\n";

    private static final String SHORT =
            "GET /v1/models HTTP/1.1\r\nHost: localhost, other\r\nConnection: close\r\n\r\n";

    @Test
    @Timeout(60)
    void whatOneSendsIsNeverToldToAnother() throws Exception {
        try (var gateway = TestGateway.start()) {
            var caller = new RawCaller(gateway.port());
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
            while (System.nanoTime() < end) {
                caller.sayAll(LONG);
                Said said = caller.sayAll(SHORT);
                assertFalse((said.headers() + said.body()).contains("aaaa"), said::toString);
            }
        }
    }

    @Test
    @Timeout(60)
    void whoIsRefusedBeforeTheBodyIsReadIsToldThatTheConnectionEnds() throws Exception {
        try (var gateway = TestGateway.start()) {
            Said said =
                    new RawCaller(gateway.port())
                            .say(
                                    "PATCH /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n");

            assertEquals(405, said.status());
            assertTrue(said.has("connection: close"), said.headers());
        }
    }
}
