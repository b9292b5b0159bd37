package dev.understudy.app;

import dev.understudy.client.ChatClient;
import dev.understudy.client.GatewayClient;
import dev.understudy.console.access.AccessBook;
import dev.understudy.console.chains.ChainBook;
import dev.understudy.console.explain.ExplainBook;
import dev.understudy.console.keys.KeyBook;
import dev.understudy.console.models.ModelBook;
import dev.understudy.console.rehearse.RehearsalBook;
import dev.understudy.console.settings.NetworkBook;
import dev.understudy.console.shell.AccessKeys;
import dev.understudy.console.shell.GatewayState;
import dev.understudy.console.shell.Notice;
import dev.understudy.console.shell.StatusViewModel;
import dev.understudy.console.ui.Batcher;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.ServerSettings;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.Problem;
import dev.understudy.settings.SettingsReader;
import dev.understudy.vault.IdleLock;
import dev.understudy.vault.Keychain;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The console's own gateway: started behind the window, told of in its status bar and notices, and
/// given new settings when their file changes.
final class DesktopGateway implements AccessKeys, LiveSettings.Told, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DesktopGateway.class.getName());
    private static final Duration DRAIN = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofMinutes(15);

    private final Home home;
    private final Optional<Integer> port;
    private final Texts texts;
    private final Executor ui;
    private final CompletableFuture<Gateway> gateway = new CompletableFuture<>();
    private final CompletableFuture<ChatClient> client = new CompletableFuture<>();
    private volatile Optional<String> firstKey = Optional.empty();
    private final CompletableFuture<Runnable> vaultOpening = new CompletableFuture<>();
    private final CompletableFuture<KeyRing> keys = new CompletableFuture<>();
    private final CompletableFuture<NetworkBook> network = new CompletableFuture<>();
    private final CompletableFuture<ModelBook> models = new CompletableFuture<>();
    private final CompletableFuture<ExplainBook> explain = new CompletableFuture<>();
    private final CompletableFuture<ChainBook> chains = new CompletableFuture<>();
    private final CompletableFuture<RehearsalDesk> rehearsals = new CompletableFuture<>();
    private volatile @Nullable KeyRefresh refreshing;
    private volatile @Nullable LiveSettings live;
    private volatile @Nullable IdleLock idleLock;
    private volatile @Nullable URI base;
    private volatile boolean closed;

    // Owned by the UI thread.
    private @Nullable StatusViewModel status;
    private @Nullable ObservableList<Notice> notices;
    private List<Notice> told = List.of();

    /// @param port instead of the one in the settings
    DesktopGateway(Home home, Optional<Integer> port, Texts texts, Executor ui) {
        this.home = home;
        this.port = port;
        this.texts = texts;
        this.ui = ui;
    }

    /// What it is before it is started.
    GatewayState state() {
        return new GatewayState.Starting();
    }

    /// Talks to it once it listens; calls before that wait.
    ChatClient client() {
        return new WhenReady(client);
    }

    /// The providers' keys, once it has started.
    CompletableFuture<? extends KeyBook> keys() {
        return keys;
    }

    /// The way to providers, once it has started.
    CompletableFuture<? extends NetworkBook> network() {
        return network;
    }

    /// Its plans and strategies, once it has started.
    CompletableFuture<? extends ExplainBook> explain() {
        return explain;
    }

    /// The models there are, once it has started.
    CompletableFuture<? extends ModelBook> models() {
        return models;
    }

    /// The chains there are, once it has started.
    CompletableFuture<ChainBook> chains() {
        return chains;
    }

    /// Rehearsals of its chains, once it has started.
    CompletableFuture<? extends RehearsalBook> rehearsals() {
        return rehearsals;
    }

    /// The programs' keys, once it has started.
    CompletableFuture<? extends AccessBook> access() {
        return gateway.thenApply(Gateway::desk);
    }

    /// Where to tell what happens; called once, on the UI thread, before the start.
    void tell(StatusViewModel status, ObservableList<Notice> notices) {
        this.status = status;
        this.notices = notices;
    }

    /// Starts it; called in the background.
    void start() {
        try {
            var vault = new Vault(home.vaultFile(), Keychain.ofSystem(System.getenv()));
            VaultDoor door =
                    new VaultDoor(vault, List.of(new PassphraseFile(System.getenv()))).bar();
            Gateway prepared = Gateway.prepare(home, vault, door);
            gateway.complete(prepared);
            idleLock = new IdleLock(vault, IDLE);
            if (prepared.hasNoKey()) {
                firstKey = Optional.of(prepared.createKey("first"));
                ui.execute(() -> Commands.filled(status).forgetCopied());
            }
            GatewaySettings first =
                    at(load(prepared).orElseGet(() -> prepared.standard().settings()));
            open(first);
            var watching = new LiveSettings(prepared, home.gatewayFile(), this::at, this);
            live = watching;
            watching.watch(first, home);
            var ring = GatewayKeys.ring(prepared, home.gatewayFile(), watching::reload);
            refreshing = new KeyRefresh(ring, prepared);
            keys.complete(ring);
            network.complete(
                    new NetworkDesk(
                            home.gatewayFile(), prepared.reader(), prepared, watching::reload));
            var chainsFile = new ChainsFile(home.gatewayFile(), prepared.reader());
            chains.complete(
                    new ChainDesk(chainsFile, prepared, InstantSource.system(), watching::reload));
            models.complete(
                    new ModelDesk(
                            home.gatewayFile(),
                            chainsFile,
                            prepared,
                            InstantSource.system(),
                            watching::reload));
            explain.complete(new ExplainDesk(home.gatewayFile(), prepared, watching::reload));
            rehearsals.complete(
                    new RehearsalDesk(
                            home.rehearsalsFile(),
                            () -> Optional.ofNullable(base),
                            prepared.passingKey("rehearse")));
            vaultOpening.complete(() -> {
                door.unbar();
                if (prepared.vaultObstacle().isPresent()) {
                    watching.reload();
                }
            });
        } catch (IOException e) {
            vaultOpening.complete(() -> {});
            LOG.log(Level.ERROR, "the gateway did not start", e);
            show(
                    new GatewayState.Stopped(
                            texts.format("desktop.failed", String.valueOf(e.getMessage())),
                            texts.format("desktop.failedAdvice", home.logFile())));
        }
    }

    /// Opens the vault, once the gateway has started, if the settings need it. Called in the
    /// background, when the window has been painted: a keychain may take its time.
    void openVault() {
        vaultOpening.join().run();
    }

    private void open(GatewaySettings settings) throws IOException {
        Gateway prepared = gateway.join();
        var counts =
                new Batcher<Integer>(
                        ui,
                        batch -> Commands.filled(status).inFlightProperty().set(batch.getLast()),
                        System::nanoTime);
        try {
            URI opened = prepared.open(settings, counts::add);
            base = opened;
            client.complete(
                    new GatewayClient(() -> Commands.filled(base), prepared.passingKey("console")));
            show(new GatewayState.Running(opened));
            ui.execute(prepared::fetchCatalogue); // behind the first paint
        } catch (BindException e) {
            LOG.log(Level.WARNING, "the port is taken", e);
            show(
                    new GatewayState.Stopped(
                            texts.format("desktop.portBusy", settings.server().port()),
                            texts.get("desktop.portBusyAdvice"),
                            Optional.of(
                                    new Notice.Action(
                                            texts.get("desktop.otherPort"),
                                            () -> openElsewhere(settings)))));
        }
        if (closed) {
            prepared.close(Duration.ZERO);
        }
    }

    private void openElsewhere(GatewaySettings settings) {
        show(new GatewayState.Starting());
        Thread.startVirtualThread(() -> {
            try {
                open(Commands.at(settings, settings.server().host(), 0));
            } catch (IOException e) {
                LOG.log(Level.ERROR, "the gateway did not start", e);
            }
        });
    }

    /// The settings in the file; empty if they cannot be used, which is told.
    private Optional<GatewaySettings> load(Gateway prepared) throws IOException {
        try {
            SettingsReader.Loaded loaded = prepared.settings(home.gatewayFile());
            if (prepared.vaultObstacle().isEmpty()) {
                taken(loaded); // else it is told when the vault has been opened
            }
            return Optional.of(loaded.settings());
        } catch (InvalidSettingsException e) {
            refused(e.problems());
            return Optional.empty();
        }
    }

    @Override
    public void taken(SettingsReader.Loaded loaded) {
        if (keys.isDone()) {
            Thread.startVirtualThread(() -> keys.join().refresh());
        }
        var now = new ArrayList<Notice>();
        gateway.join().vaultObstacle().ifPresent(why -> now.add(locked(why)));
        for (Problem warning : loaded.warnings()) {
            now.add(
                    new Notice(
                            Notice.Severity.WARNING,
                            texts.format(
                                    "desktop.settingsLeftOut", home.gatewayFile().getFileName()),
                            warning.toString()));
        }
        notice(now);
    }

    private Notice locked(String why) {
        return new Notice(
                Notice.Severity.PROBLEM,
                texts.get("desktop.vaultLocked"),
                texts.format("desktop.vaultLockedText", why),
                Optional.of(
                        new Notice.Action(
                                texts.get("desktop.tryAgain"),
                                () ->
                                        Thread.startVirtualThread(
                                                () -> Commands.filled(live).reload()))));
    }

    @Override
    public void refused(List<Problem> problems) {
        Problem first = problems.getFirst();
        LOG.log(Level.WARNING, "{0}: {1}", home.gatewayFile().getFileName(), first);
        int running = client.isDone() ? 1 : 0;
        notice(
                List.of(
                        new Notice(
                                Notice.Severity.PROBLEM,
                                texts.format(
                                        "desktop.settingsBroken", home.gatewayFile().getFileName()),
                                texts.format("desktop.settingsBrokenText", first, running))));
    }

    @Override
    public void moved(URI now) {
        base = now;
        show(new GatewayState.Running(now));
    }

    @Override
    public void stayed(ServerSettings wanted, IOException why) {
        notice(
                List.of(
                        new Notice(
                                Notice.Severity.WARNING,
                                texts.format("desktop.portBusy", wanted.port()),
                                texts.get("desktop.stays"))));
    }

    private GatewaySettings at(GatewaySettings settings) {
        return port.map(number -> Commands.at(settings, settings.server().host(), number))
                .orElse(settings);
    }

    private void show(GatewayState state) {
        ui.execute(() -> Commands.filled(status).show(state));
    }

    /// Shows what is to be said of the settings now, in place of what was said before.
    private void notice(List<Notice> now) {
        ui.execute(() -> {
            ObservableList<Notice> shown = Commands.filled(notices);
            shown.removeAll(told);
            shown.addAll(now);
            told = now;
        });
    }

    @Override
    public Optional<String> known() {
        return firstKey;
    }

    @Override
    public String create() throws IOException {
        return gateway.join().createKey("made in the console");
    }

    @Override
    public void close() {
        closed = true;
        client.completeExceptionally(new IOException("the console is closing"));
        try {
            IdleLock idle = idleLock;
            if (idle != null) {
                idle.close();
            }
            KeyRefresh telling = refreshing;
            if (telling != null) {
                telling.close();
            }
            LiveSettings watching = live;
            if (watching != null) {
                watching.close();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the folder of the settings is still watched", e);
        }
        if (rehearsals.isDone()) {
            rehearsals.join().close();
        }
        if (gateway.isDone()) {
            gateway.join().close(DRAIN);
        }
    }
}
