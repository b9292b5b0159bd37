package dev.understudy.console;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Background work done as a test says, such as at once, or when it takes it from a queue.
public final class Executing extends AbstractExecutorService {
    private final Executor how;

    public Executing(Executor how) {
        this.how = how;
    }

    @Override
    public void execute(Runnable command) {
        how.execute(command);
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
