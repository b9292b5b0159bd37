package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Chains;
import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Changes.Made;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Keepsakes;
import dev.understudy.console.ui.Later;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.ChainStep;
import dev.understudy.model.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The chains there are, which of them is looked at, and what is done to it. Owned by the UI
/// thread.
public final class ChainsViewModel {
    private static final String KEPT = "chain";
    private static final int MOST = 12;

    private final ChainBook book;
    private final Keepsakes keepsakes;
    private final Jobs jobs;
    private final InstantSource clock;
    private final Changes changes;
    private final EditWords words;
    private final EditQueue edits;
    private final ReadOnlyObjectWrapper<Optional<Chains>> chains =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Entry>> selected =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Outlook outlook;
    private final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper(-1);
    private String wanted;
    private Runnable edited = () -> {};
    private Optional<Future<?>> search = Optional.empty();
    private Optional<Made> told = Optional.empty();
    private boolean looking;

    public ChainsViewModel(
            ChainBook book,
            Keepsakes keepsakes,
            Jobs jobs,
            Later later,
            InstantSource clock,
            Texts texts) {
        this.book = book;
        this.keepsakes = keepsakes;
        this.jobs = jobs;
        this.clock = clock;
        this.changes = new Changes(jobs, later);
        this.outlook = new Outlook(book, jobs, clock, changes::say);
        this.words = new EditWords(texts);
        this.edits = new EditQueue(changes);
        this.wanted = keepsakes.list(KEPT).stream().findFirst().orElse("");
        book.onChange(() -> jobs.onUi(this::look));
        look();
    }

    /// What is done in the panel, and can be taken back.
    public Changes changes() {
        return changes;
    }

    InstantSource clock() {
        return clock;
    }

    EditWords words() {
        return words;
    }

    /// What there is; empty until it has been read.
    ReadOnlyObjectProperty<Optional<Chains>> chainsProperty() {
        return chains.getReadOnlyProperty();
    }

    /// The chain that is looked at.
    public ReadOnlyObjectProperty<Optional<Entry>> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// What can be expected of it; empty while it is being worked out.
    ReadOnlyObjectProperty<Optional<Forecast>> forecastProperty() {
        return outlook.forecastProperty();
    }

    /// Whether OpenRouter is being asked for what the forecast is worked out of.
    ReadOnlyBooleanProperty askingProperty() {
        return outlook.askingProperty();
    }

    /// The step that keys act on, from 0; -1 if none.
    ReadOnlyIntegerProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    /// Calls something after each change of a chain.
    public void onEdited(Runnable listener) {
        edited = listener;
    }

    /// Reads again what is there.
    void look() {
        if (looking || edits.busy()) {
            return;
        }
        looking = true;
        var _ =
                jobs.run(
                        book::read,
                        now -> {
                            looking = false;
                            if (!edits.busy()) {
                                show(now);
                            }
                        },
                        e -> {
                            looking = false;
                            changes.say(e);
                        });
    }

    /// Looks at a chain.
    public void select(String chain) {
        if (!chain.equals(wanted)) {
            wanted = chain;
            keepsakes.put(KEPT, List.of(chain));
            step.set(-1);
        }
        chains.get().ifPresent(this::show);
    }

    /// Has keys act on a step.
    void step(int place) {
        step.set(place);
    }

    /// Makes a change; those asked for meanwhile wait their turn.
    void edit(ChainEdit edit) {
        run(
                () -> book.change(edit),
                now -> {
                    follow(edit);
                    show(now);
                    tell(edit);
                });
    }

    /// Takes the last change back.
    void undo() {
        Optional<Made> last = changes.lastProperty().get();
        if (last.flatMap(Made::undo).isPresent() && !last.equals(told)) {
            changes.undo(); // of something else
            return;
        }
        changes.forget();
        chains.get()
                .flatMap(Chains::undo)
                .ifPresent(edit ->
                        run(
                                book::undo,
                                now -> {
                                    show(now);
                                    changes.tell(words.undone(edit));
                                }));
    }

    /// Makes the change again that was taken back last.
    void redo() {
        changes.forget();
        chains.get()
                .flatMap(Chains::redo)
                .ifPresent(edit ->
                        run(
                                book::redo,
                                now -> {
                                    follow(edit);
                                    show(now);
                                    tell(edit);
                                }));
    }

