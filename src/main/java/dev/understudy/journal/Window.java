package dev.understudy.journal;

import dev.understudy.model.Metrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/// The samples of the latest minutes, and their sums, kept as samples come and go. Its own lock
/// guards it.
final class Window {
    /// The most samples held; at more, the window is shorter.
    private static final int MOST = 8192;

    private final Duration length;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Map<Sample.Fault, Integer> faults = new EnumMap<>(Sample.Fault.class);
    private final Histogram gateway = new Histogram();
    private final Histogram upstream = new Histogram();
    private final Histogram firstToken = new Histogram();
    private final Histogram perOutputToken = new Histogram();
    private long input;
    private long output;

    Window(Duration length) {
        this.length = length;
    }

    synchronized void add(Sample sample) {
        forget(sample.at());
        if (samples.size() == MOST) {
            count(samples.removeFirst(), -1);
        }
        samples.addLast(sample);
        count(sample, 1);
    }

    synchronized Metrics read(long now) {
        forget(now);
        return new Metrics(
                length,
                samples.size(),
                samples.isEmpty() ? Metrics.Errors.NONE : errors(),
                gateway.spread(),
                upstream.spread(),
                firstToken.spread(),
                perOutputToken.spread(),
                input,
                output);
    }

    private Metrics.Errors errors() {
        return new Metrics.Errors(
                1 - share(Sample.Fault.NONE),
                share(Sample.Fault.TIMEOUT),
                share(Sample.Fault.RATE_LIMIT),
                share(Sample.Fault.CLIENT),
                share(Sample.Fault.SERVER));
    }

    private double share(Sample.Fault fault) {
        return (double) faults.getOrDefault(fault, 0) / samples.size();
    }

    private void forget(long now) {
        for (Sample oldest = samples.peekFirst();
                oldest != null && now - oldest.at() > length.toNanos();
                oldest = samples.peekFirst()) {
            count(samples.removeFirst(), -1);
        }
    }

    /// @param sign 1 for a sample that comes, -1 for one that goes
    private void count(Sample sample, int sign) {
        faults.merge(sample.fault(), sign, Integer::sum);
        gateway.count(sample.gateway(), sign);
        upstream.count(sample.upstream(), sign);
        firstToken.count(sample.firstToken(), sign);
        perOutputToken.count(sample.perOutputToken(), sign);
        input += sign * sample.input();
        output += sign * sample.output();
    }
}
