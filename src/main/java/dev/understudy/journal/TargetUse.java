package dev.understudy.journal;

import dev.understudy.model.Target;
import java.time.Duration;
import java.util.Optional;

/// How the attempts at a target went.
///
/// @param tries those that ended by themselves, and not by what the caller asked for
/// @param successes of these
/// @param firstToken of streams: what half of them stayed below; empty if there was none
/// @param slowFirstToken of streams: what nineteen of twenty stayed below
public record TargetUse(
        Target target,
        long tries,
        long successes,
        Optional<Duration> firstToken,
        Optional<Duration> slowFirstToken) {
    /// The share that succeeded, from 0 to 1.
    public double rate() {
        return tries == 0 ? 0 : (double) successes / tries;
    }
}
