package dev.understudy.console.explain;

import static dev.understudy.console.Pictures.await;
import static dev.understudy.console.Pictures.ui;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.FakeKeepsakes;
import dev.understudy.console.FakeLater;
import dev.understudy.console.Pictures;
import dev.understudy.console.explain.ExplainBook.Kind;
import dev.understudy.console.shell.PanelEntry;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import dev.understudy.strategy.Expressions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class ExplainViewTest {
    private final FakeExplainBook book = new FakeExplainBook();
    private final FakeLater later = new FakeLater();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private ExplainViewModel explain;
    private Pictures pictures;
    private boolean closed;

    @Start
    void start(Stage stage) {
        explain =
                new ExplainViewModel(
                        book,
                        new FakeKeepsakes(),
                        new Jobs(background, Platform::runLater),
                        later,
                        new Texts());
        pictures =
                new Pictures(
                        stage,
                        List.of(
                                new PanelEntry(
                                        "chains",
                                        MaterialDesignL.LINK_VARIANT,
                                        "rail.chains",
                                        KeyCombination.valueOf("Shortcut+2"),
                                        this::panel)));
        explain.show("support");
    }

    private VBox panel() {
        var panel = new VBox(new ExplainView(explain, new Texts(), () -> closed = true));
        panel.getStyleClass().add("panel");
        VBox.setVgrow(panel.getChildren().getFirst(), javafx.scene.layout.Priority.ALWAYS);
        return panel;
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void showsThePlan() throws Exception {
        await(() -> explain.planProperty().get().isPresent());

        assertEquals(2, explain.planProperty().get().orElseThrow().plan().steps().size());
        pictures.take("explain");
        pictures.take("explain", 1280, 800);
    }

    @Test
    void saysWhyThereIsNoPlan(FxRobot robot) throws Exception {
        write(robot, "#explain-asked", "suport");
        pause();

        await(() -> explain.planProperty().get().filter(p -> !p.problem().isBlank()).isPresent());
        pictures.take("explain-nowhere");
    }

    @Test
    void completesByKeyboardTriesAndUses(FxRobot robot) throws Exception {
        ui(() -> robot.lookup("#strategy").query().requestFocus());
        robot.write("ai.");
        await(() -> robot.lookup("#completions").tryQuery().isPresent());
        robot.push(KeyCode.ENTER);
        assertEquals("ai.models", text(robot));
        robot.write(".filter(m, m.kno");
        await(() -> robot.lookup("#completions").tryQuery().isPresent());
        robot.push(KeyCode.TAB).write(")");
        assertEquals("ai.models.filter(m, m.known)", text(robot));
        pause();
        await(() -> robot.lookup("#chooses").tryQuery().isPresent());
        pictures.take("explain-tried");
        pictures.takeLarge("explain-tried");
        pictures.take("explain-tried", 1600, 1000);
        pictures.take("explain-tried", 1000, 1000);

        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        await(() -> book.strategy.equals(List.of("ai.models.filter(m, m.known)")));
        robot.push(KeyCode.CONTROL, KeyCode.Z);

        assertFalse(book.tried.isEmpty());
    }

    @Test
    void marksAMistakeWhereItIs(FxRobot robot) throws Exception {
        ui(() -> explain.textProperty().set("ai.models\nai.models.filter(m, m.knwon)"));
        pause();

        await(() -> robot.lookup("#mistake").tryQuery().isPresent());
        assertEquals(
                "there is no field \"knwon\": did you mean \"known\"?",
                robot.lookup("#mistake").<Labeled>query().getText());
        assertTrue(robot.lookup("#strategy-use").query().isDisabled());
        assertTrue(robot.lookup(".mistake").tryQuery().isPresent());
        pictures.take("explain-mistake");
        ui(() -> robot.lookup(".hyperlink").<javafx.scene.control.Hyperlink>query().fire());
        assertEquals(
                "ai.models\nai.models.filter(m, m.".length() - 1,
                robot.lookup("#strategy").<TextInputControl>query().getCaretPosition());
    }

    @Test
    void saysWhyAStrategyIsRefused(FxRobot robot) throws Exception {
        book.refusal = Optional.of(new ExplainException("gateway.yaml cannot be written"));
        ui(() -> explain.textProperty().set("ai.models"));
        pause();
        await(() -> robot.lookup("#chooses").tryQuery().isPresent());

        robot.clickOn("#strategy-use");

        await(() -> robot.lookup("#change-problem").tryQuery().isPresent());
        assertEquals(List.of(), book.strategy);
    }

    @Test
    void showsAnExpressionOfSeveralLinesInOne() throws Exception {
        book.strategy = List.of("ai.models\n  .filter(m, m.known)\n", "ai.models");

        ui(explain::revert);

        await(() ->
                explain.textProperty().get().equals("ai.models .filter(m, m.known)\nai.models"));
    }

    @Test
    void goesBackByEscape(FxRobot robot) {
        robot.push(KeyCode.ESCAPE);

        assertTrue(closed);
    }

    @ParameterizedTest
    @EnumSource(StrategyTemplate.class)
    void templatesAreRight(StrategyTemplate template) {
        var language = new Expressions();

        for (String line : StrategyDrafts.expressions(template.text())) {
            assertEquals(List.of(), language.checkForModels(line), line);
        }
        assertEquals(List.of(), book.written(Kind.KEYS));
    }

    private void pause() {
        ui(() -> later.pass(Duration.ofSeconds(1)));
    }

    private static void write(FxRobot robot, String field, String text) {
        ui(() -> {
            TextInputControl input = robot.lookup(field).query();
            input.requestFocus();
            input.selectAll();
        });
        robot.write(text);
    }

    private static String text(FxRobot robot) {
        return robot.lookup("#strategy").<TextInputControl>query().getText();
    }
}
