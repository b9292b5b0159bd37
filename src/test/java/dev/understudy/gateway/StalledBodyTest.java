package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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

/// Bodies that stop before their end.
@Timeout(30)
final class StalledBodyTest {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private volatile Duration patience = Duration.ofMinutes(1);
    private final BlockingQueue<Exception> thrown = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        request.getConnectionMetaData()
                                .getConnection()
                                .getEndPoint()
                                .setIdleTimeout(patience.toMillis()); // not before it has begun
                        try {
                            new Exchange(request, response, 1000, Instant.EPOCH).body();
                        } catch (RefusedException | IOException e) {
                            thrown.add(e);
                        }
                        callback.succeeded();
                        return true;
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void areRefusedIfTheCallerWaits() throws Exception {
        patience = Duration.ofMillis(50);
        try (Socket socket = connect()) {
            socket.getInputStream().readAllBytes();
        }

        var refused = assertInstanceOf(RefusedException.class, thrown.take());
        assertEquals(ErrorCode.REQUEST_TIMEOUT, refused.code());
    }

    @Test
    void areNobodysIfTheCallerIsGone() throws Exception {
        connect().close();

        assertInstanceOf(IOException.class, thrown.take());
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.getOutputStream()
                .write(
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
