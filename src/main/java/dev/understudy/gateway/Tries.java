package dev.understudy.gateway;

import dev.understudy.model.Attempt;
import dev.understudy.model.Attempt.Move;
import dev.understudy.model.Attempt.Outcome;
import dev.understudy.model.Failure;
import dev.understudy.model.Trace.Reason;
import dev.understudy.model.Trace.Tried;
import dev.understudy.model.Trace.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Tells attempts as a trace does.
///
/// @param offset of their log's start from the request's
/// @param now since the request came in
/// @param unfinished what an attempt is that has no outcome: being tried, or, once the request has
///   ended, abandoned
/// @param bill what the attempts cost
record Tries(Duration offset, Duration now, Verdict unfinished, Bill bill) {
    List<Tried> of(List<Attempt> attempts) {
        var tries = new ArrayList<Tried>();
        for (Attempt attempt : attempts) {
            Tried tried = of(attempt);
            tries.add(bill.charge(tries.size()).map(tried::costing).orElse(tried));
        }
        return tries;
    }

    /// How long, until `end`, no attempt ran and none was waited with.
    static Duration idle(List<Tried> attempts, Duration end) {
        Duration idle = Duration.ZERO;
        Duration reached = Duration.ZERO;
        boolean waiting = false;
        for (Tried tried :
                attempts.stream().sorted(Comparator.comparing(Tried::started)).toList()) {
            Duration start = min(tried.started(), end);
            if (!waiting && start.compareTo(reached) > 0) {
                idle = idle.plus(start.minus(reached));
            }
            Duration stop = min(tried.started().plus(tried.elapsed()), end);
            reached = stop.compareTo(reached) > 0 ? stop : reached;
            waiting = tried.move().filter(Move.SAME_AGAIN::equals).isPresent();
        }
        return idle.plus(end.minus(reached));
    }

    private Tried of(Attempt attempt) {
        return switch (attempt.outcome()) {
            case Outcome.Trying() -> {
                Duration started = attempt.started().plus(offset);
                yield tried(attempt, now.minus(started), unfinished, Optional.empty());
            }
            case Outcome.Answered() -> {
                Duration started = attempt.started().plus(offset);
                yield tried(
                        attempt,
                        now.minus(started),
                        Verdict.ANSWERED,
                        Optional.of(attempt.elapsed()));
            }
            case Outcome.Completed(var first) ->
                    tried(attempt, attempt.elapsed(), Verdict.COMPLETED, Optional.of(first));
            case Outcome.Abandoned() ->
                    tried(attempt, attempt.elapsed(), Verdict.ABANDONED, Optional.empty());
            case Outcome.Failed(var failure, var move) ->
                    failed(attempt, Verdict.FAILED, Optional.empty(), failure, move);
            case Outcome.BrokeOff(var first, var failure, var move) ->
                    failed(attempt, Verdict.BROKE_OFF, Optional.of(first), failure, move);
        };
    }

    private Tried tried(
            Attempt attempt, Duration elapsed, Verdict verdict, Optional<Duration> firstToken) {
        return new Tried(
                attempt.target(),
                attempt.key(),
                attempt.started().plus(offset),
                elapsed,
                verdict,
                firstToken,
                Optional.empty(),
                Optional.empty());
    }

    private Tried failed(
            Attempt attempt,
            Verdict verdict,
            Optional<Duration> firstToken,
            Failure failure,
            Move move) {
        return new Tried(
                attempt.target(),
                attempt.key(),
                attempt.started().plus(offset),
                attempt.elapsed(),
                verdict,
                firstToken,
                Optional.of(
                        new Reason(
                                failure.kind(),
                                failure.error().status(),
                                failure.error().code(),
                                failure.error().type())),
                Optional.of(move));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
