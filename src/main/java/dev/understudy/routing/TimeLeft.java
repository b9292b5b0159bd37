package dev.understudy.routing;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import dev.understudy.model.Timeouts;
import dev.understudy.model.Waits;
import java.time.Duration;
import java.util.Optional;

/// The time that one request's attempts may take together, and what of it a call is given.
final class TimeLeft {
    /// The shortest time a call may be given; HTTP takes none shorter.
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Timeouts timeouts;
    private final Attempts attempts;
    private volatile Duration begun = Duration.ZERO;

    /// @param attempts whose clock it goes by
    TimeLeft(Timeouts timeouts, Attempts attempts) {
        this.timeouts = timeouts;
        this.attempts = attempts;
    }

    /// From now on there is as much as at first.
    void beginAnew() {
        begun = attempts.elapsed();
    }

    Duration remaining() {
        return timeouts.total().minus(attempts.elapsed().minus(begun));
    }

    boolean isOver() {
        return !remaining().isPositive();
    }

    /// @param waits the target's own
    /// @param lastTarget whether no other is left, so that this one may take all of it
    Upstream.Call call(
            Provider provider,
            Target target,
            Optional<ProviderKey> key,
            ModelRequest request,
            Waits waits,
            boolean lastTarget) {
        Timeouts held = waits.over(timeouts);
        Duration rest = max(remaining(), SHORTEST);
        Duration headers = lastTarget && !request.streaming() ? rest : min(rest, held.perRequest());
        Duration silence = lastTarget ? rest : min(rest, held.firstToken());
        return new Upstream.Call(
                provider,
                target,
                key,
                request,
                request.streaming() ? min(headers, silence) : headers,
                silence,
                rest,
                held.streamIdle());
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
