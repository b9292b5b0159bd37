package dev.understudy.app;

import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.Access;
import dev.understudy.model.GatewaySettings.ServerSettings;
import dev.understudy.settings.FileWatch;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.Problem;
import dev.understudy.settings.SettingsReader;
import dev.understudy.vault.VaultState;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// Keeps a running gateway at what its files say: its settings, the secrets and access keys they
/// need, and where it listens. A broken edit leaves what runs in force.
final class LiveSettings implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LiveSettings.class.getName());
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");

    /// Who is told what became of an edit, one after the other, on a thread of the background.
    interface Told {
        /// It is in force.
        void taken(SettingsReader.Loaded loaded);

        /// It is not; what ran before goes on.
        void refused(List<Problem> problems);

        /// The gateway listens elsewhere now.
        void moved(URI base);

        /// It is in force, but the gateway could not be moved and listens where it did.
        void stayed(ServerSettings wanted, IOException why);
    }

    private final Gateway gateway;
    private final Path file;
    private final UnaryOperator<GatewaySettings> overrides;
    private final Told told;
    private final List<FileWatch> watches = new ArrayList<>();
    private final ReentrantLock reloading = new ReentrantLock();
    private Runnable untell = () -> {};

    // Guarded by `reloading`, once it watches.
    private ServerSettings wanted = ServerSettings.STANDARD;

    /// @param file the settings
    /// @param overrides what the command line says instead
    LiveSettings(Gateway gateway, Path file, UnaryOperator<GatewaySettings> overrides, Told told) {
        this.gateway = gateway;
        this.file = file.toAbsolutePath();
        this.overrides = overrides;
        this.told = told;
    }

    /// Whether only this machine can reach an address.
    static boolean nearOnly(String host) {
        return LOOPBACK.contains(host);
    }

    /// Begins to watch.
    ///
    /// @param running the settings in force
    void watch(GatewaySettings running, Home home) throws IOException {
        wanted = running.server();
        untell = gateway.vault().onChange(this::vaultChanged);
        Map<Path, Runnable> kept =
                Map.of(
                        home.accessFile().getFileName(), gateway::reloadKeys,
                        home.vaultFile().getFileName(), gateway::reloadVault);
        Path folder = parent(file);
        Path keptFolder = parent(home.accessFile().toAbsolutePath());
        var here = new HashMap<Path, Runnable>();
        here.put(file.getFileName(), this::reload);
        if (folder.equals(keptFolder)) {
            here.putAll(kept);
        } else {
            watches.add(FileWatch.over(keptFolder, kept));
        }
        watches.add(FileWatch.over(folder, here));
    }

    /// Reads the settings again for their secrets; not if that is what has opened the vault.
    private void vaultChanged(VaultState now) {
        if (now instanceof VaultState.Open && !reloading.isHeldByCurrentThread()) {
            Thread.ofVirtual().name("vault-changed").start(this::reload);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /// Reads the settings again, and puts them in force.
    void reload() {
        reloading.lock();
        try {
            reloadAlone();
        } finally {
            reloading.unlock();
        }
    }

    private void reloadAlone() {
        try {
            SettingsReader.Loaded loaded = gateway.settings(file);
            GatewaySettings settings = overrides.apply(loaded.settings());
            ServerSettings server = settings.server();
            if (server.access() == Access.OPEN && !nearOnly(server.host())) {
                told.refused(
                        List.of(
                                new Problem(
                                        0,
                                        0,
                                        "",
                                        "access: open is for 127.0.0.1 only: remove it, or listen there")));
                return;
            }
            take(loaded, settings);
        } catch (InvalidSettingsException e) {
            told.refused(e.problems());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the settings cannot be read", e);
            told.refused(List.of(new Problem(0, 0, "", String.valueOf(e.getMessage()))));
        }
    }

    /// Puts settings in force, then tells of it: who is told may call at once.
    private void take(SettingsReader.Loaded loaded, GatewaySettings settings) {
        ServerSettings server = settings.server();
        if (server.host().equals(wanted.host()) && server.port() == wanted.port()) {
            gateway.use(gateway.here(settings));
            told.taken(loaded);
            return;
        }
        try {
            URI base = gateway.move(settings);
            wanted = server;
            told.taken(loaded);
            told.moved(base);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the gateway listens where it did", e);
            gateway.use(gateway.here(settings));
            told.taken(loaded);
            told.stayed(server, e);
        }
    }

    @Override
    public void close() throws IOException {
        untell.run();
        for (FileWatch watch : watches) {
            watch.close();
        }
    }
}
