package dev.understudy.rehearsal;

import dev.understudy.model.RehearsalCase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plays cases one after the other. What is done stays done: an end before the last case gives the
/// results so far.
public final class CaseRun {
    private final Rehearser rehearser;

    public CaseRun(Rehearser rehearser) {
        this.rehearser = rehearser;
    }

    /// Follows a run; told on the running thread, the listeners as [RehearsalListener] says.
    public interface Progress {
        /// A case begins.
        ///
        /// @param number from 1
        /// @return what follows it
        RehearsalListener begins(int number, RehearsalCase next);

        /// A case was played.
        ///
        /// @param number from 1
        void ended(int number, CaseResult result);
    }

    /// What came of a run.
    ///
    /// @param played in order
    /// @param left how many cases were not played
    /// @param failure why they were not, if nobody asked for it
    public record Results(List<CaseResult> played, int left, Optional<Exception> failure) {
        public Results {
            played = List.copyOf(played);
        }

        /// Whether all were played and all passed.
        public boolean passed() {
            return left == 0 && failed() == 0;
        }

        /// How many did not pass.
        public int failed() {
            return (int) played.stream().filter(result -> !result.passed()).count();
        }
    }

    /// Plays them all, and blocks meanwhile. An interrupt ends the run after it has abandoned the
    /// request that runs; the thread stays interrupted.
    public Results run(List<RehearsalCase> cases, Progress progress) {
        var played = new ArrayList<CaseResult>();
        try {
            for (RehearsalCase next : cases) {
                int number = played.size() + 1;
                RehearsalListener listener = progress.begins(number, next);
                CaseResult result = CaseResult.of(next, rehearser.play(next.play(), listener));
                played.add(result);
                progress.ended(number, result);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) { // what was played is not to be lost
            return new Results(played, cases.size() - played.size(), Optional.of(e));
        }
        return new Results(played, cases.size() - played.size(), Optional.empty());
    }
}
