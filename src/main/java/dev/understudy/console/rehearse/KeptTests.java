package dev.understudy.console.rehearse;

import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Keepsakes;
import dev.understudy.model.RehearsalCase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// The tests that are kept of one chain. Owned by the UI thread.
final class KeptTests {
    private static final String AFTER_EDITS = "rehearse-after-edits";
    private static final String YES = "yes";

    private final RehearsalBook book;
    private final Jobs jobs;
    private final Run run;
    private final ReadOnlyObjectWrapper<Listed> listed =
            new ReadOnlyObjectWrapper<>(new Listed(List.of(), List.of(), Optional.empty()));
    private final BooleanProperty afterEdits = new SimpleBooleanProperty();
    private String chain = "";
    private int look;

    /// @param run plays them
    KeptTests(RehearsalBook book, Keepsakes keepsakes, Jobs jobs, Run run) {
        this.book = book;
        this.jobs = jobs;
        this.run = run;
        afterEdits.set(keepsakes.list(AFTER_EDITS).contains(YES));
        afterEdits.subscribe(
                () -> keepsakes.put(AFTER_EDITS, afterEdits.get() ? List.of(YES) : List.of()));
    }

    /// What the file holds.
    ///
    /// @param all of every chain
    /// @param here of the chain that is shown
    /// @param problem why the file cannot be used
    record Listed(List<RehearsalCase> all, List<RehearsalCase> here, Optional<String> problem) {
        Listed {
            all = List.copyOf(all);
            here = List.copyOf(here);
        }
    }

    ReadOnlyObjectProperty<Listed> listedProperty() {
        return listed.getReadOnlyProperty();
    }

    /// Whether they run after each edit; kept, and off at first, since real providers cost money.
    BooleanProperty afterEditsProperty() {
        return afterEdits;
    }

    ReadOnlyObjectProperty<RunState> stateProperty() {
        return run.stateProperty();
    }

    Path file() {
        return book.file();
    }

    void turnTo(String other) {
        chain = other;
        run.turnTo(other);
        look();
    }

    /// Reads the file again.
    void look() {
        look(() -> {});
    }

    /// Reads the file, and plays what it holds of the chain.
    void rerun() {
        look(() -> {
            List<RehearsalCase> here = listed.get().here();
            if (!here.isEmpty() && listed.get().problem().isEmpty()) {
                run.start(here);
            }
        });
    }

    void cancel() {
        look++;
        run.cancel();
    }

    /// The chain was edited.
    void edited() {
        run.outdate();
        if (afterEdits.get()) {
            rerun();
        }
    }

    private void look(Runnable then) {
        look++;
        int mine = look;
        String asked = chain;
        var _ =
                jobs.run(
                        book::kept,
                        all -> {
                            if (mine == look) {
                                listed.set(
                                        new Listed(
                                                all,
                                                all.stream()
                                                        .filter(one ->
                                                                one.play().model().equals(asked))
                                                        .toList(),
                                                Optional.empty()));
                                then.run();
                            }
                        },
                        e -> {
                            if (mine == look) {
                                listed.set(
                                        new Listed(
                                                List.of(),
                                                List.of(),
                                                Optional.of(String.valueOf(e.getMessage()))));
                            }
                        });
    }
}
