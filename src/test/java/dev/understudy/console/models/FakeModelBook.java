package dev.understudy.console.models;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueSync;
import dev.understudy.catalog.Endpoint;
import dev.understudy.catalog.Endpoint.Limits;
import dev.understudy.catalog.Endpoint.Percentiles;
import dev.understudy.catalog.Endpoint.Uptime;
import dev.understudy.catalog.EndpointList;
import dev.understudy.catalog.History;
import dev.understudy.catalog.Host;
import dev.understudy.catalog.Hosts;
import dev.understudy.catalog.PriceList;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.catalog.Stock;
import dev.understudy.catalog.Stock.Origin;
import dev.understudy.console.ui.Undo;
import dev.understudy.journal.TargetUse;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/// The models that come with the program, two chains, and some requests made from here.
final class FakeModelBook implements ModelBook {
    static final Instant NOW = Instant.parse("2026-08-30T10:00:00Z");
    static final Target SONNET = new Target("openrouter", "anthropic/claude-sonnet-4.5");
    static final Target HAIKU = new Target("openrouter", "anthropic/claude-haiku-4.5");
    static final Target MINI = new Target("openrouter", "openai/gpt-4o-mini");

    static final URI PRIVACY = URI.create("https://anthropic.test/privacy");

    private static final Stock SHIPPED =
            new CatalogueSync(Path.of("target", "no-such-folder"), InstantSource.fixed(NOW)).load();

    final Map<String, List<Target>> chains = new HashMap<>();
    final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    volatile Stock stock = SHIPPED;
    volatile Set<String> callable = Set.of("openrouter");
    volatile boolean daily;
    volatile Optional<CountDownLatch> holdSync = Optional.empty();
    volatile Optional<ModelBookException> refusal = Optional.empty();
    volatile EndpointList told = EndpointList.UNKNOWN;

    FakeModelBook() {
        chains.put("support", new ArrayList<>(List.of(SONNET)));
        chains.put("cheap-first", new ArrayList<>(List.of(MINI, HAIKU)));
    }

    /// The same, synced a while ago.
    FakeModelBook synced() {
        origins(origin ->
                new Origin(
                        origin.provider(),
                        origin.models(),
                        origin.fetched(),
                        Optional.of(NOW.minus(Duration.ofMinutes(12))),
                        Optional.empty()));
        return this;
    }

    /// Has OpenRouter's list be kept although it could not be fetched.
    void failing(String why) {
        origins(origin ->
                new Origin(
                        origin.provider(),
                        origin.models(),
                        origin.fetched(),
                        origin.checked(),
                        Optional.of(why).filter(_ -> origin.provider().equals("openrouter"))));
    }

    /// Without any model.
    FakeModelBook bare() {
        stock = new Stock(Catalogue.EMPTY, List.of(), History.NONE, Hosts.UNKNOWN);
        return this;
    }

    /// Has it be known who serves the models.
    FakeModelBook hosts(Optional<String> problem) {
        stock =
                new Stock(
                        stock.catalogue(),
                        stock.origins(),
                        stock.history(),
                        new Hosts(
                                List.of(
                                        new Host(
                                                "anthropic",
                                                "Anthropic",
                                                "US",
                                                List.of("US", "SG"),
                                                Optional.of(PRIVACY),
                                                Optional.of(
                                                        URI.create("https://anthropic.test/terms")),
                                                Optional.of(
                                                        URI.create(
                                                                "https://status.anthropic.test/"))),
                                        new Host(
                                                "amazon-bedrock",
                                                "Amazon Bedrock",
                                                "US",
                                                List.of(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty())),
                                Optional.of(NOW),
                                problem));
        return this;
    }

    private void origins(UnaryOperator<Origin> change) {
        stock =
                new Stock(
                        stock.catalogue(),
                        stock.origins().stream().map(change).toList(),
                        stock.history(),
                        stock.hosts());
    }

    @Override
    public synchronized Models read() {
        Map<Target, List<String>> used = new HashMap<>();
        chains.forEach((chain, targets) ->
                targets.forEach(
                        target -> used.computeIfAbsent(target, _ -> new ArrayList<>()).add(chain)));
        return new Models(
                stock,
                callable,
                Map.of(
                        SONNET, use(SONNET, 1204, 1198, 412, 1900),
                        MINI, use(MINI, 310, 310, 288, 760)),
                used,
                chains.keySet().stream().sorted().toList(),
                daily,
                callable.contains("openrouter")
                        || stock.origin("openrouter").flatMap(Origin::checked).isPresent());
    }

    private static TargetUse use(Target target, long tries, long good, long first, long slow) {
        return new TargetUse(
                target,
                tries,
                good,
                Optional.of(Duration.ofMillis(first)),
                Optional.of(Duration.ofMillis(slow)));
    }

    @Override
    public Models sync() throws InterruptedException {
        if (holdSync.isPresent()) {
            holdSync.get().await();
        }
        synced();
        return read();
    }

    @Override
    public EndpointList endpoints(Target target) {
        return told;
    }

    @Override
    public EndpointList askEndpoints(Target target) {
        told =
                new EndpointList(
                        List.of(
                                endpoint("Anthropic", "anthropic", 0, 1310, 62, 99.94),
                                endpoint("Amazon Bedrock", "amazon-bedrock", 0, 1640, 58, 99.7),
                                endpoint("Google", "google-vertex/global", -1, 2130, 49, 97.2)),
                        Optional.of(NOW),
                        Optional.empty());
        return told;
    }

    private static Endpoint endpoint(
            String provider, String tag, int status, double first, double speed, double uptime) {
        return new Endpoint(
                provider,
                tag,
                status == 0 ? "" : "fp8",
                new Limits(
                        OptionalLong.of(1_000_000), OptionalLong.empty(), OptionalLong.of(64_000)),
                new PriceList(
                        Map.of(
                                Price.INPUT, new BigDecimal("0.000003"),
                                Price.OUTPUT, new BigDecimal("0.000015")),
                        List.of()),
                status,
                new Uptime(
                        OptionalDouble.of(uptime),
                        OptionalDouble.of(uptime),
                        OptionalDouble.of(uptime)),
                Optional.of(new Percentiles(first, first * 1.5, first * 2.4, first * 5)),
                Optional.of(new Percentiles(speed, speed * 0.9, speed * 0.7, speed * 0.4)),
                List.of());
    }

    @Override
    public Undo syncDaily(boolean wanted) {
        boolean before = daily;
        daily = wanted;
        return () -> daily = before;
    }

    @Override
    public synchronized Undo addToChain(String chain, Target target) throws ModelBookException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        chains.computeIfAbsent(chain, _ -> new ArrayList<>()).add(target);
        return () -> {
            synchronized (this) {
                chains.getOrDefault(chain, List.of()).remove(target);
            }
        };
    }

    @Override
    public synchronized Undo newChain(String chain, Target target) {
        chains.put(chain, new ArrayList<>(List.of(target)));
        return () -> {
            synchronized (this) {
                chains.remove(chain);
            }
        };
    }

    @Override
    public Runnable onSync(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
