package dev.understudy.access;

import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessUse;
import dev.understudy.model.Trace;
import dev.understudy.model.Usage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// How the access keys are used, in this run and, once it is recalled, before.
///
/// A request counts for its key's rate as it comes; its tokens and what it cost count as it ends,
/// so that those that run at once may go past a bound together. What a request cost is 0 where that
/// is not known. Thread-safe.
public final class Accounts {
    private static final System.Logger LOG = System.getLogger(Accounts.class.getName());
    private static final int LONGEST_WAIT_SECONDS = 5;

    /// What is known of earlier runs.
    @FunctionalInterface
    public interface Past {
        /// Nothing is.
        Past NONE = _ -> List.of();

        /// How keys were used before this run began; may read a file.
        List<AccessUse> before(Instant start) throws IOException;
    }

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Past past;
    private final Instant start;
    private final AtomicBoolean recalling = new AtomicBoolean();
    private final CountDownLatch recalled = new CountDownLatch(1);

    /// @param zone whose calendar days and months are of
    public Accounts(LongSupplier nanoTime, InstantSource clock, ZoneId zone, Past past) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.zone = zone;
        this.past = past;
        this.start = clock.instant();
    }

    /// Begins to read what is known of earlier runs, in the background and once.
    public void recall() {
        if (!recalling.getAndSet(true)) {
            Thread.ofVirtual().name("access-past").start(this::read);
        }
    }

    private void read() {
        try {
            for (AccessUse use : past.before(start)) {
                account(use.key()).remember(use, clock.instant(), nanoTime.getAsLong());
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "rates and budgets begin anew: the past cannot be read", e);
        } finally {
            recalled.countDown();
        }
        tell();
    }

    /// Decides on a request for an answer, and counts it if it may go on. Only for a key with a
    /// rate or a budget, and only until the past has been read, this waits: for 5 s at most.
    ///
    /// @throws InterruptedException if the caller left
    public Admission admit(AccessKey key) throws InterruptedException {
        if (key.terms().metered() && recalled.getCount() > 0) {
            recall();
            if (!recalled.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "the past is not read yet; rates and budgets go without");
            }
        }
        return account(key.id()).admit(key.terms(), clock.instant(), nanoTime.getAsLong());
    }

    /// A request came with a key, whatever becomes of it.
    ///
    /// @param client what it called itself; blank if nothing
    public void came(AccessKey key, Instant time, String client) {
        if (account(key.id()).came(time, client)) {
            tell();
        }
    }

    /// A request that came with a key is over.
    public void ended(Trace trace) {
        if (trace.accessKey().isEmpty()) {
            return;
        }
        account(trace.accessKey())
                .ended(
                        trace.time(),
                        nanoTime.getAsLong(),
                        trace.usage().map(Accounts::tokens).orElse(0L),
                        trace.cost().map(cost -> cost.dollars()).orElse(BigDecimal.ZERO));
        tell();
    }

    private static long tokens(Usage usage) {
        return usage.input() + usage.output();
    }

    /// How a key was used; empty if it never was, as far as is known.
    public Optional<AccessUse> use(String key) {
        return Optional.ofNullable(accounts.get(key))
                .flatMap(account -> account.use(key, clock.instant()));
    }

    /// Told of each change: the first request of a key at once, others as they end; on the thread
    /// that works on the request, so it must not wait.
    ///
    /// @return ends that
    public Runnable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "who watches the access keys failed", e);
            }
        }
    }

    private Account account(String key) {
        return accounts.computeIfAbsent(key, _ -> new Account(zone));
    }
}
