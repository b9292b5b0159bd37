package dev.understudy.app;

import dev.understudy.catalog.Endpoint.Percentiles;
import dev.understudy.journal.TargetUse;
import java.util.Optional;

/// How lengths of time are spread, as a log-normal distribution through two points of it.
///
/// @param half the seconds that half stay below
/// @param width the standard deviation of the logarithm; 0 if all are the same
record Spread(double half, double width) {
    /// Of the standard normal distribution: where nineteen of twenty, nine of ten and all but one
    /// of a hundred stay below.
    private static final double Z95 = 1.6449;

    private static final double Z90 = 1.2816;

    Spread {
        if (half <= 0 || width < 0) {
            throw new IllegalArgumentException("no spread: %s, %s".formatted(half, width));
        }
    }

    /// Through what half and nineteen of twenty stay below, in seconds.
    static Spread through(double half, double slow) {
        return new Spread(half, slow <= half ? 0 : Math.log(slow / half) / Z95);
    }

    /// That of the streams from here; empty if there were none.
    static Optional<Spread> of(TargetUse use) {
        return use.firstToken()
                .filter(half -> !half.isZero())
                .map(half ->
                        through(
                                half.toNanos() / 1e9,
                                use.slowFirstToken().orElse(half).toNanos() / 1e9));
    }

    /// That of a place that serves a model; its nine in ten are the nearest that is told to
    /// nineteen of twenty.
    static Optional<Spread> of(Percentiles millis) {
        return millis.p50() <= 0
                ? Optional.empty()
                : Optional.of(
                        new Spread(
                                millis.p50() / 1000,
                                millis.p90() <= millis.p50()
                                        ? 0
                                        : Math.log(millis.p90() / millis.p50()) / Z90));
    }

    /// The share that stays below a time.
    double below(double seconds) {
        if (seconds <= 0) {
            return 0;
        }
        if (width == 0) {
            return seconds < half ? 0 : 1;
        }
        return normal(Math.log(seconds / half) / width);
    }

    /// The standard normal distribution, by formula 26.2.17 of Abramowitz and Stegun; off by less
    /// than 1e-7.
    private static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail =
                Math.exp(-z * z / 2)
                        / Math.sqrt(2 * Math.PI)
                        * t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        return z < 0 ? tail : 1 - tail;
    }
}
