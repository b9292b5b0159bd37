package dev.understudy.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The numbers themselves, each with its labels, and what Prometheus reads of them. Thread-safe.
final class Series {
    private record Key(String name, Tags tags) {}

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    /// Counts more, from 0.
    void count(String name, Tags tags, long more) {
        counters.computeIfAbsent(
                        new Key(name, tags),
                        _ -> Counter.builder(name).tags(tags).register(registry))
                .increment((double) more);
    }

    /// Counts a length of time in.
    ///
    /// @param steps the upper ends of the histogram's buckets
    void time(String name, Tags tags, List<Duration> steps, Duration length) {
        timers.computeIfAbsent(
                        new Key(name, tags),
                        _ ->
                                Timer.builder(name)
                                        .tags(tags)
                                        .serviceLevelObjectives(steps.toArray(Duration[]::new))
                                        .register(registry))
                .record(length);
    }

    /// Tells a number as it stands when it is read.
    void gauge(String name, String what, Supplier<Number> value) {
        Gauge.builder(name, value).description(what).register(registry);
    }

    /// Tells a number that only grows.
    void counted(String name, String what, LongSupplier value) {
        FunctionCounter.builder(name, value, LongSupplier::getAsLong)
                .description(what)
                .register(registry);
    }

    /// Tells of the process's memory and threads.
    void ofTheProcess() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
    }

    /// All of it, in Prometheus's text format.
    String text() {
        return registry.scrape();
    }
}
