package dev.understudy.journal;

import dev.understudy.model.FailureClass;
import dev.understudy.model.Trace;
import dev.understudy.model.Usage;
import java.time.Duration;
import java.util.Optional;

/// What one attempt adds to the metrics. Milliseconds; negative where there is nothing to add.
///
/// @param at when it was added, in nanoseconds of the clock
record Sample(
        long at,
        Fault fault,
        double gateway,
        double upstream,
        double firstToken,
        double perOutputToken,
        long input,
        long output) {
    private static final double NOTHING = -1;

    /// What went wrong.
    enum Fault {
        NONE,
        TIMEOUT,
        RATE_LIMIT,
        CLIENT,
        SERVER
    }

    /// What `attempt` adds; empty if it was abandoned, which says nothing of its target.
    static Optional<Sample> of(Trace trace, Trace.Tried attempt, long at) {
        return switch (attempt.verdict()) {
            case TRYING, ANSWERED, ABANDONED -> Optional.empty();
            case FAILED, BROKE_OFF ->
                    Optional.of(
                            new Sample(
                                    at,
                                    attempt.reason().map(Sample::fault).orElse(Fault.SERVER),
                                    NOTHING,
                                    NOTHING,
                                    millis(attempt.firstToken()),
                                    NOTHING,
                                    0,
                                    0));
            case COMPLETED -> Optional.of(completed(trace, attempt, at));
        };
    }

    private static Sample completed(Trace trace, Trace.Tried attempt, long at) {
        long output = trace.usage().map(Usage::output).orElse(0L);
        double firstToken = trace.streaming() ? millis(attempt.firstToken()) : NOTHING;
        double upstream = millis(attempt.elapsed());
        return new Sample(
                at,
                Fault.NONE,
                millis(trace.times().overhead()),
                upstream,
                firstToken,
                firstToken >= 0 && output > 1 ? (upstream - firstToken) / (output - 1) : NOTHING,
                trace.usage().map(Usage::input).orElse(0L),
                output);
    }

    private static Fault fault(Trace.Reason reason) {
        FailureClass kind = reason.kind();
        if (kind == FailureClass.TIMEOUT) {
            return Fault.TIMEOUT;
        }
        if (kind == FailureClass.RATE_LIMITED) {
            return Fault.RATE_LIMIT;
        }
        return kind == FailureClass.UNREACHABLE || kind == FailureClass.SERVER
                ? Fault.SERVER
                : Fault.CLIENT;
    }

    private static double millis(Optional<Duration> time) {
        return time.map(Sample::millis).orElse(NOTHING);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
