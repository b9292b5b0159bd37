package dev.understudy.console.ui;

import java.time.Duration;
import javafx.animation.PauseTransition;

/// Runs something on the UI thread after a while.
@FunctionalInterface
public interface Later {
    /// Runs an action once.
    ///
    /// @return takes it back, if it has not run yet
    Runnable run(Duration after, Runnable action);

    /// On JavaFX's clock.
    static Later ofJavaFx() {
        return (after, action) -> {
            var pause = new PauseTransition(javafx.util.Duration.millis((double) after.toMillis()));
            pause.setOnFinished(_ -> action.run());
            pause.play();
            return pause::stop;
        };
    }
}
