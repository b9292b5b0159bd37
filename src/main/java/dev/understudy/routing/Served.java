package dev.understudy.routing;

import dev.understudy.model.Attempt;
import dev.understudy.model.Target;
import java.util.List;

/// An answer that has begun, and what it took.
///
/// @param target who answers
/// @param attempts all of them, the serving one last
public record Served(Answer answer, Target target, List<Attempt> attempts) {
    public Served {
        attempts = List.copyOf(attempts);
    }
}
