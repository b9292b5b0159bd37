package dev.understudy.model;

import java.time.Duration;
import java.util.Optional;

/// One try of one target.
///
/// @param key the alias of the provider key used; empty if it needed none
/// @param started since the request came in
/// @param elapsed from the first byte sent to the outcome
/// @param usage what it used, as far as its provider told
public record Attempt(
        Target target,
        String key,
        Duration started,
        Duration elapsed,
        Outcome outcome,
        Optional<Usage> usage) {
    /// One that is not known to have used anything.
    public Attempt(Target target, String key, Duration started, Duration elapsed, Outcome outcome) {
        this(target, key, started, elapsed, outcome, Optional.empty());
    }

    /// The same with another outcome.
    public Attempt ending(Duration elapsed, Outcome outcome) {
        return new Attempt(target, key, started, elapsed, outcome, usage);
    }

    /// The same, known to have used something.
    public Attempt using(Usage used) {
        return new Attempt(target, key, started, elapsed, outcome, Optional.of(used));
    }

    /// How an attempt stands, or ended.
    public sealed interface Outcome {
        /// No answer yet.
        record Trying() implements Outcome {}

        /// The first token arrived; the rest is on its way.
        record Answered() implements Outcome {}

        /// It answered to the end.
        ///
        /// @param firstToken from the first byte sent
        record Completed(Duration firstToken) implements Outcome {}

        /// It failed before its first token, and the request went on as `move` says.
        record Failed(Failure failure, Move move) implements Outcome {}

        /// It broke off after its first token.
        ///
        /// @param firstToken from the first byte sent
        record BrokeOff(Duration firstToken, Failure failure, Move move) implements Outcome {}

        /// It was not needed any more: the caller left, or another target spoke first.
        record Abandoned() implements Outcome {}
    }

    /// What was done after a failure.
    public enum Move {
        SAME_AGAIN,
        NEXT_KEY,
        NEXT_TARGET,
        /// The next target carries the answer on.
        CARRIED_ON,
        /// The failure is the caller's to mend.
        STOP,
        /// Nothing was left to try.
        EXHAUSTED
    }

    /// What happened in our own words, for logs: a provider's words may repeat a prompt.
    public String logged() {
        return switch (outcome) {
            case Outcome.Trying() -> target + " is being tried";
            case Outcome.Answered(), Outcome.Completed(_) -> target + " answered";
            case Outcome.Abandoned() -> target + " was abandoned";
            case Outcome.Failed(var failure, _) -> logged("failed", failure);
            case Outcome.BrokeOff(_, var failure, _) -> logged("broke off", failure);
        };
    }

    /// What happened with the provider's words, for the caller; holds no secret.
    public String summary() {
        return switch (outcome) {
            case Outcome.Trying() -> target + " is being tried";
            case Outcome.Answered(), Outcome.Completed(_) ->
                    "%s answered in %d ms".formatted(target, elapsed.toMillis());
            case Outcome.Abandoned() -> target + " was abandoned";
            case Outcome.Failed(var failure, _) -> summary(failure);
            case Outcome.BrokeOff(_, var failure, _) -> summary(failure);
        };
    }

    private String logged(String what, Failure failure) {
        return "%s %s: %s, status %d"
                .formatted(target, what, failure.kind(), failure.error().status());
    }

    private String summary(Failure failure) {
        ProviderError error = failure.error();
        return error.status() == 0
                ? "%s: %s".formatted(target, error.message())
                : "%s: HTTP %d, %s".formatted(target, error.status(), error.message());
    }
}
