package dev.understudy.console.keys;

import dev.understudy.console.ui.Jobs;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;

/// Checks stored keys: one, or all at once. Owned by the UI thread.
final class KeyDoctor {
    private final KeyBook book;
    private final Jobs jobs;
    private final ObservableMap<KeyId, Visit> visits = FXCollections.observableHashMap();
    private final ReadOnlyObjectWrapper<Optional<Round>> round =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Map<KeyId, Future<?>> running = new HashMap<>();

    KeyDoctor(KeyBook book, Jobs jobs) {
        this.book = book;
        this.jobs = jobs;
    }

    /// How the check of one key stands.
    sealed interface Visit {
        record Running() implements Visit {}

        record Found(KeyCheck check) implements Visit {}

        /// It could not be made.
        record Failed(String why) implements Visit {}
    }

    /// A check of many keys.
    record Round(int done, int all) {}

    /// The latest checks.
    ObservableMap<KeyId, Visit> visits() {
        return visits;
    }

    /// The check of many that runs now.
    ReadOnlyObjectProperty<Optional<Round>> roundProperty() {
        return round.getReadOnlyProperty();
    }

    void check(KeyId key) {
        visits.put(key, new Visit.Running());
        running.put(
                key,
                jobs.run(
                        () -> book.check(key),
                        found -> ended(key, new Visit.Found(found)),
                        e -> ended(key, new Visit.Failed(String.valueOf(e.getMessage())))));
    }

    /// Checks all of them, side by side.
    void checkAll(List<KeyId> keys) {
        if (round.get().isEmpty() && !keys.isEmpty()) {
            round.set(Optional.of(new Round(0, keys.size())));
            keys.forEach(this::check);
        }
    }

    /// Ends the checks that run.
    void cancel() {
        running.forEach((key, check) -> {
            check.cancel(true);
            visits.remove(key);
        });
        running.clear();
        round.set(Optional.empty());
    }

    private void ended(KeyId key, Visit visit) {
        if (running.remove(key) == null) {
            return;
        }
        visits.put(key, visit);
        round.get()
                .ifPresent(now ->
                        round.set(
                                running.isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(
                                                new Round(now.all() - running.size(), now.all()))));
    }
}
