package dev.understudy.console.keys;

import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Jobs;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyCheck;
import java.util.Optional;
import java.util.concurrent.Future;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Asks whether a provider answers at an address, before it is added. Owned by the UI thread.
final class ReachTest {
    private final KeyBook book;
    private final Jobs jobs;
    private final Changes changes;
    private final ReadOnlyObjectWrapper<Optional<KeyCheck>> found =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private Optional<Future<?>> asking = Optional.empty();

    ReachTest(KeyBook book, Jobs jobs, Changes changes) {
        this.book = book;
        this.jobs = jobs;
        this.changes = changes;
    }

    /// What the latest test found; empty before it.
    ReadOnlyObjectProperty<Optional<KeyCheck>> foundProperty() {
        return found.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    void begin(String baseUrl, Optional<ApiKey> key) {
        forget();
        running.set(true);
        asking =
                Optional.of(
                        jobs.run(
                                () -> book.reach(baseUrl, key),
                                check -> {
                                    if (running.get()) {
                                        running.set(false);
                                        found.set(Optional.of(check));
                                    }
                                },
                                e -> {
                                    running.set(false);
                                    changes.say(e);
                                }));
    }

    /// Ends a test that runs, and forgets what was found.
    void forget() {
        asking.ifPresent(test -> test.cancel(true));
        asking = Optional.empty();
        running.set(false);
        found.set(Optional.empty());
    }
}
