package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.ui.Jobs;
import dev.understudy.model.ChainStep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The forecast of the chain that is looked at: worked out anew when its steps are others, and
/// every half minute. Owned by the UI thread.
final class Outlook {
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final ChainBook book;
    private final Jobs jobs;
    private final InstantSource clock;
    private final Consumer<Exception> failed;
    private final ReadOnlyObjectWrapper<Optional<Forecast>> forecast =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Asked> asked = Optional.empty();

    private record Asked(List<ChainStep> steps, Instant time) {}

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

    /// Looks at a chain.
    void of(Optional<Entry> entry) {
        if (entry.isEmpty()) {
            asked = Optional.empty();
            forecast.set(Optional.empty());
            return;
        }
        List<ChainStep> steps = entry.get().chain().steps();
        Instant now = clock.instant();
        if (asked.filter(one -> one.steps().equals(steps))
                .filter(one -> one.time().plus(FRESH).isAfter(now))
                .isPresent()) {
            return;
        }
        var mine = new Asked(steps, now);
        asked = Optional.of(mine);
        String chain = entry.get().chain().id();
        var _ =
                jobs.run(
                        () -> book.forecast(chain),
                        told -> {
                            if (asked.filter(mine::equals).isPresent()) {
                                forecast.set(Optional.of(told));
                            }
                        },
                        failed);
    }
}
