package dev.understudy.sandbox;

import static dev.understudy.sandbox.SandboxClient.prompt;
import static dev.understudy.sandbox.SandboxClient.streamed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class ConnectionTest {
    private SandboxServer server;

    @BeforeEach
    void start() throws IOException {
        server = SandboxServer.start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RecordedRequest awaitLeft() {
        while (true) {
            var left =
                    server.requests().stream()
                            .filter(request -> request.clientLeft().isPresent())
                            .findFirst();
            if (left.isPresent()) {
                return left.get();
            }
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hang-after-2", "slow-first-60", "hang-after-2-comments", "text-9000@100"})
    void noticesAtOnceThatTheClientLeft(String model) throws Exception {
        long left;
        long received;
        try (var line = new Line(server)) {
            line.ask(streamed(model));
            line.until("HTTP/1.1 200");
            received = server.requests().getFirst().nanos();
            left = System.nanoTime();
        }
        var stayed = awaitLeft().clientLeft().orElseThrow();
        var late = stayed.minusNanos(left - received);
        assertTrue(late.compareTo(Duration.ofMillis(200)) < 0, late.toString());
    }

    @Test
    void noticesThatAClientLeftBeforeTheHeaders() throws Exception {
        try (var line = new Line(server)) {
            line.ask(prompt("hang-headers"));
            while (server.requests().isEmpty()) {
                Thread.onSpinWait();
            }
        }
        assertTrue(awaitLeft().clientLeft().orElseThrow().compareTo(Duration.ofSeconds(2)) < 0);
    }

    @ParameterizedTest
    @CsvSource({
        "slow-first-0.05,true",
        "slow-headers-0.05,true",
        "slow-headers-0.05,false",
        "keepalive,true"
    })
    void keepsTheConnectionAfterItHasWaited(String model, boolean streaming) throws Exception {
        try (var line = new Line(server)) {
            for (int i = 0; i < 5; i++) {
                line.ask(prompt(model).put("stream", streaming));
                line.until("HTTP/1.1 200");
                if (streaming) {
                    line.until("data: [DONE]");
                    line.until("0");
                    line.until("");
                } else {
                    line.body();
                }
            }
        }
        assertEquals(5, server.requests().size());
        assertTrue(
                server.requests().stream()
                        .allMatch(request -> request.clientLeft().equals(Optional.empty())));
    }

    @Test
    void resetsForReal() throws Exception {
        try (var line = new Line(server)) {
            line.ask(streamed("reset-before"));
            var thrown = assertThrows(SocketException.class, () -> line.until("HTTP/1.1"));
            assertTrue(thrown.toString().contains("reset"), thrown.toString());
        }
    }

    @Test
    void leavesTheChunksUnterminatedWhenItDrops() throws Exception {
        try (var line = new Line(server)) {
            line.ask(streamed("drop-after-2"));
            line.until("Transfer-Encoding: chunked");
            var thrown = assertThrows(IOException.class, () -> line.until("0"));
            assertEquals("no line begins with 0", thrown.getMessage());
        }
    }

    @Test
    void closesWhileAnswersAreWaiting() throws Exception {
        try (var line = new Line(server)) {
            line.ask(streamed("hang-after-1"));
            line.until("data: ");
            long start = System.nanoTime();
            server.close();
            assertTrue(System.nanoTime() - start < 2_000_000_000L);
            assertThrows(IOException.class, () -> line.until("0"));
        }
    }

    @Test
    void saysThatAPortIsTaken() {
        assertThrows(BindException.class, () -> SandboxServer.start(server.origin().getPort()));
    }
}
