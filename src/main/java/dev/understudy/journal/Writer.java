package dev.understudy.journal;

import dev.understudy.model.Trace;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Hands traces to one thread, which writes them in batches, at most a quarter of a second later.
///
/// Whoever hands one over never waits: what finds the queue full is counted and let go.
final class Writer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Writer.class.getName());
    private static final int BATCH = 500;
    private static final Duration GATHERED = Duration.ofMillis(250);
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

    /// Writes what it is given, or says so in the log; called by one thread.
    interface Sink {
        /// Writes a batch. May take its time: the queue waits, and not its callers.
        void write(List<Trace> batch) throws InterruptedException;

        /// Nothing more will come.
        void end();
    }

    private final Sink sink;
    private final LongSupplier nanoTime;
    private final BlockingQueue<Optional<Trace>> queue; // an empty one only wakes the writer
    private final Thread thread;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong complained;
    private final CountDownLatch closing = new CountDownLatch(1);

    /// @param capacity how many traces may wait
    Writer(Sink sink, int capacity, LongSupplier nanoTime) {
        this.sink = sink;
        this.nanoTime = nanoTime;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.complained = new AtomicLong(nanoTime.getAsLong() - BETWEEN_COMPLAINTS.toNanos());
        this.thread = Thread.ofPlatform().name("journal").daemon().unstarted(this::write);
    }

    void start() {
        thread.start();
    }

    /// Takes a trace. Never waits.
    void offer(Trace trace) {
        if (closed() || !queue.offer(Optional.of(trace))) {
            dropped.incrementAndGet();
            complain();
        }
    }

    /// How many found the queue full.
    long dropped() {
        return dropped.get();
    }

    /// Writes what is waiting, for as long as `longest`, and ends.
    void close(Duration longest) {
        closing.countDown();
        queue.offer(Optional.empty());
        try {
            if (!thread.join(longest)) {
                LOG.log(Level.WARNING, "{0} exchanges were not journalled", queue.size());
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }

    private void complain() {
        long last = complained.get();
        long now = nanoTime.getAsLong();
        if (now - last >= BETWEEN_COMPLAINTS.toNanos() && complained.compareAndSet(last, now)) {
            LOG.log(
                    Level.WARNING,
                    "the journal cannot keep up: {0} exchanges were left out so far",
                    dropped.get());
        }
    }

    private void write() {
        try {
            while (!closed() || !queue.isEmpty()) {
                List<Trace> batch = gather();
                if (!batch.isEmpty()) {
                    write(batch);
                }
            }
        } catch (InterruptedException _) {
            // closed before all was written, which was told
        } finally {
            sink.end();
        }
    }

    /// Whatever is wrong with one batch, the next is written.
    private void write(List<Trace> batch) throws InterruptedException {
        try {
            sink.write(batch);
        } catch (RuntimeException e) {
            dropped.addAndGet(batch.size());
            LOG.log(Level.ERROR, batch.size() + " exchanges could not be journalled", e);
        }
    }

    /// Waits for a trace, then a little for those that follow: asleep, as to be woken for each of
    /// them would take time from the requests.
    private List<Trace> gather() throws InterruptedException {
        var batch = new ArrayList<Optional<Trace>>();
        batch.add(queue.take());
        if (queue.size() < BATCH) {
            closing.await(GATHERED.toMillis(), TimeUnit.MILLISECONDS);
        }
        queue.drainTo(batch, BATCH - 1);
        return batch.stream().flatMap(Optional::stream).toList();
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }
}
