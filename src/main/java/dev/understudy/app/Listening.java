package dev.understudy.app;

import dev.understudy.gateway.GatewayServer;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.ServerSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Where the gateway listens: its server, and those of addresses it has left, which let their
/// running requests end.
final class Listening {
    private static final Duration MOVED_DRAIN = Duration.ofMinutes(10);

    private final Opener opener;
    private final List<GatewayServer> retired = new CopyOnWriteArrayList<>();
    private volatile @Nullable GatewayServer server;
    private volatile ServerSettings at = ServerSettings.STANDARD;

    /// Opens a server.
    interface Opener {
        /// Listens where the settings say.
        ///
        /// @throws BindException if the port is taken
        GatewayServer open(ServerSettings settings) throws IOException;
    }

    Listening(Opener opener) {
        this.opener = opener;
    }

    /// Begins to listen.
    ///
    /// @return where programs reach it
    /// @throws BindException if the port is taken
    URI open(ServerSettings settings) throws IOException {
        return listen(settings).base();
    }

    /// Listens elsewhere. The old address takes no new requests once `then` was run, and its
    /// running ones go on.
    ///
    /// @return where programs reach it now
    /// @throws BindException if the port is taken; it then listens where it did
    URI move(ServerSettings settings, Runnable then) throws IOException {
        GatewayServer old = server;
        ServerSettings before = at;
        GatewayServer fresh;
        try {
            fresh = listen(settings);
        } catch (BindException e) {
            if (old == null || before.port() != settings.port()) {
                throw e;
            }
            fresh = takeOver(old, before, settings);
        }
        then.run();
        if (old != null) {
            retire(old);
        }
        return fresh.base();
    }

    /// Settings that listen where it does.
    GatewaySettings here(GatewaySettings settings) {
        return settings.at(at.host(), at.port());
    }

    /// Where programs reach it; empty before it is open.
    Optional<URI> base() {
        return Optional.ofNullable(server).map(GatewayServer::base);
    }

    /// Lets the running requests end for as long as `drain`, those of addresses it has left not.
    void close(Duration drain) {
        Optional.ofNullable(server).ifPresent(running -> running.close(drain));
        retired.forEach(old -> old.close(Duration.ZERO));
    }

    /// Listens on the port that the old server has on another host.
    private GatewayServer takeOver(GatewayServer old, ServerSettings before, ServerSettings now)
            throws IOException {
        old.release();
        try {
            return listen(now);
        } catch (BindException e) {
            listen(before);
            retire(old);
            throw e;
        }
    }

    private GatewayServer listen(ServerSettings settings) throws IOException {
        GatewayServer started = opener.open(settings);
        server = started;
        at = settings;
        return started;
    }

    private void retire(GatewayServer old) {
        retired.add(old);
        Thread.ofVirtual()
                .name("retire")
                .start(() -> {
                    old.close(MOVED_DRAIN);
                    retired.remove(old);
                });
    }
}
