package dev.understudy.console.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private final AtomicLong clock = new AtomicLong();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final List<List<Integer>> delivered = new ArrayList<>();

    @Test
    void deliversWhatCameInBetweenAsOneBatch() {
        var batcher = new Batcher<Integer>(ui::add, delivered::add, clock::get);

        batcher.add(1);
        batcher.add(2);
        batcher.add(3);

        assertEquals(1, ui.size());
        ui.remove().run();
        assertEquals(List.of(List.of(1, 2, 3)), delivered);
    }

    @Test
    void deliversAtOnceAfterAPause() {
        var batcher = new Batcher<Integer>(ui::add, delivered::add, clock::get);
        batcher.add(1);
        ui.remove().run();

        clock.addAndGet(Duration.ofMillis(40).toNanos());
        batcher.add(2);

        ui.remove().run();
        assertEquals(List.of(List.of(1), List.of(2)), delivered);
    }

    @Test
    void waitsBetweenDeliveriesAndLongerAfterASlowOne() {
        var waits = new ArrayList<Long>();
        var batcher =
                new Batcher<Integer>(
                        ui::add,
                        _ -> clock.addAndGet(Duration.ofMillis(20).toNanos()),
                        clock::get,
                        nanos -> {
                            waits.add(Duration.ofNanos(nanos).toMillis());
                            return ui::add;
                        });
        batcher.add(1);
        ui.remove().run();

        clock.addAndGet(Duration.ofMillis(30).toNanos());
        batcher.add(2);

        assertEquals(List.of(70L), waits);
    }

    @Test
    void comesBackForWhatHadToWait() throws InterruptedException {
        BlockingQueue<Runnable> later = new LinkedBlockingQueue<>();
        var batcher = new Batcher<Integer>(later::add, delivered::add, clock::get);
        batcher.add(1);
        later.remove().run();

        batcher.add(2);
        batcher.add(3);
        var task = later.poll(10, TimeUnit.SECONDS);

        assertTrue(task != null);
        task.run();
        assertEquals(List.of(List.of(1), List.of(2, 3)), delivered);
    }

    @Test
    void flushesWhatIsLeftBeforeWhatFollows() {
        var batcher = new Batcher<Integer>(ui::add, delivered::add, clock::get);
        batcher.add(1);
        ui.remove().run();
        batcher.add(2);

        batcher.flush();
        ui.add(() -> delivered.add(List.of(0)));
        ui.forEach(Runnable::run);

        assertEquals(List.of(List.of(1), List.of(2), List.of(0)), delivered);
    }

    @Test
    void keepsTheOrderOfManyThreadsItems() throws InterruptedException {
        BlockingQueue<Runnable> later = new LinkedBlockingQueue<>();
        var batcher = new Batcher<Integer>(later::add, delivered::add, System::nanoTime);
        var thread =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int i = 0; i < 10_000; i++) {
                                batcher.add(i);
                            }
                            batcher.flush();
                        });
        thread.join();
        later.forEach(Runnable::run);

        var all = delivered.stream().flatMap(List::stream).toList();
        assertEquals(10_000, all.size());
        assertEquals(all.stream().sorted().toList(), all);
    }
}
