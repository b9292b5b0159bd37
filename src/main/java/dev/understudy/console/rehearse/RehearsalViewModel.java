package dev.understudy.console.rehearse;

import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Keepsakes;
import dev.understudy.console.ui.Texts;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.Play;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.Rehearsal.Trouble;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Expectation;
import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.rehearsal.FaultSet;
import dev.understudy.rehearsal.NamedFault;
import dev.understudy.rehearsal.Outcome;
import dev.understudy.rehearsal.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What is rehearsed of a chain: the faults of its steps, the play that is looked at, all faults,
/// and the tests that are kept. Owned by the UI thread.
///
/// Faults belong to targets: a step that is moved takes its fault along, one that is removed takes
/// it away.
public final class RehearsalViewModel {
    private static final NamedFault NOTHING = FaultSet.picker().getFirst();
    private static final int LONGEST_NAME = 180;

    private final Changes changes;
    private final InstantSource clock;
    private final Texts texts;
    private final RehearsalBook book;
    private final Run single;
    private final Run all;
    private final KeptTests tests;
    private final Map<String, Map<String, NamedFault>> chosen = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<String>> steps =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<NamedFault>> faults =
            new ReadOnlyObjectWrapper<>(List.of());
    private final StringProperty prompt = new SimpleStringProperty(Play.PROMPT);
    private final ReadOnlyObjectWrapper<Optional<Performance>> shown =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private String chain = "";

    /// @param changes where it is told that a test was kept
    public RehearsalViewModel(
            RehearsalBook book,
            Keepsakes keepsakes,
            Jobs jobs,
            Changes changes,
            InstantSource clock,
            Texts texts) {
        this.book = book;
        this.changes = changes;
        this.clock = clock;
        this.texts = texts;
        this.single = new Run(book, jobs, clock, texts);
        this.all = new Run(book, jobs, clock, texts);
        this.tests = new KeptTests(book, keepsakes, jobs, new Run(book, jobs, clock, texts));
        single.stateProperty()
                .subscribe(state -> state.latest().ifPresent(now -> shown.set(Optional.of(now))));
        all.stateProperty().subscribe(this::follow);
        tests.stateProperty().subscribe(this::follow);
    }

    /// What is looked at goes on as its run does.
    private void follow(RunState state) {
        shown.get()
                .filter(Performance::isRunning)
                .flatMap(before -> state.of(before.of()))
                .ifPresent(now -> shown.set(Optional.of(now)));
    }

    /// Rehearses a chain from now on.
    ///
    /// @param targets of its steps, in order; none if there is nothing to rehearse
    public void show(String name, List<String> targets) {
        if (!name.equals(chain)) {
            chain = name;
            single.turnTo(name);
            all.turnTo(name);
            tests.turnTo(name);
            shown.set(single.stateProperty().get().latest());
        }
        chosen.computeIfAbsent(name, _ -> new HashMap<>()).keySet().retainAll(targets);
        steps.set(List.copyOf(targets));
        showFaults();
    }

    /// The targets of the steps.
    ReadOnlyObjectProperty<List<String>> stepsProperty() {
        return steps.getReadOnlyProperty();
    }

    /// The faults of the steps, in order.
    public ReadOnlyObjectProperty<List<NamedFault>> faultsProperty() {
        return faults.getReadOnlyProperty();
    }

    /// The fault of a step, from 1; the one that does nothing if there is no such step.
    public NamedFault fault(int step) {
        return step <= faults.get().size() ? faults.get().get(step - 1) : NOTHING;
    }

    /// Chooses the fault of a step, from 1.
    public void setFault(int step, NamedFault fault) {
        if (step <= steps.get().size()) {
            chosen.computeIfAbsent(chain, _ -> new HashMap<>())
                    .put(steps.get().get(step - 1), fault);
            showFaults();
        }
    }

    private void showFaults() {
        Map<String, NamedFault> of = chosen.getOrDefault(chain, Map.of());
        faults.set(steps.get().stream().map(target -> of.getOrDefault(target, NOTHING)).toList());
    }

    /// What is asked; blank for the standard prompt.
    public StringProperty promptProperty() {
        return prompt;
    }

    /// The play that is looked at: the last one, unless another was chosen.
    public ReadOnlyObjectProperty<Optional<Performance>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// How the last single play stands.
    ReadOnlyObjectProperty<RunState> singleProperty() {
        return single.stateProperty();
    }

