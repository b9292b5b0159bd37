package dev.understudy.gateway;

import dev.understudy.journal.Traces;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Target;
import dev.understudy.model.Trace;
import dev.understudy.model.Trace.Tried;
import dev.understudy.model.Trace.Verdict;
import dev.understudy.routing.Failover;
import io.micrometer.core.instrument.Tags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Counts what becomes of requests, and tells it as Prometheus reads it.
///
/// Fed once for each request, when its answer is out; until the first one it holds nothing, as a
/// gateway that idles should be small. Thread-safe.
public final class PrometheusMeters implements Meters {
    private static final List<Duration> OF_ANSWERS =
            Stream.of(50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000)
                    .map(Duration::ofMillis)
                    .toList();
    private static final List<Duration> OF_OVERHEAD =
            Stream.of(50, 100, 250, 500, 1000, 2500, 5000, 10_000, 100_000)
                    .map(micros -> Duration.ofNanos(micros * 1000L))
                    .toList();
    private static final String RESUMED = "understudy.streams.resumed";
    private static final String NONE = "none";

    private final Traces traces;
    private final LongSupplier dropped;
    private final TargetLabels labels = new TargetLabels();
    private @Nullable Series series;
    private volatile int restingTargets;
    private volatile int restingKeys;

    /// @param dropped how many exchanges the journal let go
    public PrometheusMeters(Traces traces, LongSupplier dropped) {
        this.traces = traces;
        this.dropped = dropped;
    }

    @Override
    public void ended(String surface, Trace trace, GatewaySettings settings) {
        Series into = series();
        into.count(
                "understudy.requests",
                Tags.of(
                        "surface", surface,
                        "status", statusClass(trace.status()),
                        "ending", word(trace.ending())),
                1);
        if (trace.ending() == Trace.Ending.RESUMED) {
            into.count(RESUMED, Tags.empty(), 1);
        }
        if (trace.attempts().isEmpty()) {
            return;
        }
        Tags surfaces = Tags.of("surface", surface);
        into.time("understudy.request", surfaces, OF_ANSWERS, trace.times().total());
        trace.times()
                .firstToken()
                .ifPresent(time ->
                        into.time("understudy.request.first.token", surfaces, OF_ANSWERS, time));
        into.time("understudy.overhead", Tags.empty(), OF_OVERHEAD, trace.times().overhead());
        trace.attempts().forEach(tried -> attempt(into, tried, settings));
        trace.usage()
                .ifPresent(usage ->
                        trace.served()
                                .ifPresent(target -> {
                                    Tags tags = tags(labels.of(target, settings, true));
                                    tokens(into, tags, "input", usage.input());
                                    tokens(into, tags, "output", usage.output());
                                }));
    }

    @Override
    public byte[] scrape(Failover failover) {
        restingTargets = failover.restingTargets();
        restingKeys = failover.restingKeys();
        return series().text().getBytes(StandardCharsets.UTF_8);
    }

    private void attempt(Series into, Tried tried, GatewaySettings settings) {
        boolean spoke =
                tried.verdict() == Verdict.COMPLETED || tried.verdict() == Verdict.BROKE_OFF;
        Tags target = tags(labels.of(tried.target(), settings, spoke));
        String failure = tried.reason().map(reason -> word(reason.kind())).orElse(NONE);
        into.count(
                "understudy.attempts",
                target.and(
                        "verdict", word(tried.verdict()),
                        "failure", failure,
                        "move", tried.move().map(PrometheusMeters::word).orElse(NONE)),
                1);
        tried.firstToken()
                .ifPresent(time ->
                        into.time("understudy.attempt.first.token", target, OF_ANSWERS, time));
    }

    private static void tokens(Series into, Tags target, String direction, long count) {
        into.count("understudy.tokens", target.and("direction", direction), count);
    }

    private synchronized Series series() {
        Series made = series;
        if (made == null) {
            made = new Series();
            made.gauge("understudy.requests.in.flight", "Being worked on", traces::inFlight);
            made.gauge("understudy.targets.resting", "Targets that rest", () -> restingTargets);
            made.gauge("understudy.keys.resting", "Keys that rest", () -> restingKeys);
            made.counted("understudy.journal.dropped", "Exchanges not journalled", dropped);
            made.count(RESUMED, Tags.empty(), 0);
            made.ofTheProcess();
            series = made;
        }
        return made;
    }

    private static Tags tags(Target target) {
        return Tags.of("provider", target.provider(), "model", target.model());
    }

    private static String statusClass(int status) {
        return status == 0 ? NONE : status / 100 + "xx";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
