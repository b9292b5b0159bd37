package dev.understudy.app;

import dev.understudy.catalog.EndpointBook;
import dev.understudy.catalog.EndpointList;
import dev.understudy.catalog.ModelSource;
import dev.understudy.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Where OpenRouter's models are served, as far as it was told: each is read once and asked for
/// when somebody wants it. Thread-safe.
final class Served {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final EndpointBook book;
    private final ModelSource source;
    private final InstantSource clock;
    private final Map<Target, EndpointList> known = new ConcurrentHashMap<>();
    private final Map<Target, Instant> failures = new ConcurrentHashMap<>();

    Served(EndpointBook book, ModelSource source, InstantSource clock) {
        this.book = book;
        this.source = source;
        this.clock = clock;
    }

    /// As told last.
    EndpointList known(Target target) {
        return EndpointBook.tells(target)
                ? known.computeIfAbsent(target, book::known)
                : EndpointList.UNKNOWN;
    }

    /// Asks for all of them at the same time; an interrupt ends all.
    ///
    /// @return for each that can be asked for what is told, or what was told last with the reason
    Map<Target, EndpointList> ask(Collection<Target> targets) throws InterruptedException {
        Map<Target, EndpointList> told = book.ask(targets, source);
        told.forEach((target, list) -> {
            if (list.problem().isEmpty()) {
                known.put(target, list);
                failures.remove(target);
            } else {
                failures.put(target, clock.instant());
            }
        });
        return told;
    }

    /// Those that are worth asking for: what was told is ten minutes old, or nothing was, and
    /// asking did not fail just now.
    List<Target> stale(Collection<Target> targets) {
        Instant now = clock.instant();
        return targets.stream()
                .filter(EndpointBook::tells)
                .distinct()
                .filter(target -> !within(known(target).fetched(), FRESH, now))
                .filter(target -> !within(failure(target), AFTER_FAILURE, now))
                .toList();
    }

    private Optional<Instant> failure(Target target) {
        return Optional.ofNullable(failures.get(target));
    }

    private static boolean within(Optional<Instant> time, Duration length, Instant now) {
        return time.filter(then -> then.plus(length).isAfter(now)).isPresent();
    }
}
