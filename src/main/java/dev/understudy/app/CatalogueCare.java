package dev.understudy.app;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueShelf;
import dev.understudy.catalog.CatalogueSync;
import dev.understudy.catalog.CatalogueSync.Wanted;
import dev.understudy.catalog.EndpointBook;
import dev.understudy.catalog.Stock;
import dev.understudy.catalog.Stock.Origin;
import dev.understudy.model.GatewaySettings.Sync;
import dev.understudy.model.ListReply;
import dev.understudy.model.ListReply.Validators;
import dev.understudy.model.Provider;
import dev.understudy.model.Wire;
import dev.understudy.upstream.ListProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The catalogue of a running gateway: read when first asked for, brought up to date when somebody
/// wants it, or once a day. Thread-safe.
final class CatalogueCare implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CatalogueCare.class.getName());
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);

    /// So long after its start the gateway has other things to do.
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private static final String SANDBOX = "sandbox";

    private final ListProbe probe;
    private final Supplier<List<Provider>> providers;
    private final InstantSource clock;
    private final CatalogueSync sync;
    private final Served served;
    private final CatalogueShelf shelf = new CatalogueShelf(() -> stock().catalogue());
    private final List<Consumer<Stock>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock syncing = new ReentrantLock();
    private final Semaphore changed = new Semaphore(0);
    private volatile Sync when = Sync.ON_DEMAND;
    private @Nullable Thread daily; // guarded by this

    /// @param providers those that can be asked, built-in ones too
    CatalogueCare(
            Path folder, ListProbe probe, Supplier<List<Provider>> providers, InstantSource clock) {
        this.probe = probe;
        this.providers = providers;
        this.clock = clock;
        this.sync = new CatalogueSync(folder, clock);
        this.served = new Served(new EndpointBook(folder, clock), this::ask, clock);
    }

    /// Where the gateway finds the catalogue.
    CatalogueShelf shelf() {
        return shelf;
    }

    /// What there is without asking anybody; takes a while the first time.
    Stock stock() {
        return sync.load();
    }

    /// Tells of each sync, on its thread.
    ///
    /// @return tells no more
    Runnable onSync(Consumer<Stock> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Asks every provider that can be asked, and OpenRouter in any case.
    Stock sync() throws InterruptedException {
        syncing.lockInterruptibly();
        try {
            List<Wanted> wanted =
                    providers.get().stream()
                            .filter(CatalogueCare::asked)
                            .map(provider -> new Wanted(provider.id(), path(provider)))
                            .toList();
            Stock stock = sync.sync(wanted, this::ask);
            shelf.put(stock.catalogue());
            listeners.forEach(listener -> listener.accept(stock));
            return stock;
        } finally {
            syncing.unlock();
        }
    }

    private static boolean asked(Provider provider) {
        boolean open = provider.id().equals(Catalogue.OPENROUTER); // tells without a key
        return !provider.id().equals(SANDBOX)
                && (open
                        ? provider.standing() != Provider.Standing.DISABLED
                        : provider.isCallable());
    }

    /// Anthropic tells twenty models where nothing else is asked.
    private static String path(Provider provider) {
        return provider.speaks(Wire.CHAT_COMPLETIONS) == Wire.MESSAGES
                ? "/models?limit=1000"
                : "/models";
    }

    private ListReply ask(String id, String path, Validators known) throws InterruptedException {
        Optional<Provider> provider = provider(id);
        return provider.isPresent()
                ? probe.ask(provider.get(), path, known)
                : new ListReply.Failed("There is no provider %s any more.".formatted(id));
    }

    private Optional<Provider> provider(String id) {
        return providers.get().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// Where OpenRouter's models are served.
    Served served() {
        return served;
    }

    /// Whether OpenRouter may be asked without being told to: it is on, and has a key, or its
    /// models were synced before.
    ///
    /// @param stock what there is
    boolean mayAsk(Stock stock) {
        return provider(Catalogue.OPENROUTER)
                .filter(CatalogueCare::asked)
                .filter(one ->
                        !one.keys().isEmpty()
                                || stock.origin(one.id()).flatMap(Origin::checked).isPresent())
                .isPresent();
    }

    /// From now on, syncs by itself or not.
    synchronized void use(Sync sync) {
        when = sync;
        if (sync == Sync.DAILY && daily == null) {
            daily = Thread.ofVirtual().name("catalogue-daily").start(this::keepDaily);
        }
        changed.release();
    }

    private void keepDaily() {
        Optional<Instant> failed = Optional.empty();
        try {
            Thread.sleep(SETTLED);
            while (!Thread.currentThread().isInterrupted()) {
                Duration wait = when == Sync.DAILY ? due(stock(), failed, clock.instant()) : DAY;
                if (changed.tryAcquire(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                } else if (when == Sync.DAILY) {
                    failed =
                            sync().origin(Catalogue.OPENROUTER)
                                    .flatMap(Origin::problem)
                                    .map(_ -> clock.instant());
                    failed.ifPresent(
                            _ -> LOG.log(System.Logger.Level.INFO, "the catalogue was not synced"));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// How long until the next sync.
    ///
    /// @param failed when the latest one did
    static Duration due(Stock stock, Optional<Instant> failed, Instant now) {
        Instant next =
                failed.map(time -> time.plus(AFTER_FAILURE))
                        .or(() ->
                                stock.origin(Catalogue.OPENROUTER)
                                        .flatMap(Origin::checked)
                                        .map(time -> time.plus(DAY)))
                        .orElse(now);
        Duration left = Duration.between(now, next);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public synchronized void close() {
        if (daily != null) {
            daily.interrupt();
        }
    }
}
