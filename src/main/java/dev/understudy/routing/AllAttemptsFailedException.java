package dev.understudy.routing;

import dev.understudy.model.Attempt;
import dev.understudy.model.Failure;
import dev.understudy.model.Plan;
import java.util.List;

/// No target answered.
public final class AllAttemptsFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Attempt> attempts;
    private final transient List<Plan.Rejection> skipped;
    private final transient Failure last;
    private final boolean timedOut;

    AllAttemptsFailedException(Attempts attempts, Failure last, boolean timedOut) {
        super(last.error().message());
        this.attempts = attempts.list();
        this.skipped = attempts.skipped();
        this.last = last;
        this.timedOut = timedOut;
    }

    /// In the order they were made.
    public List<Attempt> attempts() {
        return attempts;
    }

    /// The targets that were passed over, and why.
    public List<Plan.Rejection> skipped() {
        return skipped;
    }

    /// The failure that ended it.
    public Failure last() {
        return last;
    }

    /// Whether the time for all attempts ran out.
    public boolean timedOut() {
        return timedOut;
    }

    /// Whether the last failure is the caller's to mend, and so the answer.
    public boolean callersFault() {
        return !attempts.isEmpty()
                && attempts.getLast().outcome() instanceof Attempt.Outcome.Failed(_, var move)
                && move == Attempt.Move.STOP;
    }
}
