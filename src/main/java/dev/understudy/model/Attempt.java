package dev.understudy.model;

import java.time.Duration;

/// One try of one target.
///
/// @param key the alias of the provider key used; empty if it needed none
/// @param started since the request came in
/// @param elapsed from the first byte sent to the outcome
public record Attempt(
        Target target, String key, Duration started, Duration elapsed, Outcome outcome) {
    /// How an attempt ended.
    public sealed interface Outcome {
        /// The first token arrived; the rest of the answer is the relay's to follow.
        record Answered() implements Outcome {}

        /// It failed, and the request went on as `move` says.
        record Failed(Failure failure, Move move) implements Outcome {}
    }

    /// What was done after a failure.
    public enum Move {
        SAME_AGAIN,
        NEXT_KEY,
        NEXT_TARGET,
        /// The failure is the caller's to mend.
        STOP,
        /// Nothing was left to try.
        EXHAUSTED
    }

    /// What happened in our own words, for logs: a provider's words may repeat a prompt.
    public String logged() {
        return switch (outcome) {
            case Outcome.Answered() -> target + " answered";
            case Outcome.Failed(var failure, _) ->
                    "%s failed: %s, status %d"
                            .formatted(target, failure.kind(), failure.error().status());
        };
    }

    /// What happened with the provider's words, for the caller; holds no secret.
    public String summary() {
        return switch (outcome) {
            case Outcome.Answered() -> "%s answered in %d ms".formatted(target, elapsed.toMillis());
            case Outcome.Failed(var failure, _) ->
                    failure.error().status() == 0
                            ? "%s: %s".formatted(target, failure.error().message())
                            : "%s: HTTP %d, %s"
                                    .formatted(
                                            target,
                                            failure.error().status(),
                                            failure.error().message());
        };
    }
}
