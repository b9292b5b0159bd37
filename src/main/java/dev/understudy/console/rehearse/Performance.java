package dev.understudy.console.rehearse;

import dev.understudy.client.RequestTrace;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.rehearsal.CaseResult;
import dev.understudy.rehearsal.Outcome;
import java.util.List;
import java.util.Optional;

/// One play as it goes, or went.
///
/// @param trace the plan and its attempts as far as they are known
/// @param text what the caller has seen
/// @param stale whether the chain was edited since
public record Performance(
        RehearsalCase of,
        RequestTrace trace,
        String text,
        List<Seam> seams,
        State state,
        boolean stale) {
    private static final RequestTrace NOTHING =
            new RequestTrace(
                    "", "running", List.of(), List.of(), Optional.empty(), Optional.empty());

    public Performance {
        seams = List.copyOf(seams);
    }

    /// Where another target carried on.
    ///
    /// @param at in characters from the start
    /// @param by as `provider:model`
    public record Seam(int at, String by) {}

    /// How it stands.
    public sealed interface State {
        /// It is being played.
        record Running() implements State {}

        /// It was played to its end.
        record Ended(CaseResult result) implements State {}

        /// It could not be played.
        ///
        /// @param why with what to do
        record Failed(String why) implements State {}

        /// It was cancelled.
        record Cancelled() implements State {}
    }

    /// One that begins.
    static Performance of(RehearsalCase next) {
        return new Performance(next, NOTHING, "", List.of(), new State.Running(), false);
    }

    Performance in(State now) {
        return new Performance(of, trace, text, seams, now, stale);
    }

    /// The same after an edit of its chain.
    Performance outdated() {
        return new Performance(of, trace, text, seams, state, true);
    }

    boolean isRunning() {
        return state instanceof State.Running;
    }

    /// What came of it, if it was played to its end.
    public Optional<CaseResult> result() {
        return state instanceof State.Ended(var result) ? Optional.of(result) : Optional.empty();
    }

    /// How it went, if it was played to its end.
    public Optional<Outcome> outcome() {
        return result().map(CaseResult::outcome);
    }

    /// Whether what came can be asked for again; a broken answer is nothing to ask for.
    boolean keepable() {
        return outcome().filter(outcome -> outcome.verdict() != Verdict.BROKEN).isPresent();
    }
}