    /// How the run of all faults stands.
    public ReadOnlyObjectProperty<RunState> allProperty() {
        return all.stateProperty();
    }

    KeptTests tests() {
        return tests;
    }

    InstantSource clock() {
        return clock;
    }

    /// Looks at another play.
    void look(Performance other) {
        shown.set(Optional.of(other));
    }

    /// Plays the chain with the chosen faults.
    public void run() {
        if (!steps.get().isEmpty()) {
            Map<Integer, Trouble> troubles = new HashMap<>();
            var names = new ArrayList<String>();
            for (int i = 0; i < faults.get().size(); i++) {
                int step = i + 1;
                NamedFault fault = faults.get().get(i);
                fault.trouble()
                        .ifPresent(trouble -> {
                            troubles.put(step, trouble);
                            names.add(texts.format("rehearse.faultAt", fault.name(), step));
                        });
            }
            single.start(
                    List.of(
                            new RehearsalCase(
                                    names.isEmpty()
                                            ? texts.get("rehearse.noFault")
                                            : String.join(", ", names),
                                    play().with(new Rehearsal(troubles)),
                                    Expectation.SOUND)));
        }
    }

    public void cancel() {
        single.cancel();
    }

    /// Plays all known faults, each at the first step.
    public void runAll() {
        if (!steps.get().isEmpty()) {
            all.start(FaultSet.all(play(), List.of(1)));
        }
    }

    public void cancelAll() {
        all.cancel();
    }

    /// Plays the tests that are kept of the chain.
    public void rerunKept() {
        tests.rerun();
    }

    public void cancelKept() {
        tests.cancel();
    }

    /// The chain was edited, and the edit is in force: what was seen is of the chain before it.
    public void edited() {
        single.outdate();
        all.outdate();
        shown.set(shown.get().map(Performance::outdated));
        tests.edited();
    }

    private Play play() {
        String asked = prompt.get().isBlank() ? Play.PROMPT : prompt.get().strip();
        Play plain = Play.of(chain);
        return new Play(chain, asked, plain.streamed(), plain.wire(), plain.faults());
    }

    /// Keeps the play that is looked at as a test, which expects that it goes the same way again.
    public void keep() {
        shown.get().filter(Performance::keepable).ifPresent(this::keep);
    }

    private record Kept(String name, Undo undo) {}

    private void keep(Performance done) {
        String words = texts.format("rehearse.testName", chain, done.of().name());
        String name = words.substring(0, Math.min(words.length(), LONGEST_NAME)).strip();
        Expectation expected = expected(done.outcome().orElseThrow());
        changes.make(
                () -> {
                    String free = free(name, book.kept());
                    var test = new RehearsalCase(free, done.of().play(), expected);
                    return new Kept(free, book.keep(test));
                },
                kept -> {
                    tests.look();
                    changes.made(
                            texts.format("rehearse.kept", kept.name()), kept.undo(), tests::look);
                });
    }

    /// Takes a test out of those that are kept.
    void remove(RehearsalCase test) {
        changes.make(
                texts.format("rehearse.removed", test.name()),
                () -> book.remove(test),
                tests::look);
    }

    private static String free(String name, List<RehearsalCase> others) {
        Set<String> taken = others.stream().map(RehearsalCase::name).collect(Collectors.toSet());
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = "%s (%d)".formatted(name, i);
        }
        return free;
    }

    private static Expectation expected(Outcome outcome) {
        boolean error = outcome.verdict() == Verdict.SAFE_ERROR;
        return new Expectation(
                Set.of(outcome.verdict()),
                error ? Optional.empty() : outcome.served(),
                List.of(),
                Optional.empty(),
                error ? Optional.of(outcome.seen().code()) : Optional.empty(),
                outcome.verdict() == Verdict.RESCUED
                        ? Optional.of(!outcome.seen().seams().isEmpty())
                        : Optional.empty());
    }

    /// The chain that is rehearsed; blank if none is.
    String chain() {
        return chain;
    }

    /// Writes down what came of the run of all faults so far.
    void write(ReportFile file, Path path) {
        var report = new Report(chain, all.stateProperty().get().results());
        changes.make(
                () -> {
                    Files.writeString(path, file.text(report));
                    return path;
                },
                written -> changes.tell(texts.format("rehearse.written", written.getFileName())));
    }
}
