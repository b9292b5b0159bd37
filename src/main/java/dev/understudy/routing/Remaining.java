package dev.understudy.routing;

import dev.understudy.model.Plan;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// The targets of a plan that were not tried yet. Thread-safe: hedged attempts run side by side.
final class Remaining {
    private final List<Target> left; // guarded by this
    private final Health health;
    private final ContextWindows windows;
    private final Attempts attempts;

    /// @param attempts told what is passed over
    Remaining(Plan plan, Health health, ContextWindows windows, Attempts attempts) {
        this.left = new ArrayList<>(plan.targets());
        this.health = health;
        this.windows = windows;
        this.attempts = attempts;
    }

    synchronized boolean isEmpty() {
        return left.isEmpty();
    }

    /// Whether any but the last of them is such a one.
    synchronized boolean anyBeforeLast(Predicate<Target> such) {
        return left.stream().limit(Math.max(0, left.size() - 1)).anyMatch(such);
    }

    /// Takes the target to try next: the first that does not rest, else the first.
    synchronized Optional<Health.Turn> takeNext() {
        return left.isEmpty() ? Optional.empty() : Optional.of(health.takeNext(left));
    }

    /// Passes over the targets that are known to hold no more than one that found the prompt too
    /// long.
    synchronized void passOverThoseLike(Target tooSmall) {
        OptionalLong refused = windows.of(tooSmall);
        if (refused.isPresent()) {
            left.removeIf(target -> {
                OptionalLong window = windows.of(target);
                boolean noLarger = window.isPresent() && window.getAsLong() <= refused.getAsLong();
                if (noLarger) {
                    attempts.skip(
                            target,
                            "%s is passed over: its context of %,d tokens is no larger than that of %s, which found the prompt too long"
                                    .formatted(target, window.getAsLong(), tooSmall));
                }
                return noLarger;
            });
        }
    }
}
