package dev.understudy.console.explain;

import dev.understudy.console.explain.ExplainBook.Completion;
import dev.understudy.console.explain.ExplainBook.Explained;
import dev.understudy.console.explain.ExplainBook.Kind;
import dev.understudy.console.explain.ExplainBook.Mistake;
import dev.understudy.console.explain.ExplainBook.Trial;
import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Later;
import dev.understudy.console.ui.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    private static final Pattern LINES = Pattern.compile("\\s*\\R\\s*");

    private final ExplainBook book;
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
    private String written = "";
    private Runnable waiting = () -> {};
    private Optional<Future<?>> running = Optional.empty();

    /// What came of the text as it is: mistakes, or what it would choose.
    sealed interface Outcome {
        /// The strategy it is of.
        String text();

        /// It cannot be used.
        ///
        /// @param mistakes by their line in the whole text
        record Wrong(String text, List<Mistake> mistakes) implements Outcome {
            public Wrong {
                mistakes = List.copyOf(mistakes);
            }
        }

        /// It can.
        record Right(String text, Trial trial) implements Outcome {}
    }

    public ExplainViewModel(ExplainBook book, Jobs jobs, Later later, Texts texts) {
        this.book = book;
        this.jobs = jobs;
        this.later = later;
        this.texts = texts;
        this.changes = new Changes(jobs, later);
        asked.subscribe((_, _) -> soon());
        text.subscribe((_, _) -> soon());
        kind.subscribe((_, _) -> revert());
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

    /// Explains something; what was being written stays.
    public void show(String name) {
        asked.set(name);
        if (text.get().isBlank()) {
            revert();
        }
        work();
    }

    /// Takes up the strategy in force.
    void revert() {
        Kind of = kind.get();
        var _ =
                jobs.run(
                        () -> text(book.written(of)),
                        told -> {
                            written = told;
                            text.set(told);
                            work();
                        },
                        changes::say);
    }

    /// Whether it differs from what is in force.
    boolean isChanged() {
        return !expressions(text.get()).equals(expressions(written));
    }

    /// Puts the strategy in force.
    void use() {
        Kind of = kind.get();
        List<String> wanted = expressions(text.get());
        changes.make(
                () -> book.write(of, wanted),
                undo -> {
                    written = String.join("\n", wanted);
                    work();
                    changes.made(
                            texts.get(wanted.isEmpty() ? "explain.removed" : "explain.used"),
                            () -> {
                                undo.run();
                                jobs.onUi(this::revert);
                            });
                });
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
        String wanted = text.get();
        List<String> names = names(asked.get());
        Kind of = kind.get();
        running =
                Optional.of(
                        jobs.run(
                                () -> new Done(book.explain(names), outcome(of, wanted, names)),
                                done -> {
                                    plan.set(Optional.of(done.plan()));
                                    outcome.set(done.outcome());
                                },
                                changes::say));
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
                        ? new Outcome.Right(wanted, book.tryOut(of, expressions(wanted), names))
                        : new Outcome.Wrong(wanted, mistakes));
    }

    /// A line for each expression, those of several lines in one.
    private static String text(List<String> expressions) {
        return expressions.stream()
                .map(one -> LINES.matcher(one.strip()).replaceAll(" "))
                .collect(Collectors.joining("\n"));
    }

    /// A line for each expression; empty lines are nothing.
    static List<String> expressions(String text) {
        return Arrays.stream(text.split("\n", -1))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
