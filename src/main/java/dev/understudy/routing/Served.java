package dev.understudy.routing;

import dev.understudy.model.Attempt;
import dev.understudy.model.Target;
import java.util.List;

/// An answer that has begun.
///
/// @param target who began it
/// @param number of the attempt that began it
public record Served(Answer answer, Target target, Attempts log, int number) {
    /// All attempts so far; more may come while the answer streams.
    public List<Attempt> attempts() {
        return log.list();
    }
}
