package dev.understudy.journal;

import dev.understudy.model.Trace;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The traces of the requests that run, and of the latest that ended.
///
/// Callers that are turned away have a shelf of their own, and are not archived: a stranger who
/// knocks a thousand times pushes nothing out. Thread-safe.
public final class Traces {
    private static final int LATEST = 1000;
    private static final int TURNED_AWAY = 100;

    private final Map<String, Supplier<Trace>> running = new ConcurrentHashMap<>();
    private final Latest<String, Trace> latest = new Latest<>(LATEST);
    private final Latest<String, Trace> turnedAway = new Latest<>(TURNED_AWAY);
    private final RecentMetrics metrics;
    private final Archive archive;

    /// @param archive is given what ends, and asked for what is not in memory any more
    public Traces(RecentMetrics metrics, Archive archive) {
        this.metrics = metrics;
        this.archive = archive;
    }

    /// A request is being worked on; `now` tells how it stands, to any thread.
    public void began(String id, Supplier<Trace> now) {
        running.put(id, now);
    }

    /// A request has ended. Never waits.
    public void ended(Trace trace) {
        latest.put(trace.id(), trace);
        running.remove(trace.id());
        if (!trace.rehearsed()) {
            metrics.add(trace);
        }
        archive.keep(trace);
    }

    /// A request has ended whose caller had no business here.
    public void turnedAway(Trace trace) {
        turnedAway.put(trace.id(), trace);
        running.remove(trace.id());
    }

    /// The trace of a request, if it is known; may read a file.
    public Optional<Trace> find(String id) {
        return latest.find(id)
                .or(() -> Optional.ofNullable(running.get(id)).map(Supplier::get))
                .or(() -> latest.find(id)) // it may have ended in between
                .or(() -> turnedAway.find(id))
                .or(() -> archive.find(id));
    }

    /// How many requests run.
    public int inFlight() {
        return running.size();
    }

    /// The requests that run, in no order.
    public List<Trace> running() {
        return running.values().stream().map(Supplier::get).toList();
    }

    /// The latest that ended, newest first; at most 1,000.
    public List<Trace> latest() {
        return newestFirst(latest);
    }

    /// The latest of those that were turned away, newest first; at most 100.
    public List<Trace> turnedAway() {
        return newestFirst(turnedAway);
    }

    private static List<Trace> newestFirst(Latest<String, Trace> shelf) {
        return shelf.list().stream().sorted(Comparator.comparing(Trace::time).reversed()).toList();
    }
}
