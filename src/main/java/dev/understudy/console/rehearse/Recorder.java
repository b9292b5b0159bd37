package dev.understudy.console.rehearse;

import dev.understudy.client.RequestTrace;
import dev.understudy.console.rehearse.Performance.Seam;
import dev.understudy.console.rehearse.Performance.State;
import dev.understudy.model.RehearsalCase;
import dev.understudy.rehearsal.CaseResult;
import dev.understudy.rehearsal.RehearsalListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Writes down one play as it goes. Its own lock guards it: what it holds is looked at on the UI
/// thread.
final class Recorder implements RehearsalListener {
    private final Consumer<Recorder> changed;
    private final StringBuilder text = new StringBuilder();
    private final List<Seam> seams = new ArrayList<>();
    private final Performance begun;
    private RequestTrace trace;
    private State state = new State.Running();

    /// @param changed told after each change
    Recorder(RehearsalCase of, Consumer<Recorder> changed) {
        this.begun = Performance.of(of);
        this.trace = begun.trace();
        this.changed = changed;
    }

    /// How it stands now.
    synchronized Performance performance() {
        return new Performance(begun.of(), trace, text.toString(), seams, state, false);
    }

    synchronized Performance ended(CaseResult result) {
        state = new State.Ended(result);
        return performance();
    }

    @Override
    public void text(String piece) {
        synchronized (this) {
            text.append(piece);
        }
        changed.accept(this);
    }

    @Override
    public void seam(String by) {
        synchronized (this) {
            seams.add(new Seam(text.length(), by));
        }
        changed.accept(this);
    }

    @Override
    public void trace(RequestTrace now) {
        synchronized (this) {
            trace = now;
        }
        changed.accept(this);
    }
}
