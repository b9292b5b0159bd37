package dev.understudy.console;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The UI thread is the test's own: what is handed to it waits until the test goes on.
public final class UiQueue implements Executor {
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable command) {
        waiting.add(command);
    }

    /// Does what waits and what comes, until something is so.
    public void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Runnable next = waiting.poll(30, TimeUnit.SECONDS);
            assertTrue(next != null, "nothing more happens");
            next.run();
        }
    }
}
