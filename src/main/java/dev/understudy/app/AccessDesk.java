package dev.understudy.app;

import dev.understudy.access.AccessKeys;
import dev.understudy.access.Accounts;
import dev.understudy.console.access.AccessBook;
import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.AccessTerms.Period;
import dev.understudy.model.AccessUse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The access keys of a running gateway: what is done to them is written first, and in force at
/// once. Thread-safe.
final class AccessDesk implements AccessBook {
    private static final System.Logger LOG = System.getLogger(AccessDesk.class.getName());

    private final AccessEdits edits;
    private final AccessKeys keys;
    private final Accounts accounts;
    private final InstantSource clock;
    private final Supplier<Optional<URI>> address;
    private final Supplier<Names> names;
    private final BooleanSupplier open;
    private final Visitors visitors;
    private final ReentrantLock one = new ReentrantLock();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /// @param address where the gateway listens now
    /// @param names what scopes can name now
    /// @param open whether no key is needed now
    AccessDesk(
            AccessEdits edits,
            AccessKeys keys,
            Accounts accounts,
            InstantSource clock,
            Supplier<Optional<URI>> address,
            Supplier<Names> names,
            BooleanSupplier open,
            Visitors visitors) {
        this.edits = edits;
        this.keys = keys;
        this.accounts = accounts;
        this.clock = clock;
        this.address = address;
        this.names = names;
        this.open = open;
        this.visitors = visitors;
        visitors.onChange(this::tell);
    }

    /// Begins to read how keys were used before, if any has a rate or a budget to count for.
    void begin() {
        if (keys.list().stream().anyMatch(key -> key.terms().metered())) {
            accounts.recall();
        }
    }

    /// Takes up what others have written.
    void reload() {
        try {
            take(edits::load);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the access keys stay as they were", e);
        }
    }

    /// The first call begins to read how keys were used before; who listens is told when that is
    /// known.
    @Override
    public List<Entry> keys() {
        accounts.recall();
        return keys.list().stream().map(this::entry).toList();
    }

    @Override
    public Runnable onChange(Runnable listener) {
        Runnable untell = accounts.onChange(listener);
        listeners.add(listener);
        return () -> {
            untell.run();
            listeners.remove(listener);
        };
    }

    @Override
    public Created create(String name, AccessTerms terms) throws IOException {
        AccessKeys.Created created = keys.make(name, terms, clock.instant());
        take(() -> edits.add(created));
        return new Created(entry(created.key()), created.secret());
    }

    @Override
    public void change(String id, String name, AccessTerms terms) throws IOException {
        take(() -> edits.change(id, name, terms));
    }

    @Override
    public Undo revoke(String id) throws IOException {
        take(() -> edits.revoke(id));
        return () -> take(() -> edits.restore(id));
    }

    /// Has the scopes that name a chain follow it to its other name.
    void renameChain(String chain, String to) throws IOException {
        boolean named =
                keys.list().stream()
                        .flatMap(key -> key.terms().scope().chains().stream())
                        .anyMatch(chain::equalsIgnoreCase);
        if (named) {
            take(() -> edits.renameChain(chain, to));
        }
    }

    @Override
    public boolean open() {
        return open.getAsBoolean();
    }

    @Override
    public Optional<Visitor> visitor() {
        return visitors.latest();
    }

    @Override
    public Optional<URI> address() {
        return address.get();
    }

    @Override
    public Names names() {
        return names.get();
    }

    /// What the file holds after a step.
    private interface Step {
        List<AccessKey> keys() throws IOException;
    }

    /// One step after the other: none puts in force what the file held before another.
    private void take(Step step) throws IOException {
        one.lock();
        try {
            keys.replace(step.keys());
        } finally {
            one.unlock();
        }
        begin();
        tell();
    }

    /// Tells who listens that something is not as it was.
    void tell() {
        listeners.forEach(Runnable::run);
    }

    private Entry entry(AccessKey key) {
        Optional<AccessUse> use = accounts.use(key.id());
        return new Entry(
                key.id(),
                key.name(),
                key.created(),
                key.terms(),
                use.map(AccessUse::lastUsed),
                use.map(AccessUse::client).orElse(""),
                use.map(AccessUse::requestsToday).orElse(0L),
                use.map(known -> spent(key.terms(), known)).orElse(BigDecimal.ZERO));
    }

    /// In the period of the budget; today where there is none.
    static BigDecimal spent(AccessTerms terms, AccessUse use) {
        return terms.budget().map(Budget::period).filter(Period.MONTH::equals).isPresent()
                ? use.spentThisMonth()
                : use.spentToday();
    }
}
