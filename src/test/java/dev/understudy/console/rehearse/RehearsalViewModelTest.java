package dev.understudy.console.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.FakeKeepsakes;
import dev.understudy.console.FakeLater;
import dev.understudy.console.UiQueue;
import dev.understudy.console.rehearse.Performance.Seam;
import dev.understudy.console.rehearse.Performance.State;
import dev.understudy.console.rehearse.RunState.Standing;
import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Play;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.rehearsal.Faults;
import dev.understudy.rehearsal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class RehearsalViewModelTest {
    private final FakeRehearsalBook book = new FakeRehearsalBook();
    private final FakeKeepsakes keepsakes = new FakeKeepsakes();
    private final UiQueue ui = new UiQueue();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final Jobs jobs = new Jobs(background, ui);
    private final Changes changes = new Changes(jobs, new FakeLater());
    private RehearsalViewModel rehearsal = model();

    private RehearsalViewModel model() {
        return new RehearsalViewModel(
                book,
                keepsakes,
                jobs,
                changes,
                InstantSource.fixed(Instant.parse("2026-11-26T10:42:00Z")),
                new Texts());
    }

    @BeforeEach
    void show() {
        rehearsal.show("support", Script.PLAN);
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    private Performance shown() {
        return rehearsal.shownProperty().get().orElseThrow();
    }

    private Outcome run() throws InterruptedException {
        rehearsal.run();
        ui.until(() -> !rehearsal.singleProperty().get().isRunning());
        return shown().outcome().orElseThrow();
    }

    @Test
    void playsTheChosenFaultsAndTellsWhatTheCallerSaw() throws Exception {
        rehearsal.setFault(1, Faults.picked("rate-limit"));
        rehearsal.setFault(2, Faults.picked("cut"));
        rehearsal.promptProperty().set(" Recite the policy ");

        Outcome outcome = run();

        Play played = book.script.played.getFirst();
        assertEquals("1=429@30s, 2=break@20", played.faults().header());
        assertEquals("support", played.model());
        assertEquals("Recite the policy", played.prompt());
        assertEquals(Verdict.RESCUED, outcome.verdict());
        assertEquals(List.of(new Seam(40, "lab:llama3.2:1b")), shown().seams());
        assertEquals(4, shown().trace().attempts().size());
        assertEquals(
                "Rate limit, wait 30 s (429) at step 1, Cut after 20 events at step 2",
                shown().of().name());
    }

    @Test
    void showsTextAndAttemptsWhileTheyCome() throws Exception {
        book.script.plays(_ -> Script.waiting());

        rehearsal.run();
        ui.until(() ->
                rehearsal.shownProperty().get().filter(now -> !now.text().isEmpty()).isPresent());
        ui.until(() -> shown().trace().attempts().size() == 2);

        assertTrue(shown().isRunning());
        rehearsal.cancel();
        assertInstanceOf(State.Cancelled.class, shown().state());
        assertFalse(shown().text().isEmpty());
        book.script.abandoned.await();
    }

    @Test
    void letsAFaultFollowItsStep() {
        rehearsal.setFault(1, Faults.picked("silence"));

        rehearsal.show("support", Script.PLAN.reversed());
        assertEquals("silence", rehearsal.fault(3).key());
        assertEquals("none", rehearsal.fault(1).key());
        rehearsal.show("other", List.of("lab:x"));
        assertEquals("none", rehearsal.fault(1).key());
        rehearsal.show("support", Script.PLAN);
        assertEquals("silence", rehearsal.fault(1).key());
        rehearsal.show("support", Script.PLAN.subList(1, 3));
        rehearsal.show("support", Script.PLAN);
        assertEquals("none", rehearsal.fault(1).key());
    }

    @Test
    void playsAllFaultsAtTheFirstStep() throws Exception {
        rehearsal.runAll();
        ui.until(() -> !rehearsal.allProperty().get().isRunning());

        RunState state = rehearsal.allProperty().get();
        assertEquals(16, state.played().size());
        assertInstanceOf(Standing.Done.class, state.standing());
        assertEquals(
                List.of("S13"),
                state.played().stream()
                        .filter(one -> one.outcome().orElseThrow().verdict() == Verdict.SAFE_ERROR)
                        .map(one -> one.of().name().substring(0, 3))
                        .toList());
        assertTrue(state.results().passed());
    }

    @Test
    void keepsTheResultsOfARunThatIsCancelled() throws Exception {
        book.script.plays(
                play -> book.script.played.size() == 4 ? Script.waiting() : Script.usual(play));

        rehearsal.runAll();
        ui.until(() -> rehearsal.allProperty().get().played().size() == 3);
        ui.until(() -> rehearsal.allProperty().get().current().isPresent());
        rehearsal.cancelAll();

        RunState state = rehearsal.allProperty().get();
        assertInstanceOf(Standing.Cancelled.class, state.standing());
        assertEquals(3, state.played().size());
        assertEquals(13, state.results().left());
        book.script.abandoned.await();
    }

    @Test
    void saysWhyItCouldNotPlay() throws Exception {
        book.script.plays(_ -> Script.failing(new IOException("nobody there")));
        rehearsal.run();
        ui.until(() -> !rehearsal.singleProperty().get().isRunning());

        assertTrue(
                shown().state() instanceof State.Failed(var why)
                        && why.startsWith("The gateway does not answer"),
                shown()::toString);

        book.script.plays(_ -> Script.failing(new IllegalStateException("a bug")));
        rehearsal.runAll();
        ui.until(() -> !rehearsal.allProperty().get().isRunning());
        assertTrue(
                rehearsal.allProperty().get().standing() instanceof Standing.Failed(var why)
                        && why.contains("IllegalStateException"));
    }

    @Test
    void keepsATestThatExpectsTheSameAgainAndTakesItBack() throws Exception {
        rehearsal.setFault(2, Faults.picked("cut"));
        run();

        rehearsal.keep();
        ui.until(() -> changes.lastProperty().get().isPresent());
        rehearsal.keep();
        ui.until(() -> book.kept.size() == 2);
        ui.until(() -> rehearsal.tests().listedProperty().get().here().size() == 2);

        RehearsalCase first = book.kept.getFirst();
        assertEquals("support: Cut after 20 events at step 2", first.name());
        assertEquals("support: Cut after 20 events at step 2 (2)", book.kept.getLast().name());
        assertEquals(Set.of(Verdict.RESCUED), first.expect().verdicts());
        assertEquals(Optional.of(Script.PLAN.get(1)), first.expect().target());
        assertEquals(Optional.of(true), first.expect().carriedOn());

        ui.until(() -> !changes.busyProperty().get());
        changes.undo();
        ui.until(() -> rehearsal.tests().listedProperty().get().here().size() == 1);
        assertEquals(List.of(first), book.kept);
    }

    @Test
    void keepsTheCodeOfAnErrorAndNoBrokenAnswer() throws Exception {
        rehearsal.setFault(1, Faults.picked("refusal"));
        run();
        rehearsal.keep();
        ui.until(() -> book.kept.size() == 1);
        assertEquals(Optional.of("content_policy_violation"), book.kept.getFirst().expect().code());

        book.script.plays(_ -> Script.broken());
        run();
        rehearsal.keep();
        ui.until(() -> !changes.busyProperty().get());
        assertEquals(1, book.kept.size());
    }

    @Test
    void playsTheTestsOfThisChainAgain() throws Exception {
        kept("support", Verdict.ANSWERED);
        kept("support", Verdict.SAFE_ERROR);
        kept("other", Verdict.ANSWERED);

        rehearsal.rerunKept();
        ui.until(() -> rehearsal.tests().stateProperty().get().standing() instanceof Standing.Done);

        assertEquals(
                List.of(true, false),
                rehearsal.tests().stateProperty().get().played().stream()
                        .map(one -> one.result().orElseThrow().passed())
                        .toList());
        assertEquals(2, book.script.played.size());
    }

    @Test
    void removesATestAndPutsItBack() throws Exception {
        kept("support", Verdict.ANSWERED);
        kept("support", Verdict.SAFE_ERROR);
        List<RehearsalCase> both = List.copyOf(book.kept);
        rehearsal.tests().look();
        ui.until(() -> rehearsal.tests().listedProperty().get().here().equals(both));

        rehearsal.remove(both.getFirst());
        ui.until(() -> rehearsal.tests().listedProperty().get().here().equals(both.subList(1, 2)));
        changes.undo();
        ui.until(() -> rehearsal.tests().listedProperty().get().here().equals(both));

        assertEquals(both, book.kept);
    }

    private void kept(String chain, Verdict verdict) {
        book.kept.add(
                new RehearsalCase(
                        "test " + book.kept.size(),
                        Play.of(chain),
                        RehearsalCase.Expectation.of(verdict)));
    }

    @Test
    void marksWhatWasSeenBeforeAnEditAndRunsTestsOnlyIfAsked() throws Exception {
        kept("support", Verdict.ANSWERED);
        run();
        rehearsal.edited();

        assertTrue(shown().stale());
        assertEquals(1, book.script.played.size());

        rehearsal.tests().afterEditsProperty().set(true);
        rehearsal.edited();
        ui.until(() -> rehearsal.tests().stateProperty().get().standing() instanceof Standing.Done);
        assertEquals(2, book.script.played.size());
        assertFalse(rehearsal.tests().stateProperty().get().isStale());
        rehearsal = model();
        assertTrue(rehearsal.tests().afterEditsProperty().get());
    }

    @Test
    void letsANewerEditEndTheTestsOfTheOneBefore() throws Exception {
        kept("support", Verdict.ANSWERED);
        rehearsal.tests().afterEditsProperty().set(true);
        book.script.plays(_ -> Script.waiting());
        rehearsal.edited();
        ui.until(() -> rehearsal.tests().stateProperty().get().current().isPresent());
        book.script.holding.await();
        book.script.plays(Script::usual);

        rehearsal.edited();
        ui.until(() -> rehearsal.tests().stateProperty().get().standing() instanceof Standing.Done);

        book.script.abandoned.await();
        assertEquals(1, rehearsal.tests().stateProperty().get().played().size());
    }

    @Test
    void remembersEachChainsResults() throws Exception {
        run();
        rehearsal.show("other", List.of("lab:x"));
        assertEquals(Optional.empty(), rehearsal.shownProperty().get());

        rehearsal.show("support", Script.PLAN);

        assertEquals(Verdict.ANSWERED, shown().outcome().orElseThrow().verdict());
    }

    @Test
    void writesReports(@TempDir Path folder) throws Exception {
        rehearsal.runAll();
        ui.until(() -> !rehearsal.allProperty().get().isRunning());
        Path file = folder.resolve(ReportFile.JUNIT.fileName("support"));

        rehearsal.write(ReportFile.JUNIT, file);
        ui.until(() -> changes.lastProperty().get().isPresent());

        assertEquals("support-faults.xml", String.valueOf(file.getFileName()));
        assertTrue(Files.readString(file).contains("tests=\"16\""));
    }
}
