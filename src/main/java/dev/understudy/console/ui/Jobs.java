package dev.understudy.console.ui;

import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// Work in the background whose outcome belongs on the UI thread.
public final class Jobs {
    private static final System.Logger LOG = System.getLogger(Jobs.class.getName());

    private final ExecutorService background;
    private final Executor ui;

    public Jobs(ExecutorService background, Executor ui) {
        this.background = background;
        this.ui = ui;
    }

    /// Begins work. Of what is interrupted, or asked for while the program ends, nothing is told.
    ///
    /// @param done takes the result, on the UI thread
    /// @param failed takes what went wrong, on the UI thread
    /// @return cancels it by an interrupt
    public <T> Future<?> run(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        if (background.isShutdown()) {
            return new FutureTask<>(work);
        }
        return background.submit(() -> {
            try {
                T result = work.call();
                ui.execute(() -> done.accept(result));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.log(Level.DEBUG, "work in the background failed", e);
                ui.execute(() -> failed.accept(e));
            }
        });
    }

    /// Runs something on the UI thread; may be called from any.
    public void onUi(Runnable action) {
        ui.execute(action);
    }
}
