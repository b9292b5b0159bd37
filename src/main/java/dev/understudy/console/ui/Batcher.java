package dev.understudy.console.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/// Collects items from any thread and delivers them to the UI thread in batches, in order.
///
/// The first item after a pause is delivered at once; after that there are 40 ms between
/// deliveries, or 100 ms if the last one took longer than 16 ms. At most one delivery is pending.
///
/// @param <T> what is delivered
public final class Batcher<T> {
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long SLOW_PACE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SLOW_DELIVERY = TimeUnit.MILLISECONDS.toNanos(16);

    private final Executor ui;
    private final Consumer<List<T>> delivery;
    private final LongSupplier nanoTime;
    private final LongFunction<Executor> later;
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean pending = new AtomicBoolean();
    private volatile long notBefore;

    /// @param ui runs the deliveries, one at a time
    /// @param delivery takes each batch; never an empty one
    /// @param nanoTime the clock, such as `System::nanoTime`
    public Batcher(Executor ui, Consumer<List<T>> delivery, LongSupplier nanoTime) {
        this(
                ui,
                delivery,
                nanoTime,
                nanos -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, ui));
    }

    /// @param later an executor that hands to `ui` after so many nanoseconds
    Batcher(
            Executor ui,
            Consumer<List<T>> delivery,
            LongSupplier nanoTime,
            LongFunction<Executor> later) {
        this.later = later;
        this.ui = ui;
        this.delivery = delivery;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    /// Takes an item; returns without waiting.
    public void add(T item) {
        waiting.add(item);
        if (pending.compareAndSet(false, true)) {
            long wait = notBefore - nanoTime.getAsLong();
            if (wait <= 0) {
                ui.execute(this::deliver);
            } else {
                later.apply(wait).execute(this::deliver);
            }
        }
    }

    /// Asks for what is left to be delivered now, before anything given to `ui` after this call.
    public void flush() {
        ui.execute(this::drain);
    }

    private void deliver() {
        long start = nanoTime.getAsLong();
        // The pace holds for items that come in while this batch is being shown.
        notBefore = start + PACE;
        pending.set(false);
        drain();
        long end = nanoTime.getAsLong();
        notBefore = end + (end - start > SLOW_DELIVERY ? SLOW_PACE : PACE);
    }

    private void drain() {
        var batch = new ArrayList<T>();
        for (T item = waiting.poll(); item != null; item = waiting.poll()) {
            batch.add(item);
        }
        if (!batch.isEmpty()) {
            delivery.accept(batch);
        }
    }
}
