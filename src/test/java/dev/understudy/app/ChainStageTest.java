package dev.understudy.app;

import static dev.understudy.console.Pictures.await;
import static dev.understudy.console.Pictures.ui;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.FakeKeepsakes;
import dev.understudy.console.FakeLater;
import dev.understudy.console.Pictures;
import dev.understudy.console.chains.ChainsPanel;
import dev.understudy.console.chains.FakeChainBook;
import dev.understudy.console.explain.FakeExplainBook;
import dev.understudy.console.rehearse.FakeRehearsalBook;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import dev.understudy.rehearsal.Faults;
import dev.understudy.rehearsal.NamedFault;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The Chains panel with all that belongs to it.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class ChainStageTest {
    /// What is left for the steps in a window of 840 pixels.
    private static final double LEAST = 388;

    private final FakeChainBook chains = new FakeChainBook();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private Pictures pictures;

    @Start
    void start(Stage stage) {
        var made =
                new ChainStage(
                        new FakeKeepsakes(),
                        new Jobs(background, Platform::runLater),
                        new FakeLater(),
                        InstantSource.fixed(FakeChainBook.NOW),
                        new Texts(),
                        _ -> {},
                        _ -> Optional.empty());
        var books = new ChainStage.Books(chains, new FakeRehearsalBook(), new FakeExplainBook());
        pictures = new Pictures(stage, List.of(ChainsPanel.entry(() -> made.panel(books))));
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void rehearsesWhatIsComposed(FxRobot robot) throws Exception {
        await(() -> robot.lookup("#fault-2").tryQuery().isPresent());
        choose(robot, "#fault-1", "rate-limit");
        choose(robot, "#fault-2", "cut");
        ui(() -> robot.lookup("#rehearse").queryButton().fire());
        await(() -> robot.lookup("rescued midway").tryQuery().isPresent());
        robot.clickOn("#rehearse-all");
        await(() -> robot.lookup("#export-faults").tryQuery().filter(Node::isVisible).isPresent());
        pictures.take("chains-rehearsed", 1280, 800);
        pictures.take("chains-rehearsed", 1600, 1000);
        pictures.take("chains-rehearsed", 1000, 1000);
        pictures.take("chains-rehearsed", 840, 560);
        var left = robot.lookup(".panel-scroll").<ScrollPane>query();
        double least = ((Region) left.getContent()).minWidth(-1);
        assertTrue(least <= LEAST, "of the least window the cards need " + least);
        ui(() -> robot.lookup("#steps").query().requestFocus());
        scroll(robot, 0.6);
        pictures.take("chains-rehearsed");
        pictures.takeLarge("chains-rehearsed");
    }

    @Test
    void aFaultGoesWithItsStep(FxRobot robot) throws Exception {
        await(() -> robot.lookup("#fault-2").tryQuery().isPresent());
        choose(robot, "#fault-2", "cut");

        ui(() -> robot.lookup("#step-2").query().requestFocus());
        robot.push(KeyCode.ALT, KeyCode.UP);

        await(() ->
                "cut"
                        .equals(
                                robot.lookup("#fault-1")
                                        .<ComboBox<NamedFault>>query()
                                        .getValue()
                                        .key()));
    }

    @Test
    void aStepThatIsLeftOutHasNoFault(FxRobot robot) throws Exception {
        await(() -> robot.lookup("#fault-3").tryQuery().isPresent());

        ui(() -> robot.lookup("#step-1").query().requestFocus());
        robot.push(KeyCode.SPACE);

        await(() -> robot.lookup("#fault-3").tryQuery().isEmpty());
        Node second = robot.lookup("#step-2").query();
        assertTrue(robot.from(second).lookup("#fault-1").tryQuery().isPresent());
    }

    @Test
    void explainsTheChainAndComesBack(FxRobot robot) throws Exception {
        await(() -> robot.lookup("#fault-2").tryQuery().isPresent());

        robot.clickOn("#explain-chain");

        assertEquals("support", robot.lookup("#explain-asked").<TextInputControl>query().getText());
        robot.push(KeyCode.ESCAPE);
        assertTrue(robot.lookup("#explain").tryQuery().isEmpty());
        assertEquals("support", robot.lookup("#chain-title").<Labeled>query().getText());
        assertFalse(robot.lookup("#rehearse-all").query().isDisabled());
    }

    private static void scroll(FxRobot robot, double to) {
        ui(() -> robot.lookup(".panel-scroll").<ScrollPane>query().setVvalue(to));
    }

    private static void choose(FxRobot robot, String choice, String key) {
        ComboBox<NamedFault> box = robot.lookup(choice).queryComboBox();
        ui(() -> box.setValue(Faults.picked(key)));
    }
}
