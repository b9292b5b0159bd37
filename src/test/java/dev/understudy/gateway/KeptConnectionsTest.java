package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Providers that close a kept connection when the next request is on its way. What they make of
/// the connection says nothing of the provider, and is no attempt.
@Timeout(60)
final class KeptConnectionsTest {
    private static final int CALLS = 30;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ALWAYS")
    void countsNoAttemptForAConnectionThatWasClosed(Closes closes) throws Exception {
        try (var provider = new KeepingProvider(closes);
                TestGateway gateway = gateway(provider);
                Http http = new Http(gateway)) {
            for (int i = 0; i < CALLS; i++) {
                HttpResponse<String> response =
                        http.chat(Http.prompt("lab:m", i % 2 == 0 ? "" : ",\"stream\":true"));

                assertEquals(200, response.statusCode(), response.body());
                assertEquals("1", attempts(response));
            }
        }
    }

    @Test
    void countsAConnectionThatIsNewAndClosed() throws Exception {
        try (var provider = new KeepingProvider(Closes.ALWAYS);
                TestGateway gateway = gateway(provider);
                Http http = new Http(gateway)) {
            HttpResponse<String> response = http.chat(Http.prompt("lab:m", ""));

            assertEquals(502, response.statusCode(), response.body());
            assertEquals("2", attempts(response));
            assertEquals(2, provider.requests());
        }
    }

    private static TestGateway gateway(KeepingProvider provider) {
        return TestGateway.start(
                "providers: [{ id: lab, base_url: \"http://127.0.0.1:%d/v1\" }]"
                        .formatted(provider.port()));
    }

    private static String attempts(HttpResponse<String> response) {
        return response.headers().firstValue("Understudy-Attempts").orElse("none");
    }

    /// When a connection is closed.
    enum Closes {
        RIGHT_AFTER_AN_ANSWER,
        WHEN_THE_NEXT_REQUEST_BEGINS,
        WHEN_THE_NEXT_REQUEST_IS_IN,
        /// Before any answer.
        ALWAYS
    }

    /// A provider that says its connections are kept.
    private static final class KeepingProvider implements AutoCloseable {
        private static final String WHOLE =
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}";
        private static final String STREAM =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

        private final AtomicInteger requests = new AtomicInteger();
        private final ServerSocket server;
        private final Closes closes;

        KeepingProvider(Closes closes) {
            this.closes = closes;
            try {
                server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return server.getLocalPort();
        }

        int requests() {
            return requests.get();
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException _) {
                    // the test is over
                }
            }
        }

        private void serve(Socket socket) {
            try (socket) {
                socket.setTcpNoDelay(true);
                InputStream in = socket.getInputStream();
                for (int i = 0; i == 0 || closes != Closes.RIGHT_AFTER_AN_ANSWER; i++) {
                    int first = in.read();
                    if (first < 0 || (i > 0 && closes == Closes.WHEN_THE_NEXT_REQUEST_BEGINS)) {
                        return;
                    }
                    boolean streaming = request(in).contains("\"stream\":true");
                    requests.incrementAndGet();
                    if (closes == Closes.ALWAYS
                            || (i > 0 && closes == Closes.WHEN_THE_NEXT_REQUEST_IS_IN)) {
                        return;
                    }
                    socket.getOutputStream()
                            .write(
                                    answer(
                                            streaming ? "text/event-stream" : "application/json",
                                            streaming ? STREAM : WHOLE));
                }
            } catch (IOException _) {
                // the gateway closed the connection
            }
        }

        private static byte[] answer(String type, String body) {
            return "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(type, body.length(), body)
                    .getBytes(StandardCharsets.US_ASCII);
        }

        /// Reads the rest of a request and returns its body.
        private static String request(InputStream in) throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    throw new IOException("no request");
                }
                head.append((char) c);
            }
            String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
            int length = lower.indexOf("content-length: ") + 16;
            return new String(
                    in.readNBytes(
                            Integer.parseInt(lower.substring(length, lower.indexOf('\r', length)))),
                    StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
