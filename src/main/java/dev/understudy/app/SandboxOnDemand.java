package dev.understudy.app;

import dev.understudy.model.Provider;
import dev.understudy.sandbox.SandboxServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/// The built-in sandbox, whose address is known before it runs: commands that call no provider
/// start none. Who comes early waits in line. Thread-safe.
final class SandboxOnDemand implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SandboxOnDemand.class.getName());

    private final ServerSocketChannel channel;
    private final URI base;
    private @Nullable SandboxServer server;

    private SandboxOnDemand(ServerSocketChannel channel) throws IOException {
        this.channel = channel;
        int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        this.base = SandboxServer.openAiBase(port);
    }

    /// Takes a free port on this machine.
    static SandboxOnDemand reserve() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.ofLiteral(SandboxServer.HOST), 0));
            return new SandboxOnDemand(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Where it answers in OpenAI's manner, once it runs.
    URI openAiBase() {
        return base;
    }

    /// Starts it, unless it runs.
    synchronized void start() throws IOException {
        if (server == null) {
            server = SandboxServer.start(channel);
        }
    }

    /// Starts it if a provider is the sandbox, who is about to be asked.
    void startFor(Provider provider) {
        if (provider.baseUrl().getPort() == base.getPort()
                && base.getHost().equals(provider.baseUrl().getHost())) {
            try {
                start();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "the sandbox does not answer", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (server != null) {
                server.close();
            }
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that listens is closed without a word", e);
        }
    }
}
