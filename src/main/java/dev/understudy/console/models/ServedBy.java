package dev.understudy.console.models;

import dev.understudy.catalog.EndpointBook;
import dev.understudy.catalog.EndpointList;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Later;
import dev.understudy.model.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Where the model that is looked at is served. Owned by the UI thread.
final class ServedBy {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration SETTLED = Duration.ofMillis(250);

    private final ModelBook book;
    private final Jobs jobs;
    private final Later later;
    private final InstantSource clock;
    private final BooleanSupplier mayAsk;
    private final Consumer<Exception> failed;
    private final ReadOnlyObjectWrapper<EndpointList> endpoints =
            new ReadOnlyObjectWrapper<>(EndpointList.UNKNOWN);
    private final ReadOnlyBooleanWrapper asking = new ReadOnlyBooleanWrapper();
    private Optional<Target> looked = Optional.empty();
    private Optional<Future<?>> asked = Optional.empty();
    private Runnable forget = () -> {};

    /// @param mayAsk whether it is asked for without being told to
    /// @param failed takes what went wrong
    ServedBy(
            ModelBook book,
            Jobs jobs,
            Later later,
            InstantSource clock,
            BooleanSupplier mayAsk,
            Consumer<Exception> failed) {
        this.book = book;
        this.jobs = jobs;
        this.later = later;
        this.clock = clock;
        this.mayAsk = mayAsk;
        this.failed = failed;
    }

    ReadOnlyObjectProperty<EndpointList> endpointsProperty() {
        return endpoints.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty askingProperty() {
        return asking.getReadOnlyProperty();
    }

    /// Looks at another model; nothing is asked before the eye rests on it.
    void look(Optional<Target> target) {
        looked = target.filter(EndpointBook::tells);
        asked.ifPresent(running -> running.cancel(true));
        asking.set(false);
        endpoints.set(EndpointList.UNKNOWN);
        forget.run();
        looked.ifPresent(one -> forget = later.run(SETTLED, () -> read(one)));
    }

    private void read(Target target) {
        var _ =
                run(
                        target,
                        () -> book.endpoints(target),
                        known -> {
                            if (mayAsk.getAsBoolean() && !isFresh(known)) {
                                ask();
                            }
                        });
    }

    private boolean isFresh(EndpointList known) {
        return known.fetched()
                .filter(time -> time.plus(FRESH).isAfter(clock.instant()))
                .isPresent();
    }

    /// Asks now.
    void ask() {
        looked.ifPresent(target -> {
            asking.set(true);
            asked = Optional.of(run(target, () -> book.askEndpoints(target), _ -> {}));
        });
    }

    /// What comes for a model that is looked at no more is let go.
    private Future<?> run(
            Target target, Callable<EndpointList> source, Consumer<EndpointList> then) {
        return jobs.run(
                source,
                list -> {
                    if (looked.equals(Optional.of(target))) {
                        asking.set(false);
                        endpoints.set(list);
                        then.accept(list);
                    }
                },
                e -> {
                    if (looked.equals(Optional.of(target))) {
                        asking.set(false);
                    }
                    failed.accept(e);
                });
    }
}
