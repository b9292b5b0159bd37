package dev.understudy.console.ui;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What is changed in a panel: one change after the other in the background, the last of which can
/// be taken back for ten seconds. Owned by the UI thread.
public final class Changes {
    private static final Duration REGRET = Duration.ofSeconds(10);

    private final Jobs jobs;
    private final Later later;
    private final ReadOnlyObjectWrapper<Optional<Made>> last =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private Runnable forget = () -> {};
    private int running;

    public Changes(Jobs jobs, Later later) {
        this.jobs = jobs;
        this.later = later;
    }

    /// What was done.
    ///
    /// @param words such as `main was removed`
    public record Made(String words, Optional<Undo> undo) {}

    /// The change that can be taken back now.
    public ReadOnlyObjectProperty<Optional<Made>> lastProperty() {
        return last.getReadOnlyProperty();
    }

    /// What went wrong with the latest change, and what to do.
    public ReadOnlyObjectProperty<Optional<String>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Whether a change is being made.
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// Makes a change that can be taken back.
    public void make(String words, Callable<? extends Undo> change) {
        make(change, undo -> made(words, undo));
    }

    /// The same.
    ///
    /// @param look what to do once it is made, and once it is taken back, on the UI thread
    public void make(String words, Callable<? extends Undo> change, Runnable look) {
        make(
                change,
                undo -> {
                    look.run();
                    made(words, undo, look);
                });
    }

    /// Makes a change that needs no undoing.
    ///
    /// @param then what to do once it is made, on the UI thread
    public <T> void make(Callable<T> change, Consumer<T> then) {
        make(change, then, () -> {});
    }

    /// The same.
    ///
    /// @param failed what to do if it could not be made, on the UI thread
    public <T> void make(Callable<T> change, Consumer<T> then, Runnable failed) {
        problem.set(Optional.empty());
        running++;
        busy.set(true);
        var _ =
                jobs.run(
                        change,
                        result -> {
                            ended();
                            then.accept(result);
                        },
                        e -> {
                            ended();
                            failed.run();
                            say(e);
                        });
    }

    /// Takes the last change back.
    public void undo() {
        last.get()
                .flatMap(Made::undo)
                .ifPresent(undo -> {
                    forget();
                    make(
                            () -> {
                                undo.run();
                                return true;
                            },
                            _ -> {});
                });
    }

    /// Forgets what could be taken back.
    public void forget() {
        forget.run();
        last.set(Optional.empty());
    }

    /// Closes what was said of a problem.
    public void closeProblem() {
        problem.set(Optional.empty());
    }

    /// Tells of a problem.
    public void say(Exception e) {
        String message = e.getMessage();
        problem.set(Optional.of(message == null ? e.getClass().getSimpleName() : message));
    }

    private void ended() {
        running--;
        busy.set(running > 0);
    }

    /// Tells of a change that was made.
    public void made(String words, Undo undo) {
        tell(new Made(words, Optional.of(undo)));
    }

    /// The same.
    ///
    /// @param back what to do once it is taken back, on the UI thread
    public void made(String words, Undo undo, Runnable back) {
        made(
                words,
                () -> {
                    undo.run();
                    jobs.onUi(back);
                });
    }

    /// Tells of something that needs no undoing.
    public void tell(String words) {
        tell(new Made(words, Optional.empty()));
    }

    private void tell(Made made) {
        forget.run();
        last.set(Optional.of(made));
        forget = later.run(REGRET, () -> last.set(Optional.empty()));
    }
}
