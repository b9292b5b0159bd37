package dev.understudy.routing;

import dev.understudy.model.Attempt;
import dev.understudy.model.Attempt.Move;
import dev.understudy.model.Attempt.Outcome;
import dev.understudy.model.Evaluation;
import dev.understudy.model.Failure;
import dev.understudy.model.Plan;
import dev.understudy.model.Target;
import dev.understudy.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The attempts of one request, as they go, and what was decided between them. Thread-safe: hedged
/// attempts run side by side.
public final class Attempts {
    private final LongSupplier nanoTime;
    private final long start;
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Plan.Rejection> skipped = new ArrayList<>();
    private final List<Evaluation> evaluations = new ArrayList<>();

    Attempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /// Begins an attempt.
    ///
    /// @return its number, for what is told of it later
    synchronized int begin(Target target, String key) {
        attempts.add(new Attempt(target, key, elapsed(), Duration.ZERO, new Outcome.Trying()));
        return attempts.size() - 1;
    }

    /// A target is passed over.
    synchronized void skip(Target target, String reason) {
        skipped.add(new Plan.Rejection(target.toString(), reason, Plan.Why.SKIPPED));
    }

    /// Keys were chosen among.
    synchronized void chose(List<Evaluation> evaluated) {
        evaluations.addAll(evaluated);
    }

    /// The provider told what attempt `number` used so far.
    synchronized void used(int number, Usage usage) {
        attempts.set(number, attempts.get(number).using(usage));
    }

    void answered(int number) {
        end(number, new Outcome.Answered());
    }

    void failed(int number, Failure failure, Move move) {
        end(number, new Outcome.Failed(failure, move));
    }

    void abandoned(int number) {
        end(number, new Outcome.Abandoned());
    }

    /// The answer of attempt `number` came to its end.
    synchronized void completed(int number) {
        end(number, new Outcome.Completed(attempts.get(number).elapsed()));
    }

    /// The answer of attempt `number` broke off.
    synchronized void brokeOff(int number, Failure failure, Move move) {
        end(number, new Outcome.BrokeOff(attempts.get(number).elapsed(), failure, move));
    }

    /// Nothing follows the last failure, whatever might have.
    synchronized void exhausted() {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            Attempt attempt = attempts.get(i);
            if (attempt.outcome() instanceof Outcome.Failed(var failure, _)) {
                attempts.set(
                        i,
                        attempt.ending(
                                attempt.elapsed(), new Outcome.Failed(failure, Move.EXHAUSTED)));
                return;
            }
        }
    }

    /// What was done after the last failure; empty if nothing failed yet.
    synchronized Optional<Move> lastMove() {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            if (attempts.get(i).outcome() instanceof Outcome.Failed(_, var move)) {
                return Optional.of(move);
            }
        }
        return Optional.empty();
    }

    synchronized int size() {
        return attempts.size();
    }

    /// In the order they were begun.
    public synchronized List<Attempt> list() {
        return List.copyOf(attempts);
    }

    /// The targets that were passed over, and why.
    public synchronized List<Plan.Rejection> skipped() {
        return List.copyOf(skipped);
    }

    /// How the strategy for keys chose, each time it did.
    public synchronized List<Evaluation> evaluations() {
        return List.copyOf(evaluations);
    }

    /// Since the request came in.
    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    private synchronized void end(int number, Outcome outcome) {
        Attempt attempt = attempts.get(number);
        attempts.set(number, attempt.ending(elapsed().minus(attempt.started()), outcome));
    }
}
