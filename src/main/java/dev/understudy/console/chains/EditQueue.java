package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Chains;
import dev.understudy.console.ui.Changes;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Changes that are made one after the other, in the order they were asked for. Owned by the UI
/// thread.
final class EditQueue {
    private record Waiting(Callable<Chains> change, Consumer<Chains> then) {}

    private final Changes changes;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private boolean running;

    EditQueue(Changes changes) {
        this.changes = changes;
    }

    /// @param then takes the chains with the change, on the UI thread
    void add(Callable<Chains> change, Consumer<Chains> then) {
        waiting.add(new Waiting(change, then));
        next();
    }

    /// Whether a change is being made, or waits.
    boolean busy() {
        return running || !waiting.isEmpty();
    }

    private void next() {
        if (running) {
            return;
        }
        Waiting one = waiting.poll();
        if (one == null) {
            return;
        }
        running = true;
        changes.make(
                one.change(),
                now -> {
                    running = false;
                    one.then().accept(now);
                    next();
                },
                () -> {
                    running = false;
                    waiting.clear(); // they were meant for what did not come about
                });
    }
}
