package dev.understudy.console.explain;

import dev.understudy.console.explain.ExplainBook.Completion;
import dev.understudy.console.explain.ExplainBook.Explained;
import dev.understudy.console.explain.ExplainBook.Kind;
import dev.understudy.console.explain.ExplainBook.Mistake;
import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Keepsakes;
import dev.understudy.console.ui.Later;
import dev.understudy.console.ui.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What is asked for and what it leads to, and a strategy that is being written and tried. Owned by
/// the UI thread.
///
/// A strategy is written a line for each expression; the first that chooses anything decides.
public final class ExplainViewModel {
    private static final Duration PAUSE = Duration.ofMillis(150);

    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final ExplainBook book;
    private final StrategyDrafts drafts;
    private final Jobs jobs;
    private final Later later;
    private final Texts texts;
    private final Changes changes;
    private final StringProperty asked = new SimpleStringProperty("");
    private final StringProperty text = new SimpleStringProperty("");
    private final SimpleObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.MODELS);
    private final ReadOnlyObjectWrapper<Optional<Explained>> plan =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Outcome>> outcome =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper slow = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper usable = new ReadOnlyBooleanWrapper();
    private Runnable waiting = () -> {};
    private Runnable impatient = () -> {};
    private Optional<Future<?>> running = Optional.empty();
    private boolean filling;
    private int turn;

    /// @param keepsakes where drafts stay until they are in force
    public ExplainViewModel(
            ExplainBook book, Keepsakes keepsakes, Jobs jobs, Later later, Texts texts) {
        this.book = book;
        this.drafts = new StrategyDrafts(keepsakes);
        this.jobs = jobs;
        this.later = later;
        this.texts = texts;
        this.changes = new Changes(jobs, later);
        asked.subscribe((_, _) -> soon());
        text.subscribe((_, _) -> edited());
        kind.subscribe((_, _) -> {
            fill();
            read();
        });
    }

    Changes changes() {
        return changes;
    }

    /// The names that are asked for, apart by commas.
    StringProperty askedProperty() {
        return asked;
    }

    /// The strategy as it is written here.
    StringProperty textProperty() {
        return text;
    }

    /// What the strategy is to choose.
    SimpleObjectProperty<Kind> kindProperty() {
        return kind;
    }

    /// What the settings in force make of the names.
    ReadOnlyObjectProperty<Optional<Explained>> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /// What came of the strategy; empty while there is none.
    ReadOnlyObjectProperty<Optional<Outcome>> outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /// Whether it takes long to work it out.
    ReadOnlyBooleanProperty slowProperty() {
        return slow.getReadOnlyProperty();
    }

    /// Explains something; what was being written stays.
    public void show(String name) {
        asked.set(name);
        fill();
        work();
        read();
    }

    /// Takes up the strategy in force.
    void revert() {
        drafts.drop(kind.get());
        fill();
        read();
    }

    /// Whether the text differs from what is in force.
    ReadOnlyBooleanProperty changedProperty() {
        return changed.getReadOnlyProperty();
    }

    /// Whether it can be put in force, as far as is known.
    ReadOnlyBooleanProperty usableProperty() {
        return usable.getReadOnlyProperty();
    }

    /// Puts the strategy in force.
    void use() {
        if (!usable.get()) {
            return;
        }
        Kind of = kind.get();
        List<String> wanted = StrategyDrafts.expressions(text.get());
        changes.make(
                () -> book.write(of, wanted),
                undo -> {
                    drafts.inForce(of, wanted);
                    work();
                    changes.made(
                            texts.get(wanted.isEmpty() ? "explain.removed" : "explain.used"),
                            undo,
                            this::read);
                });
    }

    /// Reads what is in force, which is shown where nothing else is being written.
    private void read() {
        Kind of = kind.get();
        var _ =
                jobs.run(
                        () -> book.written(of),
                        told -> {
                            drafts.inForce(of, told);
                            fill();
                            work();
                        },
                        changes::say);
    }

    private void fill() {
        filling = true;
        text.set(drafts.text(kind.get()));
        filling = false;
        judge();
    }

    private void edited() {
        if (!filling) {
            drafts.edited(kind.get(), text.get());
            judge();
        }
        soon();
    }

    private void judge() {
        boolean wrong =
                outcome.get()
                        .filter(came ->
                                came instanceof Outcome.Wrong && came.text().equals(text.get()))
                        .isPresent();
        changed.set(drafts.isChanged(kind.get()));
        usable.set(changed.get() && !wrong);
    }

    /// Offers what may stand at a place of the text.
    ///
    /// @param offset in characters, within the text
    void complete(int offset, Consumer<List<Completion>> offer) {
        String all = text.get();
        int start = all.lastIndexOf('\n', offset - 1) + 1;
        int end = all.indexOf('\n', offset);
        String line = all.substring(start, end < 0 ? all.length() : end);
        Kind of = kind.get();
        var _ =
                jobs.run(
                        () ->
                                book.complete(of, line, offset - start).stream()
                                        .map(one ->
                                                new Completion(
                                                        one.word(),
                                                        one.signature(),
                                                        one.about(),
                                                        start + one.start()))
                                        .toList(),
                        offer,
                        changes::say);
    }

    private void soon() {
        waiting.run();
        waiting = later.run(PAUSE, this::work);
    }

    private record Done(Explained plan, Optional<Outcome> outcome) {}

    private void work() {
        waiting.run();
        running.ifPresent(old -> old.cancel(true));
        drafts.keep();
        judge();
        impatient.run();
        impatient = later.run(PATIENCE, () -> slow.set(true));
        String wanted = text.get();
        List<String> names = names(asked.get());
        Kind of = kind.get();
        int mine = ++turn;
        running =
                Optional.of(
                        jobs.run(
                                () -> new Done(book.explain(names), outcome(of, wanted, names)),
                                done -> ended(mine, () -> show(done)),
                                e -> ended(mine, () -> changes.say(e))));
    }

    private void show(Done done) {
        plan.set(Optional.of(done.plan()));
        outcome.set(done.outcome());
        judge();
    }

    /// What an older one comes to is nothing any more.
    private void ended(int mine, Runnable then) {
        if (mine == turn) {
            impatient.run();
            slow.set(false);
            then.run();
        }
    }

    private Optional<Outcome> outcome(Kind of, String wanted, List<String> names) {
        if (wanted.isBlank()) {
            return Optional.empty();
        }
        var mistakes = new ArrayList<Mistake>();
        String[] lines = wanted.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                for (Mistake mistake : book.check(of, lines[i])) {
                    mistakes.add(new Mistake(i + 1, mistake.column(), mistake.message()));
                }
            }
        }
        return Optional.of(
                mistakes.isEmpty()
                        ? new Outcome.Right(
                                wanted, book.tryOut(of, StrategyDrafts.expressions(wanted), names))
                        : new Outcome.Wrong(wanted, mistakes));
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
