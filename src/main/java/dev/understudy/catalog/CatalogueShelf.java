package dev.understudy.catalog;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where the catalogue in use stands. It is fetched once, in the background, when first asked for.
/// Thread-safe; the instance's lock owns the thread.
public final class CatalogueShelf {
    private final Supplier<Catalogue> source;
    private volatile @Nullable Catalogue catalogue;
    private @Nullable Thread fetching;

    /// @param source such as `Catalogue::shipped`; called once, by a thread of its own
    public CatalogueShelf(Supplier<Catalogue> source) {
        this.source = source;
    }

    /// The catalogue, if it is there by now; otherwise it is on its way. Never waits.
    public Optional<Catalogue> now() {
        var known = catalogue;
        if (known == null) {
            fetch();
        }
        return Optional.ofNullable(known);
    }

    /// The catalogue; waits for it the first time. Empty if it cannot be had.
    public Catalogue await() throws InterruptedException {
        if (catalogue == null) {
            fetch().join();
        }
        var known = catalogue;
        return known == null ? Catalogue.EMPTY : known;
    }

    /// From now on, another one.
    public synchronized void put(Catalogue newer) {
        catalogue = newer;
    }

    private synchronized Thread fetch() {
        var running = fetching;
        if (running == null) {
            running = Thread.ofVirtual().name("catalogue").start(this::load);
            fetching = running;
        }
        return running;
    }

    private void load() {
        Catalogue loaded = source.get();
        synchronized (this) {
            if (catalogue == null) {
                catalogue = loaded;
            }
        }
    }
}
