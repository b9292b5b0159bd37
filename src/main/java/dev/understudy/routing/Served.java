package dev.understudy.routing;

import dev.understudy.model.Attempt;
import dev.understudy.model.Target;
import java.util.List;

/// An answer that has begun.
///
/// @param target who began it
/// @param number of the attempt that began it
/// @param health what its end is told to
public record Served(Answer answer, Target target, Attempts log, int number, Health health) {
    /// All attempts so far; more may come while the answer streams.
    public List<Attempt> attempts() {
        return log.list();
    }

    /// Tells how the answer came to its end, which settles how its target stands.
    public void settle(Failover.Ending ending) {
        Target last = attempts().getLast().target();
        switch (ending) {
            case COMPLETE -> {
                health.completed(last);
                if (answer instanceof Answer.Whole) {
                    log.completed(number);
                }
            }
            case BROKEN_OFF -> health.brokeOff(last);
            case CLIENT_GONE -> {}
        }
    }
}
