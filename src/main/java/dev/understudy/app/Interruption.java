package dev.understudy.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns the signal to stop into an interrupt of a thread, and keeps the process until that thread
/// has written down what it has.
final class Interruption implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Thread hook;
    private final CountDownLatch done = new CountDownLatch(1);

    private Interruption(Thread working) {
        hook =
                Thread.ofPlatform()
                        .name("stop")
                        .unstarted(() -> {
                            working.interrupt();
                            try {
                                done.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    static Interruption ofThisThread() {
        var interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /// The work is over: what is left to do is not interrupted.
    ///
    /// @return whether it was interrupted before
    boolean over() {
        return Thread.interrupted();
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the program ends
        }
    }
}
