package dev.understudy.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What holds for one target of a plan; its chain, and its step there, say so.
///
/// @param hedgeAfter the silence after which the next target is started beside it, if ever
/// @param keys the aliases of the provider's keys it may use, in order; all of them if empty
/// @param parameters what is asked where the caller asks nothing
public record StepRules(
        Optional<Duration> hedgeAfter,
        OnStreamBreak onStreamBreak,
        OnRefusal onRefusal,
        Waits waits,
        List<String> keys,
        StepParameters parameters) {
    /// What holds outside of chains, and where a chain says nothing.
    public static final StepRules STANDARD =
            new StepRules(Optional.empty(), OnStreamBreak.RESUME, OnRefusal.STOP);

    public StepRules {
        keys = List.copyOf(keys);
    }

    /// Rules that say nothing of waits, keys and parameters.
    public StepRules(
            Optional<Duration> hedgeAfter, OnStreamBreak onStreamBreak, OnRefusal onRefusal) {
        this(hedgeAfter, onStreamBreak, onRefusal, Waits.USUAL, List.of(), StepParameters.NONE);
    }

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
