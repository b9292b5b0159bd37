package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.ui.Jobs;
import dev.understudy.model.Chain;
import dev.understudy.model.ChainStep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The forecast of the chain that is looked at: worked out anew when its steps are others, and
/// every half minute. Where OpenRouter would tell more, it is told at once what is known, and then
/// the rest. Owned by the UI thread.
final class Outlook {
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final ChainBook book;
    private final Jobs jobs;
    private final InstantSource clock;
    private final Consumer<Exception> failed;
    private final ReadOnlyObjectWrapper<Optional<Forecast>> forecast =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper asking = new ReadOnlyBooleanWrapper();
    private Optional<Asked> asked = Optional.empty();
    private Optional<Future<?>> running = Optional.empty();

    private record Asked(String chain, List<ChainStep> steps, Instant time) {
        boolean isOf(Chain other) {
            return chain.equals(other.id()) && steps.equals(other.steps());
        }
    }

    /// @param failed is told why it could not be worked out
    Outlook(ChainBook book, Jobs jobs, InstantSource clock, Consumer<Exception> failed) {
        this.book = book;
        this.jobs = jobs;
        this.clock = clock;
        this.failed = failed;
    }

    /// What can be expected; empty while it is being worked out for the first time.
    ReadOnlyObjectProperty<Optional<Forecast>> forecastProperty() {
        return forecast.getReadOnlyProperty();
    }

    /// Whether OpenRouter is being asked.
    ReadOnlyBooleanProperty askingProperty() {
        return asking.getReadOnlyProperty();
    }

    /// Looks at a chain.
    void of(Optional<Entry> entry) {
        if (entry.isEmpty()) {
            stop();
            asked = Optional.empty();
            forecast.set(Optional.empty());
            return;
        }
        Chain chain = entry.get().chain();
        Instant now = clock.instant();
        if (asked.filter(one -> one.isOf(chain))
                .filter(one -> asking.get() || one.time().plus(FRESH).isAfter(now))
                .isPresent()) {
            return;
        }
        stop();
        var mine = new Asked(chain.id(), chain.steps(), now);
        asked = Optional.of(mine);
        run(
                () -> book.forecast(chain.id()),
                told -> {
                    forecast.set(Optional.of(told));
                    if (told.basis().stale()) {
                        asking.set(true);
                        run(
                                () -> book.askedForecast(chain.id()),
                                more -> {
                                    asking.set(false);
                                    forecast.set(Optional.of(more));
                                });
                    }
                });
    }

    /// What is asked for now is not wanted any more.
    private void stop() {
        running.ifPresent(one -> one.cancel(true));
        running = Optional.empty();
        asking.set(false);
    }

    private void run(Callable<Forecast> source, Consumer<Forecast> then) {
        Optional<Asked> mine = asked;
        running =
                Optional.of(
                        jobs.run(
                                source,
                                told -> {
                                    if (asked.equals(mine)) {
                                        then.accept(told);
                                    }
                                },
                                e -> {
                                    if (asked.equals(mine)) {
                                        asking.set(false);
                                        failed.accept(e);
                                    }
                                }));
    }
}
