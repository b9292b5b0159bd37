package dev.understudy.gateway;

import dev.understudy.access.AccessKeys;
import dev.understudy.access.Accounts;
import dev.understudy.journal.Traces;
import dev.understudy.model.GatewaySettings.ServerSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The gateway's HTTP server. Each request runs on a virtual thread of its own.
public final class GatewayServer implements AutoCloseable {
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    private static final int MOST_CONNECTIONS = 4096;
    private static final Duration IDLE = Duration.ofSeconds(75);
    private static final Duration LONGEST_HEADERS = Duration.ofSeconds(10);

    /// How long running requests may go on after a stop.
    public static final Duration DRAIN = Duration.ofSeconds(20);

    private final Server server;
    private final ServerConnector connector;
    private final FrontDoor door;

    private GatewayServer(Server server, ServerConnector connector, FrontDoor door) {
        this.door = door;
        this.server = server;
        this.connector = connector;
    }

    /// Starts to listen where `settings` says.
    ///
    /// @param routes asked once for each request, so that new settings are in force for the next
    /// @param accounts told of every request that comes with an access key
    /// @param traces told of every request for an answer
    /// @param meters told of them too
    /// @param inFlight told how many requests are being worked on, each time it changes; must not
    ///   wait
    /// @throws BindException if the port is taken, or the host is not this machine's
    public static GatewayServer start(
            ServerSettings settings,
            Supplier<Routes> routes,
            AccessKeys keys,
            Accounts accounts,
            Traces traces,
            Meters meters,
            IntConsumer inFlight)
            throws IOException {
        var threads = new QueuedThreadPool(16, 2);
        threads.setName("gateway");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("exchange-", 0).factory()));
        var server = new Server(threads);
        var connector =
                new ServerConnector(
                        server,
                        threads,
                        null,
                        new OwnRequestBuffers(new ArrayByteBufferPool()),
                        1,
                        1,
                        new HttpConnectionFactory(http()));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(512);
        server.addConnector(connector);
        var door = new FrontDoor(routes, keys, accounts, traces, meters, inFlight);
        server.setHandler(door);
        server.setStopTimeout(0);
        server.setErrorHandler(new JsonErrors());
        server.addBean(
                new org.eclipse.jetty.server.NetworkConnectionLimit(MOST_CONNECTIONS, server));
        var gateway = new GatewayServer(server, connector, door);
        gateway.open();
        return gateway;
    }

    /// The address programs use, such as `http://127.0.0.1:4141/v1`.
    public URI base() {
        String host = connector.getHost();
        return URI.create(
                "http://%s:%d/v1"
                        .formatted(
                                host.indexOf(':') >= 0 ? "[" + host + "]" : host,
                                connector.getLocalPort()));
    }

    /// Takes no new connections and frees the address; those that are open go on.
    public void release() {
        connector.close();
    }

    /// Takes no new requests, lets the running ones end for up to 20 s, and stops.
    @Override
    public void close() {
        close(DRAIN);
    }

    /// Takes no new requests, lets the running ones end for as long as `drain`, and stops.
    public void close(Duration drain) {
        door.drain(drain);
        try {
            server.stop();
        } catch (Exception e) { // the server declares no narrower one
            throw new IllegalStateException("the gateway did not stop", e);
        }
    }

    private void open() throws IOException {
        try {
            server.start();
            new HeaderClock(connector, LONGEST_HEADERS).run();
        } catch (IOException e) {
            close(Duration.ZERO);
            throw e.getCause() instanceof BindException cause ? cause : e;
        } catch (Exception e) {
            close(Duration.ZERO);
            throw new IOException("the gateway did not start", e);
        }
    }

    private static HttpConfiguration http() {
        var http = new HttpConfiguration();
        http.setUseInputDirectByteBuffers(false); // as OwnRequestBuffers expects it
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(
                UriCompliance.DEFAULT.with(
                        "a model's name may hold a slash",
                        UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        return http;
    }
}
