package dev.understudy.routing;

import dev.understudy.model.Target;
import java.util.OptionalLong;

/// How much models hold, as far as that is known.
@FunctionalInterface
public interface ContextWindows {
    /// Nothing is known.
    ContextWindows UNKNOWN = _ -> OptionalLong.empty();

    /// Tokens of prompt and answer together. Never waits.
    OptionalLong of(Target target);
}
