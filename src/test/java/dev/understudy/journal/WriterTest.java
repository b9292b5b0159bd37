package dev.understudy.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class WriterTest {
    /// Writes nothing until it is let.
    private static final class Stuck implements Writer.Sink {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch free = new CountDownLatch(1);
        final List<Trace> written = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void write(List<Trace> batch) throws InterruptedException {
            reached.countDown();
            free.await();
            written.addAll(batch);
        }

        @Override
        public void end() {}
    }

    @Test
    void neverWaitsForAWriterThatIsStuck() throws Exception {
        var sink = new Stuck();
        try (var writer = new Writer(sink, 10, System::nanoTime)) {
            writer.start();
            writer.offer(Given.trace("first"));
            sink.reached.await();

            long start = System.nanoTime();
            for (int i = 0; i < 100_000; i++) {
                writer.offer(Given.trace("rq_" + i));
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertEquals(100_000 - 10, writer.dropped());
            assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took.toString());
            sink.free.countDown();
        }
        assertEquals(11, sink.written.size());
        assertEquals("rq_9", sink.written.getLast().id());
    }

    @Test
    void goesOnAfterABatchThatCannotBeWritten() {
        var written = new ArrayList<String>();
        try (var writer =
                new Writer(
                        new Writer.Sink() {
                            @Override
                            public void write(List<Trace> batch) {
                                if (batch.getFirst().id().equals("first")) {
                                    throw new ArithmeticException("a trace no row can hold");
                                }
                                batch.forEach(trace -> written.add(trace.id()));
                            }

                            @Override
                            public void end() {}
                        },
                        2000,
                        System::nanoTime)) {
            writer.offer(Given.trace("first"));
            for (int i = 0; i < 1999; i++) {
                writer.offer(Given.trace("rq_" + i));
            }
            writer.start();
        }
        assertEquals("rq_1998", written.getLast());
    }

    @Test
    void writesAllThatWaitsWhenItIsClosed() {
        var sink = new Stuck();
        sink.free.countDown();
        try (var writer = new Writer(sink, 10_000, System::nanoTime)) {
            for (int i = 0; i < 5_000; i++) {
                writer.offer(Given.trace("rq_" + i));
            }
            writer.start();
        }
        assertEquals(5_000, sink.written.size());
    }

    @Test
    void givesUpOnAWriterThatStaysStuck() throws Exception {
        var sink = new Stuck();
        var writer = new Writer(sink, 10, System::nanoTime);
        writer.start();
        writer.offer(Given.trace("first"));
        sink.reached.await();

        writer.close(Duration.ofMillis(20));
        writer.offer(Given.trace("late"));

        assertEquals(1, writer.dropped());
    }
}
