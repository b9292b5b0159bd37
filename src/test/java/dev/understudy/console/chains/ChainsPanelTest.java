package dev.understudy.console.chains;

import static dev.understudy.console.Pictures.await;
import static dev.understudy.console.Pictures.ui;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.FakeKeepsakes;
import dev.understudy.console.FakeLater;
import dev.understudy.console.Pictures;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.StepRules.OnRefusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class ChainsPanelTest {
    private static final String NATIVE = "anthropic:claude-sonnet-4-5";
    private static final String ROUTED = "openrouter:anthropic/claude-sonnet-4.5";
    private static final String LOCAL = "lab:llama3.2:1b";

    private final FakeChainBook book = new FakeChainBook();
    private final FakeKeepsakes keepsakes = new FakeKeepsakes();
    private final FakeLater later = new FakeLater();
    private final List<String> tried = new ArrayList<>();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private ChainsViewModel chains;

    @Start
    void start(Stage stage) {
        chains =
                new ChainsViewModel(
                        book,
                        keepsakes,
                        new Jobs(background, Platform::runLater),
                        later,
                        InstantSource.fixed(FakeChainBook.NOW),
                        new Texts());
        new Pictures(
                stage,
                List.of(
                        ChainsPanel.entry(() ->
                                new ChainsPanel(
                                        chains, new Texts(), tried::add, ChainsPanel.Parts.NONE))));
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void movesAStepByKeyboardAndTakesItBack(FxRobot robot) throws TimeoutException {
        focus(robot, 3);

        robot.push(KeyCode.ALT, KeyCode.UP).push(KeyCode.ALT, KeyCode.UP);
        await(() -> book.targets("support").equals(List.of(LOCAL, NATIVE, ROUTED)));
        assertEquals("step-1", focused(robot));
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> book.targets("support").equals(List.of(NATIVE, LOCAL, ROUTED)));
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> book.targets("support").equals(List.of(NATIVE, ROUTED, LOCAL)));
        robot.push(KeyCode.CONTROL, KeyCode.Y);

        await(() -> book.targets("support").equals(List.of(NATIVE, LOCAL, ROUTED)));
    }

    @Test
    void movesAStepByDragging(FxRobot robot) throws TimeoutException {
        filled();

        Bounds first = bounds(robot, "#step-1");
        robot.drag(handle(robot, 3)).dropTo(first.getMinX() + 200, first.getMinY() + 4);

        await(() -> book.targets("support").equals(List.of(LOCAL, NATIVE, ROUTED)));
    }

    @Test
    void addsAStepByTyping(FxRobot robot) throws TimeoutException {
        filled();

        robot.clickOn("#add-step").write("haiku 4.5");
        await(() -> robot.lookup("#suggested").tryQuery().isPresent());
        robot.push(KeyCode.ENTER);

        await(() -> book.targets("support").size() == 4);
        assertTrue(book.targets("support").getLast().contains("haiku-4"));
    }

    @Test
    void leavesAStepOutAndRemovesIt(FxRobot robot) throws TimeoutException {
        focus(robot, 2);

        robot.push(KeyCode.SPACE);
        await(() -> book.step("support", 1).disabled());
        robot.push(KeyCode.DELETE);
        await(() -> book.targets("support").equals(List.of(NATIVE, LOCAL)));

        assertEquals("step-2", focused(robot));
    }

    @Test
    void aChainKeepsItsLastStep(FxRobot robot) throws TimeoutException {
        filled();
        ui(() -> chains.remove(2));
        await(() -> chains.steps() == 2);
        ui(() -> chains.remove(1));
        await(() -> chains.steps() == 1);

        ui(() -> chains.remove(0));

        assertEquals(List.of(NATIVE), book.targets("support"));
    }

    @Test
    void aStepSaysSomethingForItself(FxRobot robot) throws TimeoutException {
        focus(robot, 1);

        robot.push(KeyCode.ENTER);
        type(robot, "#rule-first-token", "800 ms");
        type(robot, "#rule-hedge", "2");
        type(robot, "#step-temperature", "0,2");
        robot.push(KeyCode.ENTER);

        await(() -> book.step("support", 0).own().parameters().numbers().size() == 1);
        var own = book.step("support", 0).own();
        assertEquals(Optional.of(Duration.ofMillis(800)), own.waits().firstToken());
        assertEquals(Optional.of(Duration.ofSeconds(2)), own.hedgeAfter());
        assertEquals(new BigDecimal("0.2"), own.parameters().numbers().values().iterator().next());
    }

    @Test
    void theWeightOfAWeightedChainsStepIsChanged(FxRobot robot) throws TimeoutException {
        book.weigh("support", List.of(5, 3, 1));
        ui(chains::look);
        await(() ->
                chains.selectedProperty()
                        .get()
                        .filter(entry -> !entry.chain().weights().isEmpty())
                        .isPresent());
        focus(robot, 2);

        robot.push(KeyCode.ENTER);
        assertEquals("3", robot.lookup("#step-weight").queryTextInputControl().getText());
        type(robot, "#step-weight", "2.5");
        robot.push(KeyCode.ENTER);
        assertEquals(
                "Weight: write a whole number, such as 2",
                robot.lookup("#step-problem").<Labeled>query().getText());
        type(robot, "#step-weight", "7");
        robot.push(KeyCode.ENTER);

        await(() -> book.step("support", 1).weight().equals(OptionalInt.of(7)));
        assertEquals(OptionalInt.empty(), book.step("support", 0).weight());
    }

    @Test
    void saysWhatIsNoTime(FxRobot robot) throws TimeoutException {
        focus(robot, 1);

        robot.push(KeyCode.ENTER);
        type(robot, "#rule-first-token", "soon");
        robot.push(KeyCode.ENTER);

        assertEquals(
                "First token within: write a time, such as 12 s or 500 ms",
                robot.lookup("#step-problem").<Labeled>query().getText());
        assertEquals(Optional.empty(), book.step("support", 0).own().waits().firstToken());
    }

    @Test
    void theRulesOfAllStepsAreChanged(FxRobot robot) throws TimeoutException {
        filled();

        robot.clickOn("#chain-more").clickOn("#chains-rules");
        ComboBox<Optional<OnRefusal>> refusal = robot.lookup("#rule-refusal").queryComboBox();
        ui(() -> refusal.setValue(Optional.of(OnRefusal.NEXT)));

        await(() ->
                chains.selectedProperty()
                        .get()
                        .filter(e -> e.chain().rules().onRefusal() == OnRefusal.NEXT)
                        .isPresent());
    }

    @Test
    void beginsAChainFromATemplate(FxRobot robot) throws TimeoutException {
        filled();

        robot.push(KeyCode.CONTROL, KeyCode.N).write("drafts").clickOn("#template-free-to-paid");

        await(() -> book.names().contains("drafts"));
        await(() -> "drafts".equals(title(robot)));
        assertEquals(2, chains.steps());
    }

    @Test
    void saysWhatATemplateIsMissing(FxRobot robot) throws TimeoutException {
        filled();

        robot.push(KeyCode.CONTROL, KeyCode.N).clickOn("#template-local-to-cloud");

        await(() -> robot.lookup("#change-problem").tryQuery().isPresent());
        assertTrue(robot.lookup("#change-problem").<Labeled>query().getText().contains("in Keys"));
    }

    @Test
    void beginsAChainWithAModel(FxRobot robot) throws TimeoutException {
        filled();

        robot.push(KeyCode.CONTROL, KeyCode.N).write("drafts").push(KeyCode.TAB).write("haiku 4.5");
        await(() -> robot.lookup("#suggested").tryQuery().isPresent());
        robot.push(KeyCode.ENTER);

        await(() -> book.targets("drafts").size() == 1);
    }

    @Test
    void renamesCopiesAndDeletes(FxRobot robot) throws TimeoutException {
        filled();

        robot.push(KeyCode.F2).write("help").push(KeyCode.ENTER);
        await(() -> book.names().contains("help"));
        robot.clickOn("#chain-more").clickOn("#chains-duplicate");
        await(() -> book.names().contains("help-copy"));
        robot.clickOn("#chain-more").clickOn("#chains-delete");

        await(() -> !book.names().contains("help-copy"));
        assertEquals(List.of("help", "code-review", "cheap-first"), book.names());
    }

    @Test
    void saysWhyAChangeIsRefused(FxRobot robot) throws TimeoutException {
        book.refusal = Optional.of(new ChainBookException("gateway.yaml cannot be written"));
        focus(robot, 1);

        robot.push(KeyCode.ALT, KeyCode.DOWN);

        await(() -> robot.lookup("#change-problem").tryQuery().isPresent());
        assertEquals(List.of(NATIVE, ROUTED, LOCAL), book.targets("support"));
    }

    @Test
    void takesACheaperEqual(FxRobot robot) throws TimeoutException {
        filled();

        ui(() -> robot.lookup("#cheaper-2").<javafx.scene.control.Hyperlink>query().fire());
        await(() -> robot.lookup(".context-menu .menu-item").tryQuery().isPresent());
        robot.clickOn(robot.lookup(".context-menu .menu-item").<Node>query());

        await(() -> book.targets("support").get(1).contains("haiku"));
    }

    @Test
    void looksAtTheChainItLookedAtLast(FxRobot robot) throws TimeoutException {
        filled();

        ui(() -> chains.select("code-review"));

        assertEquals("code-review", title(robot));
        assertEquals(List.of("code-review"), keepsakes.list("chain"));
    }

    private static void type(FxRobot robot, String field, String text) {
        ui(() -> {
            TextInputControl input = robot.lookup(field).query();
            input.requestFocus();
            input.selectAll();
        });
        robot.write(text);
    }

    private static String title(FxRobot robot) {
        return robot.lookup("#chain-title").<Labeled>query().getText();
    }

    private void focus(FxRobot robot, int step) throws TimeoutException {
        filled();
        ui(() -> robot.lookup("#step-" + step).query().requestFocus());
    }

    private static String focused(FxRobot robot) {
        return String.valueOf(robot.lookup("#steps").query().getScene().getFocusOwner().getId());
    }

    private static Node handle(FxRobot robot, int step) {
        return robot.from(robot.lookup("#step-" + step).<Node>query()).lookup(".handle").query();
    }

    private static Bounds bounds(FxRobot robot, String query) {
        Node node = robot.lookup(query).query();
        return node.localToScreen(node.getBoundsInLocal());
    }

    private void filled() throws TimeoutException {
        await(() -> chains.steps() == 3);
    }
}
