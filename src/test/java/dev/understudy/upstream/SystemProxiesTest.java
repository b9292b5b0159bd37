package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@SuppressWarnings("NullAway.Init") // started before each test
final class SystemProxiesTest {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: close\r\n\r\nby the proxy";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::serve);
    }

    private void serve() {
        while (!proxy.isClosed()) {
            try (Socket caller = proxy.accept();
                    var in =
                            new BufferedReader(
                                    new InputStreamReader(
                                            caller.getInputStream(), StandardCharsets.US_ASCII))) {
                asked.add(String.valueOf(in.readLine()));
                for (String line = in.readLine();
                        line != null && !line.isEmpty();
                        line = in.readLine()) {
                    // headers
                }
                caller.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException _) {
                // the next caller, or the end
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    @Test
    void goesByTheSystemsProxy() throws IOException {
        try (Connections connections = connections()) {
            assertEquals("by the proxy", get(connections, "http://provider.example/v1/models"));
        }
        assertEquals(List.of("GET http://provider.example/v1/models HTTP/1.1"), asked);
    }

    @Test
    void goesStraightToThisMachine() throws IOException {
        try (Connections connections = connections()) {
            get(connections, "http://127.0.0.1:%d/here".formatted(proxy.getLocalPort()));
        }
        assertEquals(List.of("GET /here HTTP/1.1"), asked);
    }

    private Connections connections() {
        return new Connections(
                DefaultClientTlsStrategy.createDefault(),
                SystemDefaultDnsResolver.INSTANCE,
                ProxySelector.of((InetSocketAddress) proxy.getLocalSocketAddress()));
    }

    private static String get(Connections connections, String address) throws IOException {
        Connections.Response response =
                connections.send(new HttpGet(address), Duration.ofSeconds(10));
        response.body().limit(Duration.ofSeconds(10));
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }
}
