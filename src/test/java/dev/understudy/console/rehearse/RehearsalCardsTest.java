package dev.understudy.console.rehearse;

import static dev.understudy.console.Pictures.await;
import static dev.understudy.console.Pictures.ui;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.FakeKeepsakes;
import dev.understudy.console.FakeLater;
import dev.understudy.console.Pictures;
import dev.understudy.console.shell.PanelEntry;
import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.ChangesBar;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Play;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Expectation;
import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.rehearsal.Faults;
import dev.understudy.rehearsal.NamedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The cards as people use them, and a picture of each of their states.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class RehearsalCardsTest {
    @TempDir Path folder;
    private final FakeRehearsalBook book = new FakeRehearsalBook();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private RehearsalViewModel rehearsal;
    private Pictures pictures;

    @Start
    void start(Stage stage) {
        var texts = new Texts();
        var jobs = new Jobs(background, Platform::runLater);
        var changes = new Changes(jobs, new FakeLater());
        rehearsal =
                new RehearsalViewModel(
                        book,
                        new FakeKeepsakes(),
                        jobs,
                        changes,
                        InstantSource.fixed(Instant.parse("2026-11-26T10:42:00Z")),
                        texts);
        pictures =
                new Pictures(
                        stage,
                        List.of(
                                new PanelEntry(
                                        "chains",
                                        MaterialDesignL.LINK_VARIANT,
                                        "rail.models",
                                        KeyCombination.valueOf("Shortcut+2"),
                                        () -> panel(texts, changes))));
        rehearsal.show("support", Script.PLAN);
    }

    /// The cards as a panel may place them.
    private VBox panel(Texts texts, Changes changes) {
        var choices = new HBox();
        choices.setSpacing(8);
        for (int step = 1; step <= Script.PLAN.size(); step++) {
            choices.getChildren().add(new FaultChoice(rehearsal, texts, step));
        }
        var card = new RehearsalCard(rehearsal, texts);
        HBox.setHgrow(card, Priority.ALWAYS);
        var side =
                new VBox(
                        new FaultsCard(rehearsal, texts, name -> Optional.of(folder.resolve(name))),
                        new KeptCard(rehearsal, texts));
        side.setSpacing(16);
        side.setMinWidth(252);
        side.setMaxWidth(252);
        var cards = new HBox(card, side);
        cards.setSpacing(16);
        var panel = new VBox(choices, cards, new ChangesBar(changes, texts));
        panel.getStyleClass().add("panel");
        return panel;
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    private void run(FxRobot robot) throws Exception {
        robot.clickOn("#rehearse");
        await(() ->
                !rehearsal.singleProperty().get().isRunning()
                        && rehearsal.shownProperty().get().isPresent());
    }

    private static String text(FxRobot robot, String query) {
        return robot.lookup(query).<Labeled>query().getText();
    }

    private void keep(String name, Verdict verdict) {
        book.kept.add(new RehearsalCase(name, Play.of("support"), Expectation.of(verdict)));
    }

    @Test
    void nothingYet() throws Exception {
        pictures.take("rehearsal-empty");
    }

    @Test
    void rescuesMidwayAndKeepsItAsATest(FxRobot robot) throws Exception {
        ui(() -> {
            robot.lookup("#fault-1")
                    .<ComboBox<NamedFault>>query()
                    .setValue(Faults.picked("rate-limit"));
            robot.lookup("#fault-2").<ComboBox<NamedFault>>query().setValue(Faults.picked("cut"));
        });
        run(robot);

        assertEquals("1=429@30s, 2=break@20", book.script.played.getFirst().faults().header());
        assertTrue(robot.lookup("carried on by lab").tryQuery().isPresent());
        assertTrue(robot.lookup("rescued midway").tryQuery().isPresent());
        assertTrue(robot.lookup("429 injected").tryQuery().isPresent());
        pictures.take("rehearsal-rescued");
        pictures.takeLarge("rehearsal-rescued");
        pictures.take("rehearsal-rescued", 1280, 800);
        pictures.take("rehearsal-rescued", 840, 560);
        robot.clickOn("#keep-test");
        await(() -> book.kept.size() == 1);
        await(() -> robot.lookup("not run").tryQuery().isPresent());
        robot.clickOn("#run-kept");
        await(() -> robot.lookup("passed").tryQuery().isPresent());
        pictures.take("rehearsal-kept");
    }

    @Test
    void everyVerdict(FxRobot robot) throws Exception {
        run(robot);
        assertTrue(robot.lookup("answered").tryQuery().isPresent());
        pictures.take("rehearsal-answered");
        ui(() -> rehearsal.setFault(1, Faults.picked("refusal")));
        run(robot);
        assertTrue(text(robot, "#rehearsal-why").contains("final by rule"));
        pictures.take("rehearsal-safe-error");
        book.script.plays(_ -> Script.broken());
        run(robot);
        assertTrue(robot.lookup("#keep-test").query().isDisabled());
        pictures.take("rehearsal-broken");
        book.script.plays(_ -> Script.failing(new IOException("nobody")));
        run(robot);
        assertTrue(text(robot, "#rehearsal-problem").startsWith("The gateway does not answer"));
        pictures.take("rehearsal-unreachable");
        ui(rehearsal::edited);
        pictures.take("rehearsal-stale");
    }

    @Test
    void runsAndIsCancelled(FxRobot robot) throws Exception {
        book.script.plays(_ -> Script.waiting());
        robot.clickOn("#rehearse");
        await(() ->
                rehearsal
                        .shownProperty()
                        .get()
                        .filter(now -> now.trace().attempts().size() == 2 && !now.text().isEmpty())
                        .isPresent());
        assertEquals("Cancel", text(robot, "#rehearse"));
        pictures.take("rehearsal-running");
        robot.clickOn("#rehearse");
        book.script.abandoned.await();
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("Run", text(robot, "#rehearse"));
        pictures.take("rehearsal-cancelled");
    }

    @Test
    void playsAllFaultsShowsOneAndExports(FxRobot robot) throws Exception {
        book.script.plays(play ->
                play.faults().header().contains("nodone")
                        ? Script.broken()
                        : play.faults().header().contains("context")
                                ? Script.refused()
                                : Script.usual(play));
        robot.clickOn("#all-faults");
        await(() -> rehearsal.allProperty().get().played().size() == 16);
        pictures.take("faults-done");
        robot.clickOn("#fault-square-S08");
        assertTrue(robot.lookup("#seen-text").query().isVisible());
        assertTrue(
                robot.lookup("#fault-square-S11")
                        .query()
                        .getAccessibleText()
                        .startsWith("S11, Stream ends without [DONE]: broken"));
        pictures.take("faults-looked-at");
        robot.clickOn("#export-faults").clickOn("Markdown…");
        await(() -> Files.exists(folder.resolve("support-faults.md")));
        ui(rehearsal::edited);
        pictures.take("faults-stale");
    }

    @Test
    void showsHowFarAllFaultsAre(FxRobot robot) throws Exception {
        book.script.plays(
                play -> book.script.played.size() == 6 ? Script.waiting() : Script.usual(play));
        robot.clickOn("#all-faults");
        await(() -> rehearsal.allProperty().get().played().size() == 5);
        await(() -> rehearsal.allProperty().get().current().isPresent());
        pictures.take("faults-running");
        robot.clickOn("#all-faults");
        book.script.abandoned.await();
        WaitForAsyncUtils.waitForFxEvents();
        assertFalse(rehearsal.allProperty().get().isRunning());
        pictures.take("faults-cancelled");
    }

    @Test
    void testsThatPassFailAndCannotBeRead(FxRobot robot) throws Exception {
        keep("support: No fault", Verdict.ANSWERED);
        keep("support: Cut after 20 events at step 2, and a name that is long", Verdict.SAFE_ERROR);
        ui(() -> rehearsal.tests().look());
        await(() -> rehearsal.tests().listedProperty().get().here().size() == 2);
        robot.clickOn("#run-kept");
        await(() -> rehearsal.tests().stateProperty().get().played().size() == 2);
        assertTrue(robot.lookup("failed").tryQuery().isPresent());
        robot.clickOn("#run-after-edits");
        assertTrue(rehearsal.tests().afterEditsProperty().get());
        pictures.take("tests-played");
        robot.clickOn(robot.lookup(".remove-test").nth(1).<Node>query());
        await(() -> rehearsal.tests().listedProperty().get().here().size() == 1);
        pictures.take("tests-removed");
        book.problem =
                Optional.of(
                        "rehearsals.yaml has a mistake: line 2: a case has a name. Mend it, then look again.");
        ui(() -> rehearsal.tests().look());
        await(() -> rehearsal.tests().listedProperty().get().problem().isPresent());
        pictures.take("tests-wrong");
    }
}
