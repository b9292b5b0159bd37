package dev.understudy.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// A make-believe provider on loopback, which answers, stumbles and breaks as real ones do.
///
/// The model's name chooses what happens: `text`, `demo`, `error-429`, `drop-after-20` and many
/// more. No account, key or network is needed. Thread-safe.
public final class SandboxServer implements AutoCloseable {
    /// The one address it listens on.
    public static final String HOST = "127.0.0.1";

    private static final Duration IDLE_TIMEOUT = Timing.SILENCE.plusMinutes(1);
    private static final int THREADS = 8;

    private final Server server;
    private final Memory memory;
    private final URI origin;

    private SandboxServer(Server server, Memory memory, int port) {
        this.server = server;
        this.memory = memory;
        this.origin = URI.create("http://%s:%d".formatted(HOST, port));
    }

    /// Starts on 127.0.0.1 at `port`, 0 for a free one.
    ///
    /// @throws BindException if the port is taken
    public static SandboxServer start(int port) throws IOException {
        return start(connector -> {
            connector.setPort(port);
            connector.open();
        });
    }

    /// Starts on a socket that listens on 127.0.0.1 already, and closes it with the server.
    public static SandboxServer start(ServerSocketChannel listening) throws IOException {
        return start(connector -> connector.open(listening));
    }

    /// Makes a connector listen.
    @FunctionalInterface
    private interface Opening {
        void open(ServerConnector connector) throws IOException;
    }

    private static SandboxServer start(Opening opening) throws IOException {
        var threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("sandbox");
        threads.setDaemon(true);
        threads.setStopTimeout(0);
        threads.setVirtualThreadsExecutor(
                VirtualThreads.getNamedVirtualThreadsExecutor("sandbox-exchange-"));
        var server = new Server(threads);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(HOST);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
        server.setStopTimeout(0);
        var memory = new Memory(System::nanoTime);
        server.setHandler(new Router(memory));
        try {
            opening.open(connector);
            server.start();
        } catch (IOException e) {
            stop(server);
            if (e.getCause() instanceof BindException taken) {
                throw taken;
            }
            throw e;
        } catch (Exception e) { // the server declares no narrower one
            stop(server);
            throw new IOException("the sandbox did not start", e);
        }
        return new SandboxServer(server, memory, connector.getLocalPort());
    }

    private static HttpConfiguration http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(
                UriCompliance.DEFAULT.with(
                        "slashes in model names",
                        UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        return http;
    }

    /// `http://127.0.0.1:PORT`.
    public URI origin() {
        return origin;
    }

    /// Where one on a port answers in OpenAI's manner.
    public static URI openAiBase(int port) {
        return URI.create("http://%s:%d/v1".formatted(HOST, port));
    }

    /// Where it answers in OpenAI's manner.
    public URI openAiBase() {
        return URI.create(origin + "/v1");
    }

    /// Where it answers in OpenRouter's manner.
    public URI openRouterBase() {
        return URI.create(origin + "/api/v1");
    }

    /// The latest requests, at most a thousand, oldest first.
    public List<RecordedRequest> requests() {
        return memory.log().entries().stream().map(RequestLog.Entry::recorded).toList();
    }

    /// Forgets all requests, counts and queued answers.
    public void reset() {
        memory.reset();
    }

    /// Stops at once; answers under way break off.
    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) { // the server declares no narrower one
            throw new IllegalStateException("the sandbox did not stop", e);
        }
    }
}
