package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sockets in front of a server whose clock is quick.
@Timeout(60)
final class HeaderClockTest {
    private static final Duration LONGEST = Duration.ofMillis(300);
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final CountDownLatch answer = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback)
                            throws InterruptedException {
                        if (request.getHttpURI().getPath().equals("/late")) {
                            answer.await();
                        }
                        response.setStatus(204);
                        callback.succeeded();
                        return true;
                    }
                });
        server.start();
        new HeaderClock(connector, LONGEST).run();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void hangsUpOnHeadersThatDrip() throws IOException {
        try (Socket socket = connect()) {
            assertThrows(SocketException.class, () -> drip(socket));
        }
    }

    @Test
    void hangsUpOnHeadersThatStop() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET / HTTP/1.1\r\nHo");

            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void hangsUpOnTheSecondRequestsHeadersToo() throws IOException {
        try (Socket socket = connect()) {
            send(socket, REQUEST);
            readAnswer(socket);

            assertThrows(SocketException.class, () -> drip(socket));
        }
    }

    @Test
    void keepsAConnectionThatWaitsForItsNextRequest() throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                pass(LONGEST.multipliedBy(3));
                send(socket, REQUEST);
                readAnswer(socket);
            }
        }
    }

    @Test
    void keepsAConnectionWhoseRequestIsWorkedOn() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /late HTTP/1.1\r\nHost: a\r\n\r\n");
            pass(LONGEST.multipliedBy(3));
            answer.countDown();

            readAnswer(socket);
        }
    }

    /// Sends a header that never ends, until nobody listens any more.
    private static void drip(Socket socket) throws IOException {
        send(socket, "GET / HTTP/1.1\r\nX-A: ");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline) {
            send(socket, "a");
            pass(Duration.ofMillis(20));
        }
    }

    /// Lets time pass: what is tested is what happens in it.
    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long rest = time.toNanos(); rest > 0; rest = end - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void readAnswer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            assertTrue(c >= 0, "hung up after: " + text);
            text.append((char) c);
        }
        assertTrue(text.toString().startsWith("HTTP/1.1 204"), text.toString());
    }
}
