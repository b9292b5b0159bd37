package dev.understudy.console.rehearse;

import dev.understudy.console.rehearse.Performance.State;
import dev.understudy.console.rehearse.RunState.Standing;
import dev.understudy.console.ui.Batcher;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.RehearsalCase;
import dev.understudy.rehearsal.CaseResult;
import dev.understudy.rehearsal.CaseRun;
import dev.understudy.rehearsal.CaseRun.Results;
import dev.understudy.rehearsal.RehearsalListener;
import dev.understudy.rehearsal.RehearsalRefusedException;
import dev.understudy.rehearsal.Rehearser;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Plays cases in the background, and shows how they stand. Each chain has a state of its own;
/// those of other chains are remembered. Owned by the UI thread.
final class Run {
    private final RehearsalBook book;
    private final Jobs jobs;
    private final InstantSource clock;
    private final Texts texts;
    private final ReadOnlyObjectWrapper<RunState> state =
            new ReadOnlyObjectWrapper<>(RunState.NONE);
    private final Map<String, RunState> others = new HashMap<>();
    private Optional<Future<?>> running = Optional.empty();
    private String chain = "";
    private int number;

    Run(RehearsalBook book, Jobs jobs, InstantSource clock, Texts texts) {
        this.book = book;
        this.jobs = jobs;
        this.clock = clock;
        this.texts = texts;
    }

    ReadOnlyObjectProperty<RunState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Shows how another chain's stands; the one that runs is cancelled.
    void turnTo(String other) {
        if (!other.equals(chain)) {
            cancel();
            others.put(chain, state.get());
            chain = other;
            state.set(others.getOrDefault(other, RunState.NONE));
        }
    }

    /// Begins anew; what runs is cancelled.
    void start(List<RehearsalCase> cases) {
        cancel();
        number++;
        int mine = number;
        state.set(RunState.begun(cases));
        running =
                Optional.of(
                        jobs.run(
                                () -> play(cases, mine),
                                results -> ended(mine, results),
                                e -> failed(mine, e)));
    }

    /// Ends what runs; what was played stays.
    void cancel() {
        if (state.get().isRunning()) {
            number++;
            running.ifPresent(job -> job.cancel(true));
            end(new Standing.Cancelled(), new State.Cancelled());
        }
    }

    /// The chain was edited: what runs is cancelled, as its plan is no longer the chain's.
    void outdate() {
        cancel();
        state.set(state.get().outdated());
    }

    private Results play(List<RehearsalCase> cases, int mine) {
        var changes =
                new Batcher<Recorder>(
                        jobs::onUi, batch -> follow(mine, batch.getLast()), System::nanoTime);
        var rehearser = new Rehearser(book.client(), System::nanoTime, Rehearser.BOUND);
        return new CaseRun(rehearser).run(cases, new Following(changes, mine));
    }

    /// Follows a run on its own thread.
    private final class Following implements CaseRun.Progress {
        private final Batcher<Recorder> changes;
        private final int mine;
        private Optional<Recorder> recorder = Optional.empty();

        Following(Batcher<Recorder> changes, int mine) {
            this.changes = changes;
            this.mine = mine;
        }

        @Override
        public RehearsalListener begins(int place, RehearsalCase next) {
            var begun = new Recorder(next, changes::add);
            recorder = Optional.of(begun);
            changes.add(begun);
            return begun;
        }

        @Override
        public void ended(int place, CaseResult result) {
            Performance done = recorder.orElseThrow().ended(result);
            jobs.onUi(() -> played(mine, done));
        }
    }

    private void follow(int mine, Recorder recorder) {
        Performance now = recorder.performance();
        if (mine == number && state.get().isRunning() && now.isRunning()) {
            state.set(state.get().following(now));
        }
    }

    private void played(int mine, Performance done) {
        if (mine == number) {
            state.set(state.get().with(done));
        }
    }

    private void ended(int mine, Results results) {
        if (mine != number) {
            return;
        }
        if (results.failure().isPresent()) {
            failed(mine, results.failure().get());
        } else if (results.left() > 0) {
            end(new Standing.Cancelled(), new State.Cancelled());
        } else {
            end(new Standing.Done(), new State.Cancelled());
        }
    }

    private void failed(int mine, Exception e) {
        if (mine == number) {
            String why = why(e);
            if (state.get().current().isEmpty()) {
                state.set(
                        state.get()
                                .following(
                                        Performance.of(
                                                state.get()
                                                        .cases()
                                                        .get(state.get().played().size()))));
            }
            end(new Standing.Failed(why), new State.Failed(why));
        }
    }

    private void end(Standing how, State rest) {
        state.set(state.get().ended(how, rest, clock.instant()));
    }

    private String why(Exception e) {
        return switch (e) {
            case RehearsalRefusedException refused -> String.valueOf(refused.getMessage());
            case IOException _ -> texts.get("rehearse.unreachable");
            default -> texts.format("rehearse.unexpected", e.getClass().getSimpleName());
        };
    }
}
