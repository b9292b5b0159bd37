package dev.understudy.console.rehearse;

import dev.understudy.console.rehearse.Performance.State;
import dev.understudy.model.RehearsalCase;
import dev.understudy.rehearsal.CaseResult;
import dev.understudy.rehearsal.CaseRun.Results;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How a run of cases stands.
///
/// @param cases all of it, in order
/// @param played those that were played to their end, in order
/// @param current the one that is being played, or could not be
/// @param ended when
public record RunState(
        List<RehearsalCase> cases,
        List<Performance> played,
        Optional<Performance> current,
        Standing standing,
        Optional<Instant> ended) {
    /// Nothing was run yet.
    static final RunState NONE =
            new RunState(
                    List.of(), List.of(), Optional.empty(), new Standing.Idle(), Optional.empty());

    public RunState {
        cases = List.copyOf(cases);
        played = List.copyOf(played);
    }

    /// Whether it goes on, or why not.
    public sealed interface Standing {
        /// It was never begun.
        record Idle() implements Standing {}

        record Running() implements Standing {}

        /// All were played.
        record Done() implements Standing {}

        record Cancelled() implements Standing {}

        /// The rest could not be played.
        ///
        /// @param why with what to do
        record Failed(String why) implements Standing {}
    }

    static RunState begun(List<RehearsalCase> cases) {
        return new RunState(
                cases, List.of(), Optional.empty(), new Standing.Running(), Optional.empty());
    }

    RunState following(Performance now) {
        return new RunState(cases, played, Optional.of(now), standing, ended);
    }

    RunState with(Performance done) {
        var all = new ArrayList<>(played);
        all.add(done);
        return new RunState(cases, all, Optional.empty(), standing, ended);
    }

    RunState ended(Standing how, State rest, Instant when) {
        return new RunState(
                cases, played, current.map(now -> now.in(rest)), how, Optional.of(when));
    }

    /// The same after an edit of the chain.
    RunState outdated() {
        return new RunState(
                cases,
                played.stream().map(Performance::outdated).toList(),
                current.map(Performance::outdated),
                standing,
                ended);
    }

    public boolean isRunning() {
        return standing instanceof Standing.Running;
    }

    /// Whether the chain was edited since.
    public boolean isStale() {
        return Stream.concat(played.stream(), current.stream()).anyMatch(Performance::stale);
    }

    /// The latest of it: what is being played, or was played last.
    Optional<Performance> latest() {
        return current.or(
                () -> played.isEmpty() ? Optional.empty() : Optional.of(played.getLast()));
    }

    /// A case as it goes or went; empty if its turn did not come.
    Optional<Performance> of(RehearsalCase asked) {
        return Stream.concat(played.stream(), current.stream())
                .filter(one -> one.of().equals(asked))
                .findFirst();
    }

    /// What a report tells of it.
    Results results() {
        List<CaseResult> results = played.stream().flatMap(one -> one.result().stream()).toList();
        return new Results(results, cases.size() - results.size(), Optional.empty());
    }
}
