package dev.understudy.model;

import java.time.Duration;
import java.util.Optional;

/// What holds for one target of a plan; its chain says so.
///
/// @param hedgeAfter the silence after which the next target is started beside it, if ever
public record StepRules(
        Optional<Duration> hedgeAfter, OnStreamBreak onStreamBreak, OnRefusal onRefusal) {
    /// What holds outside of chains, and where a chain says nothing.
    public static final StepRules STANDARD =
            new StepRules(Optional.empty(), OnStreamBreak.RESUME, OnRefusal.STOP);

    /// What becomes of an answer that breaks after its first token.
    public enum OnStreamBreak {
        /// The next target carries on.
        RESUME,
        /// The caller is told.
        FAIL
    }

    /// What becomes of a prompt that a provider will not answer.
    public enum OnRefusal {
        /// The caller is told.
        STOP,
        /// The next target is asked.
        NEXT
    }
}
