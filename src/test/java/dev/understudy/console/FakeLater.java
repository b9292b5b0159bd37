package dev.understudy.console;

import dev.understudy.console.ui.Later;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A clock that the test moves on. Used on the UI thread.
public final class FakeLater implements Later {
    private record Due(Duration at, Runnable action) {}

    private final List<Due> due = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public Runnable run(Duration after, Runnable action) {
        var one = new Due(now.plus(after), action);
        due.add(one);
        return () -> due.remove(one);
    }

    /// Lets time pass.
    public void pass(Duration time) {
        now = now.plus(time);
        List<Due> ready = due.stream().filter(d -> d.at.compareTo(now) <= 0).toList();
        due.removeAll(ready);
        ready.forEach(d -> d.action.run());
    }
}
