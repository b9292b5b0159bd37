package dev.understudy.gateway;

import dev.understudy.model.Evaluation;
import dev.understudy.model.Plan;
import dev.understudy.model.Target;
import dev.understudy.model.Trace;
import dev.understudy.routing.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What was planned for a request and what became of it so far, as traces tell it.
///
/// @param plan without steps if none could be made
/// @param offset of the log's start from the request's
/// @param prices tells what attempts cost
record Course(Plan plan, Attempts log, Duration offset, Repertoire prices) {
    List<Target> targets() {
        return plan.targets();
    }

    /// The names that led nowhere, then the targets that were passed over.
    List<Plan.Rejection> rejected() {
        return joined(plan.rejected(), log.skipped());
    }

    /// How the models were chosen, then the keys.
    List<Evaluation> selection() {
        return joined(plan.selection(), log.evaluations());
    }

    /// @param now since the request came in
    /// @param unfinished what an attempt without an outcome is
    List<Trace.Tried> tries(Duration now, Trace.Verdict unfinished, Bill bill) {
        return new Tries(offset, now, unfinished, bill).of(log.list());
    }

    /// What the attempts cost so far; may wait for the catalogue, once.
    Bill bill(Instant time) {
        return Bill.of(log.list(), prices, time);
    }

    private static <T> List<T> joined(List<T> first, List<T> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
