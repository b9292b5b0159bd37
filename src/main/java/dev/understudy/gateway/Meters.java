package dev.understudy.gateway;

import dev.understudy.journal.Traces;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Target;
import dev.understudy.model.Trace;
import dev.understudy.model.Trace.Tried;
import dev.understudy.model.Trace.Verdict;
import dev.understudy.routing.Failover;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Counts what becomes of requests, and tells it as Prometheus reads it.
///
/// Fed once for each request, when its answer is out. Thread-safe.
public final class Meters {
    /// What [#scrape] returns.
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Duration[] OF_ANSWERS =
            Stream.of(50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000)
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);
    private static final Duration[] OF_OVERHEAD =
            Stream.of(50, 100, 250, 500, 1000, 2500, 5000, 10_000, 100_000)
                    .map(micros -> Duration.ofNanos(micros * 1000L))
                    .toArray(Duration[]::new);
    private static final String NONE = "none";

    /// One line of what is told: a meter and its labels.
    private record Series(String name, Tags tags) {}

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TargetLabels labels = new TargetLabels();
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private volatile int restingTargets;
    private volatile int restingKeys;

    /// @param dropped how many exchanges the journal let go
    public Meters(Traces traces, LongSupplier dropped) {
        gauge("understudy.requests.in.flight", "Requests being worked on", traces::inFlight);
        gauge("understudy.targets.resting", "Targets that rest", () -> restingTargets);
        gauge("understudy.keys.resting", "Provider keys that rest", () -> restingKeys);
        FunctionCounter.builder("understudy.journal.dropped", dropped, LongSupplier::getAsLong)
                .description("Exchanges the journal was too slow for")
                .register(registry);
        counter("understudy.streams.resumed", Tags.empty());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
    }

    /// A request is over.
    ///
    /// @param surface of a fixed set
    /// @param settings those it began with
    void ended(String surface, Trace trace, GatewaySettings settings) {
        counter(
                        "understudy.requests",
                        Tags.of(
                                "surface", surface,
                                "status", statusClass(trace.status()),
                                "ending", word(trace.ending())))
                .increment();
        if (trace.ending() == Trace.Ending.RESUMED) {
            counter("understudy.streams.resumed", Tags.empty()).increment();
        }
        if (trace.attempts().isEmpty()) {
            return;
        }
        Tags surfaces = Tags.of("surface", surface);
        timer("understudy.request", surfaces, OF_ANSWERS).record(trace.times().total());
        trace.times()
                .firstToken()
                .ifPresent(timer("understudy.request.first.token", surfaces, OF_ANSWERS)::record);
        timer("understudy.overhead", Tags.empty(), OF_OVERHEAD).record(trace.times().overhead());
        trace.attempts().forEach(tried -> attempt(tried, settings));
        trace.usage()
                .ifPresent(usage ->
                        trace.served()
                                .ifPresent(target -> {
                                    Tags tags = tags(labels.of(target, settings, true));
                                    tokens(tags, "input", usage.input());
                                    tokens(tags, "output", usage.output());
                                }));
    }

    /// All that is counted, and how things stand.
    byte[] scrape(Failover failover) {
        restingTargets = failover.restingTargets();
        restingKeys = failover.restingKeys();
        return registry.scrape().getBytes(StandardCharsets.UTF_8);
    }

    private void attempt(Tried tried, GatewaySettings settings) {
        boolean spoke =
                tried.verdict() == Verdict.COMPLETED || tried.verdict() == Verdict.BROKE_OFF;
        Tags target = tags(labels.of(tried.target(), settings, spoke));
        counter(
                        "understudy.attempts",
                        target.and(
                                "verdict", word(tried.verdict()),
                                "failure",
                                        tried.reason().map(why -> word(why.kind())).orElse(NONE),
                                "move", tried.move().map(Meters::word).orElse(NONE)))
                .increment();
        tried.firstToken()
                .ifPresent(timer("understudy.attempt.first.token", target, OF_ANSWERS)::record);
    }

    private void tokens(Tags target, String direction, long count) {
        counter("understudy.tokens", target.and("direction", direction)).increment((double) count);
    }

    private Counter counter(String name, Tags tags) {
        return counters.computeIfAbsent(
                new Series(name, tags), _ -> Counter.builder(name).tags(tags).register(registry));
    }

    private Timer timer(String name, Tags tags, Duration[] steps) {
        return timers.computeIfAbsent(
                new Series(name, tags),
                _ ->
                        Timer.builder(name)
                                .tags(tags)
                                .serviceLevelObjectives(steps)
                                .register(registry));
    }

    private void gauge(String name, String what, Supplier<Number> value) {
        Gauge.builder(name, value).description(what).register(registry);
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
