package dev.understudy.app;

import dev.understudy.access.AccessKeys;
import dev.understudy.access.Accounts;
import dev.understudy.console.access.AccessBook;
import dev.understudy.gateway.GatewayServer;
import dev.understudy.gateway.Groundwork;
import dev.understudy.gateway.Meters;
import dev.understudy.gateway.PrometheusMeters;
import dev.understudy.gateway.Routes;
import dev.understudy.journal.Journal;
import dev.understudy.journal.RecentMetrics;
import dev.understudy.journal.Retention;
import dev.understudy.journal.Traces;
import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessUse;
import dev.understudy.model.Chain;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.Access;
import dev.understudy.model.GatewaySettings.ServerSettings;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.Target;
import dev.understudy.model.Trace;
import dev.understudy.model.WayCheck;
import dev.understudy.routing.Health;
import dev.understudy.routing.Quotas;
import dev.understudy.routing.Turns;
import dev.understudy.routing.UnknownModelException;
import dev.understudy.settings.AccessFile;
import dev.understudy.settings.BuiltInProviders;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsReader;
import dev.understudy.upstream.KeyProbe;
import dev.understudy.upstream.ProviderClient;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The gateway and all that it stands on: the sandbox, the settings, the access keys, the server.
final class Gateway implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

    private static final Duration LEAST_FOR_JOURNAL = Duration.ofSeconds(2);

    private final SandboxOnDemand sandbox;
    private final AccessKeys access;
    private final Accounts accounts;
    private final AccessDesk desk;
    private final Journal journal;
    private final RecentMetrics metrics = new RecentMetrics(System::nanoTime, RecentMetrics.WINDOW);
    private final Quotas quotas = new Quotas(System::nanoTime, RecentMetrics.WINDOW);
    private final ProviderClient upstream = new ProviderClient(InstantSource.system(), quotas);
    private final Health health = new Health(System::nanoTime);
    private final CatalogueCare catalogue;
    private final Groundwork groundwork;
    private final Visitors visitors = new Visitors();
    private final Traces traces;
    private final Meters meters;
    private final Vault vault;
    private final VaultSecrets secrets;
    private final SettingsReader reader;
    private final Listening listening = new Listening(this::listen);
    private volatile @Nullable Routes routes;
    private final List<Runnable> users = new CopyOnWriteArrayList<>();
    private volatile IntConsumer inFlight = _ -> {};
    private volatile Runnable ended = () -> {};

    private Gateway(
            Path models,
            SandboxOnDemand sandbox,
            AccessEdits edits,
            AccessKeys access,
            Journal journal,
            BiFunction<Traces, LongSupplier, Meters> counting,
            Vault vault,
            VaultDoor door) {
        this.sandbox = sandbox;
        this.access = access;
        this.journal = journal;
        this.catalogue =
                new CatalogueCare(
                        models, upstream.lists(), this::providers, InstantSource.system());
        this.groundwork =
                new Groundwork(
                        catalogue.shelf(),
                        upstream,
                        health,
                        new Turns(),
                        metrics,
                        quotas,
                        Thread::sleep);
        this.accounts =
                new Accounts(
                        System::nanoTime,
                        InstantSource.system(),
                        ZoneId.systemDefault(),
                        this::past);
        this.desk =
                new AccessDesk(
                        edits,
                        access,
                        accounts,
                        InstantSource.system(),
                        listening::base,
                        this::scopeNames,
                        this::isOpen,
                        visitors);
        this.traces = new Traces(metrics, new ToldArchive(journal, this::ended));
        this.meters = counting.apply(traces, journal::dropped);
        this.vault = vault;
        this.secrets = new VaultSecrets(vault, door);
        this.reader = Commands.reader(sandbox.openAiBase(), secrets);
    }

    /// Makes all but the server.
    ///
    /// @param door how the vault is opened, once the settings need it
    /// @throws IOException if the access keys cannot be read
    static Gateway prepare(Home home, Vault vault, VaultDoor door) throws IOException {
        return prepare(home, vault, door, PrometheusMeters::new);
    }

    /// One that counts no requests, for commands that serve none, and to train the AOT cache with:
    /// what counts would take its room in the memory of every gateway, at work or not.
    static Gateway uncounted(Home home, Vault vault, VaultDoor door) throws IOException {
        return prepare(home, vault, door, (_, _) -> Meters.NONE);
    }

    private static Gateway prepare(
            Home home,
            Vault vault,
            VaultDoor door,
            BiFunction<Traces, LongSupplier, Meters> counting)
            throws IOException {
        var edits = new AccessEdits(new AccessFile(home.accessFile()), InstantSource.system());
        var access = new AccessKeys(edits.load());
        return new Gateway(
                home.modelsFolder(),
                SandboxOnDemand.reserve(),
                edits,
                access,
                new Journal(home.journalFile(), Retention.STANDARD, InstantSource.system()),
                counting,
                vault,
                door);
    }

    /// Reads a settings file; what holds without one, if there is none. Opens the vault, if the
    /// file names a secret of it.
    ///
    /// @throws InvalidSettingsException if it cannot be used
    SettingsReader.Loaded settings(Path file) throws InvalidSettingsException, IOException {
        try {
            String text = Files.readString(file);
            SettingsReader.Loaded loaded = reader.read(text);
            return secrets.openIfWanted() ? reader.read(text) : loaded;
        } catch (NoSuchFileException _) {
            return standard();
        } catch (MalformedInputException e) {
            throw new IOException(file + " is not UTF-8 text", e);
        }
    }

    /// What holds without a file.
    SettingsReader.Loaded standard() {
        try {
            return reader.read("");
        } catch (InvalidSettingsException e) {
            throw new IllegalStateException("an empty file is always right", e);
        }
    }

    /// Starts the server.
    ///
    /// @param inFlight told how many requests are being worked on, each time it changes
    /// @return where programs reach it
    /// @throws java.net.BindException if its port is taken
    URI open(GatewaySettings settings, IntConsumer inFlight) throws IOException {
        this.inFlight = inFlight;
        sandbox.start();
        use(settings);
        desk.begin();
        return listening.open(settings.server());
    }

    /// Puts settings in force and listens where they say, as [Listening] does.
    URI move(GatewaySettings settings) throws IOException {
        return listening.move(settings.server(), () -> use(settings));
    }

    /// The settings, but listening where it does.
    GatewaySettings here(GatewaySettings settings) {
        return listening.here(settings);
    }

    private GatewayServer listen(ServerSettings settings) throws IOException {
        return GatewayServer.start(
                settings,
                () -> Commands.filled(routes),
                access,
                accounts,
                traces,
                meters,
                inFlight);
    }

    /// Puts settings in force for the next request. Where the server listens stays as it is.
    void use(GatewaySettings settings) {
        upstream.use(settings.outbound());
        catalogue.use(settings.catalogue());
        routes = groundwork.routes(settings);
        desk.tell();
        users.forEach(Runnable::run);
    }

    /// Tells of settings that were put in force, on any thread.
    ///
    /// @return tells no more
    Runnable onUse(Runnable listener) {
        users.add(listener);
        return () -> users.remove(listener);
    }

    /// Begins to read the catalogue in the background; until it is there, who needs it waits.
    void fetchCatalogue() {
        catalogue.shelf().now();
    }

    private List<AccessUse> past(Instant start) throws IOException {
        return journal.accessUses(
                access.list().stream().map(AccessKey::id).toList(), start, ZoneId.systemDefault());
    }

    /// Makes an access key and keeps its digest.
    ///
    /// @return the key in clear; nothing else will ever tell it
    String createKey(String name) throws IOException {
        return desk.create(name, AccessTerms.UNBOUNDED).secret();
    }

    /// A key that is in force until the program ends, and is written nowhere.
    String passingKey(String name) {
        return access.createPassing(name, Instant.now()).secret();
    }

    /// Takes up the keys that others have put into the file.
    void reloadKeys() {
        desk.reload();
    }

    /// The access keys as people manage them.
    AccessDesk desk() {
        return desk;
    }

    private void ended(Trace trace) {
        visitors.came(trace);
        ended.run();
    }

    private boolean isOpen() {
        Routes now = routes;
        return now != null && now.settings().server().access() == Access.OPEN;
    }

    private AccessBook.Names scopeNames() {
        Routes now = routes;
        if (now == null) {
            return new AccessBook.Names(List.of(), List.of());
        }
        GatewaySettings settings = now.settings();
        return new AccessBook.Names(
                settings.chains().stream().map(Chain::id).toList(),
                settings.providers().stream()
                        .filter(provider -> provider.standing() != Provider.Standing.DISABLED)
                        .map(Provider::id)
                        .toList());
    }

    /// The vault that the settings name secrets of.
    Vault vault() {
        return vault;
    }

    /// Why the vault is locked although the settings need it, and what to do.
    Optional<String> vaultObstacle() {
        return secrets.obstacle();
    }

    /// Takes up what others have written into the vault.
    void reloadVault() {
        try {
            vault.reload();
        } catch (VaultException | IOException e) {
            LOG.log(Level.WARNING, "the secrets stay as they were", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether no access key has ever been made.
    boolean hasNoKey() {
        return access.list().isEmpty();
    }

    /// The providers of the settings in force; none before it is open.
    List<Provider> providers() {
        Routes now = routes;
        return now == null ? List.of() : now.settings().providers();
    }

    /// The settings in force; the standard ones before it is open.
    GatewaySettings settings() {
        Routes now = routes;
        return now == null ? standard().settings() : now.settings();
    }

    /// What settings would make of requests. Nothing of it is put in force.
    Routes routes(GatewaySettings settings) {
        return groundwork.routes(settings);
    }

    /// The plan that the next request for a name gets; an empty one before it is open.
    ///
    /// @throws UnknownModelException if it leads nowhere
    Plan plan(String name) throws UnknownModelException {
        Routes now = routes;
        return now == null ? new Plan(List.of(), List.of()) : now.resolver().preview(List.of(name));
    }

    /// What a name leads to now; nothing if it leads nowhere.
    List<Target> targets(String name) {
        try {
            return plan(name).targets();
        } catch (UnknownModelException _) {
            return List.of();
        }
    }

    /// The providers that are there without being named.
    List<Provider> builtIn() {
        return SandboxModels.with(sandbox.openAiBase(), BuiltInProviders.all());
    }

    /// Asks providers about their keys, over the gateway's own connections.
    KeyProber prober() {
        KeyProbe probe = upstream.probe();
        return (provider, key) -> {
            sandbox.startFor(provider);
            return probe.check(provider, key);
        };
    }

    /// Tries the way to a provider, over the gateway's own connections.
    WayCheck tryWay(Provider provider) throws InterruptedException {
        sandbox.startFor(provider);
        return upstream.way().check(provider);
    }

    /// The models, as providers tell of them.
    CatalogueCare catalogue() {
        return catalogue;
    }

    /// What reads the settings here.
    SettingsReader reader() {
        return reader;
    }

    /// How targets and keys are.
    Health health() {
        return health;
    }

    /// Tells of each request that has ended, on its thread; one listener, which never waits.
    void onEnd(Runnable listener) {
        ended = listener;
    }

    /// The requests that run, and the latest that ended.
    Traces traces() {
        return traces;
    }

    /// All that ended, as far as they are kept.
    Journal journal() {
        return journal;
    }

    /// How the latest attempts went.
    RecentMetrics metrics() {
        return metrics;
    }

    /// Lets the running requests end, then stops all.
    @Override
    public void close() {
        close(GatewayServer.DRAIN);
    }

    /// Lets the running requests end for as long as `drain`, then stops all.
    void close(Duration drain) {
        listening.close(drain);
        catalogue.close();
        upstream.close();
        sandbox.close();
        journal.close(drain.compareTo(LEAST_FOR_JOURNAL) > 0 ? drain : LEAST_FOR_JOURNAL);
    }
}
