package dev.understudy.gateway;

import dev.understudy.access.AccessKeys;
import dev.understudy.access.Accounts;
import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueShelf;
import dev.understudy.journal.Archive;
import dev.understudy.journal.RecentMetrics;
import dev.understudy.journal.Traces;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Provider;
import dev.understudy.routing.Failover;
import dev.understudy.routing.Health;
import dev.understudy.routing.Quotas;
import dev.understudy.routing.Turns;
import dev.understudy.sandbox.SandboxServer;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.Secrets;
import dev.understudy.settings.SettingsReader;
import dev.understudy.upstream.ProviderClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A whole gateway on a free port, in front of a sandbox of its own. Unless it is patient, it waits
/// for nothing between attempts.
public final class TestGateway implements AutoCloseable {
    private final SandboxServer sandbox;
    private final Quotas quotas = new Quotas(System::nanoTime, RecentMetrics.WINDOW);
    private final ProviderClient upstream = new ProviderClient(InstantSource.system(), quotas);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final RecentMetrics metrics = new RecentMetrics(System::nanoTime, RecentMetrics.WINDOW);
    private final Traces traces = new Traces(metrics, Archive.NONE);
    private final AccessKeys keys = new AccessKeys(List.of());
    private final Accounts accounts =
            new Accounts(
                    System::nanoTime,
                    InstantSource.system(),
                    ZoneId.systemDefault(),
                    Accounts.Past.NONE);
    private final GatewayServer server;
    private final String key;

    private TestGateway(
            SandboxServer sandbox,
            String yaml,
            Map<String, String> environment,
            Catalogue catalogue,
            Failover.Pause pause) {
        this.sandbox = sandbox;
        this.key = keys.create("test", AccessTerms.EVERYTHING, Instant.EPOCH).secret();
        try {
            GatewaySettings settings =
                    new SettingsReader(
                                    List.of(
                                            provider("sandbox", sandbox.openAiBase(), false),
                                            provider("openrouter", sandbox.openRouterBase(), true)),
                                    environment::get,
                                    Secrets.NONE,
                                    new StrategyCheck())
                            .read(yaml)
                            .settings();
            Routes routes =
                    new Groundwork(
                                    new CatalogueShelf(() -> catalogue),
                                    upstream,
                                    new Health(System::nanoTime),
                                    new Turns(),
                                    metrics,
                                    quotas,
                                    pause)
                            .routes(settings);
            server =
                    GatewayServer.start(
                            settings.server().at("127.0.0.1", 0),
                            () -> routes,
                            keys,
                            accounts,
                            traces,
                            new PrometheusMeters(traces, () -> 0),
                            inFlight::set);
        } catch (InvalidSettingsException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A gateway with the standard settings.
    public static TestGateway start() {
        return start("");
    }

    /// A gateway with the settings of a YAML text, in which `SANDBOX` stands for the sandbox's
    /// base.
    public static TestGateway start(String yaml) {
        return start(yaml, Map.of("OPENROUTER_API_KEY", "sk-or-v1-0123456789abcdef"));
    }

    /// A gateway with the standard settings that waits as long as it should between attempts.
    public static TestGateway patient() {
        return patient("");
    }

    /// The same with the settings of a YAML text.
    public static TestGateway patient(String yaml) {
        return start(yaml, Map.of(), Catalogue.EMPTY, Thread::sleep);
    }

    public static TestGateway start(String yaml, Map<String, String> environment) {
        return start(yaml, environment, Catalogue.EMPTY);
    }

    /// A gateway that knows the models of a catalogue.
    static TestGateway start(String yaml, Map<String, String> environment, Catalogue catalogue) {
        return start(yaml, environment, catalogue, _ -> {});
    }

    private static TestGateway start(
            String yaml,
            Map<String, String> environment,
            Catalogue catalogue,
            Failover.Pause pause) {
        try {
            SandboxServer sandbox = SandboxServer.start(0);
            return new TestGateway(
                    sandbox,
                    yaml.replace("SANDBOX", sandbox.openAiBase().toString()),
                    environment,
                    catalogue,
                    pause);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SandboxServer sandbox() {
        return sandbox;
    }

    /// Such as `http://127.0.0.1:PORT/v1`.
    public URI base() {
        return server.base();
    }

    public int port() {
        return base().getPort();
    }

    /// An access key that is in force.
    public String key() {
        return key;
    }

    /// Another access key that is in force.
    public String key(AccessTerms terms) {
        return keys.create("bounded", terms, Instant.EPOCH).secret();
    }

    AccessKeys keys() {
        return keys;
    }

    Accounts accounts() {
        return accounts;
    }

    public Traces traces() {
        return traces;
    }

    public RecentMetrics metrics() {
        return metrics;
    }

    public int inFlight() {
        return inFlight.get();
    }

    /// Stops the gateway's server; what is behind it goes on.
    void drain(Duration longest) {
        server.close(longest);
    }

    @Override
    public void close() {
        upstream.close();
        server.close(Duration.ZERO);
        sandbox.close();
    }

    private static Provider provider(String id, URI base, boolean needsKey) {
        return new Provider(
                id,
                List.of(),
                id,
                base,
                needsKey,
                needsKey ? List.of("OPENROUTER_API_KEY") : List.of(),
                List.of(),
                List.of());
    }
}
