package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.sandbox.RecordedRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a caller's connection may do while its request is worked on.
@Timeout(60)
final class ClientLeavesTest {
    private final TestGateway gateway = TestGateway.start();

    @BeforeEach
    void warm() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            send(socket, "text-1", "");
            assertTrue(readAnswer(socket).contains("200 OK"));
        }
        gateway.sandbox().reset();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void cancelsAtTheProviderBeforeTheFirstToken() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                send(socket, "hang-headers", ",\"stream\":true");
                awaitRequests(i + 1);
            }
        }
        for (RecordedRequest request : awaitLeft(20)) {
            assertTrue(
                    request.clientLeft().orElseThrow().compareTo(Duration.ofSeconds(2)) < 0,
                    request.clientLeft().toString());
        }
        awaitIdle();
    }

    @Test
    void cancelsAtTheProviderInTheMiddleOfAStream() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                send(socket, "hang-after-2", ",\"stream\":true");
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8));
                while (!String.valueOf(lines.readLine()).startsWith("data: ")) {}
            }
        }
        assertEquals(20, awaitLeft(20).size());
        awaitIdle();
    }

    @Test
    void reusesAConnection() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            for (int i = 0; i < 50; i++) {
                send(socket, "text-2", i % 2 == 0 ? "" : ",\"stream\":true");
                assertTrue(readAnswer(socket).contains("200 OK"));
            }
        }
    }

    @Test
    void answersRequestsThatWereSentAhead() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            for (int i = 0; i < 5; i++) {
                send(socket, "slow-first-0.2", i % 2 == 0 ? "" : ",\"stream\":true");
            }
            for (int i = 0; i < 5; i++) {
                assertTrue(readAnswer(socket).contains("200 OK"), "answer " + i);
            }
        }
    }

    @Test
    void losesNothingOfALargeRequestThatWasSentAhead() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            send(socket, "slow-first-0.2", "");
            send(socket, "text-1", ",\"user\":\"%s\"".formatted("u".repeat(100_000)));
            for (int i = 0; i < 2; i++) {
                assertTrue(readAnswer(socket).contains("200 OK"), "answer " + i);
            }
        }
    }

    private void send(Socket socket, String model, String more) throws IOException {
        String body = Http.prompt("sandbox:" + model, more);
        socket.getOutputStream()
                .write(
                        ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nx-api-key: "
                                        + gateway.key()
                                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body)
                                .getBytes(StandardCharsets.UTF_8));
    }

    /// Reads one answer from a connection that stays open.
    private static String readAnswer(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var text = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the connection ended after: " + text);
            }
            text.append((char) c);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0) {
                continue;
            }
            String headers = text.substring(0, head);
            int length = headers.indexOf("Content-Length: ");
            if (length < 0
                    ? text.toString().endsWith("\r\n0\r\n\r\n")
                    : text.length() - head - 4
                            == Integer.parseInt(
                                    headers.substring(length + 16)
                                            .lines()
                                            .findFirst()
                                            .orElseThrow())) {
                return text.toString();
            }
        }
    }

    private void awaitRequests(int count) {
        while (gateway.sandbox().requests().size() < count) {
            Thread.onSpinWait();
        }
    }

    private List<RecordedRequest> awaitLeft(int count) {
        while (true) {
            var left = new ArrayList<RecordedRequest>();
            for (RecordedRequest request : gateway.sandbox().requests()) {
                if (request.clientLeft().isPresent()) {
                    left.add(request);
                }
            }
            if (left.size() >= count) {
                return left;
            }
            Thread.onSpinWait();
        }
    }

    private void awaitIdle() {
        while (gateway.inFlight() > 0) {
            Thread.onSpinWait();
        }
    }
}