    private void tell(ChainEdit edit) {
        changes.made(words.done(edit), book::undo);
        told = changes.lastProperty().get();
    }

    private void run(Callable<Chains> change, Consumer<Chains> then) {
        edits.add(
                change,
                now -> {
                    then.accept(now);
                    edited.run();
                });
    }

    /// Puts the step that keys act on one place on; it is there at once for the next key.
    void shift(int by) {
        int from = step.get();
        int to = from + by;
        if (by == 0 || from < 0 || to < 0 || to >= steps()) {
            return;
        }
        step.set(to);
        edit(new ChainEdit.Move(wanted, from, to));
    }

    /// Takes away the step that keys act on; the last one stays, since a chain needs one.
    void remove(int place) {
        if (place >= 0 && place < steps() && steps() > 1) {
            edit(new ChainEdit.Remove(wanted, place));
            step.set(Math.min(place, steps() - 2));
        }
    }

    /// Leaves a step out, or takes it in again.
    void toggle(int place) {
        replace(place, one -> one.disabled(!one.disabled()));
    }

    /// Has a step lead to something else.
    void retarget(int place, String target) {
        replace(place, one -> one.leadingTo(target));
    }

    private void replace(int place, UnaryOperator<ChainStep> change) {
        selected.get()
                .map(entry -> change.apply(entry.chain().steps().get(place)))
                .ifPresent(with -> edit(new ChainEdit.Replace(wanted, place, with)));
    }

    /// Puts models behind the last step, or in front of one.
    void insert(int place, String target) {
        edit(new ChainEdit.Insert(wanted, place, List.of(target)));
        step.set(place);
    }

    /// Makes a chain out of a template.
    void compose(String name, ChainTemplate template) {
        run(
                () -> book.change(new ChainEdit.Create(name, book.compose(template))),
                now -> made(name, now));
    }

    /// Makes a chain of one model.
    void create(String name, String target) {
        var edit = new ChainEdit.Create(name, List.of(target));
        run(() -> book.change(edit), now -> made(name, now));
    }

    private void made(String name, Chains now) {
        follow(new ChainEdit.Create(name, List.of()));
        show(now);
        tell(new ChainEdit.Create(name, List.of()));
    }

    /// Finds what a step could lead to; what was looked for before is looked for no more.
    void search(String words, Consumer<List<Suggestion>> found) {
        search.ifPresent(running -> running.cancel(true));
        search = Optional.of(jobs.run(() -> book.search(words, wanted, MOST), found, changes::say));
    }

    /// Finds models that can the same and cost less.
    void cheaper(Target target, Consumer<List<Suggestion>> found) {
        var _ = jobs.run(() -> book.cheaper(target, MOST), found, changes::say);
    }

    /// How many steps the chain has that is looked at.
    int steps() {
        return selected.get().map(entry -> entry.steps().size()).orElse(0);
    }

    /// Looks at what a change was about.
    private void follow(ChainEdit edit) {
        String name =
                switch (edit) {
                    case ChainEdit.Create(var made, _) -> made;
                    case ChainEdit.Duplicate(_, var copy) -> copy;
                    case ChainEdit.Rename(_, var to) -> to;
                    case ChainEdit.Delete _,
                            ChainEdit.Insert _,
                            ChainEdit.Move _,
                            ChainEdit.Remove _,
                            ChainEdit.Replace _,
                            ChainEdit.Rules _ ->
                            wanted;
                };
        if (!name.equals(wanted)) {
            wanted = name;
            keepsakes.put(KEPT, List.of(name));
            step.set(-1);
        }
    }

    private void show(Chains now) {
        chains.set(Optional.of(now));
        Optional<Entry> entry =
                now.entries().stream()
                        .filter(one -> one.chain().id().equals(wanted))
                        .findFirst()
                        .or(() -> now.entries().stream().findFirst());
        entry.ifPresent(one -> wanted = one.chain().id());
        selected.set(entry);
        if (step.get() >= steps()) {
            step.set(steps() - 1);
        }
        outlook.of(entry);
    }
}
