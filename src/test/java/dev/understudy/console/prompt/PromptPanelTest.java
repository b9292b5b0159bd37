package dev.understudy.console.prompt;

import static dev.understudy.console.Pictures.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.client.ChatEvent;
import dev.understudy.client.GatewayException;
import dev.understudy.console.shell.Theme;
import dev.understudy.console.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Scene;
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
class PromptPanelTest {
    private final ScriptedChat client = new ScriptedChat();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> copied = new ArrayList<>();
    private PromptViewModel prompt;

    @Start
    void start(Stage stage) {
        prompt =
                new PromptViewModel(
                        client,
                        "sandbox:demo",
                        new SimpleStringProperty("http://127.0.0.1:4141/v1"),
                        background,
                        Platform::runLater,
                        System::nanoTime,
                        copied::add);
        var panel = new PromptPanel(prompt, new Texts(), copied::add, _ -> {});
        var scene = new Scene(panel, 800, 600);
        new Theme(new SimpleObjectProperty<>(ColorScheme.LIGHT)).dress(scene);
        stage.setScene(scene);
        stage.show();
        panel.requestFocus();
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void sendsByKeyAndShowsTheAnswer(FxRobot robot) throws TimeoutException {
        client.answers(
                new ChatEvent.Opened("r1", "sandbox:demo", 1),
                new ChatEvent.Text("**Hello** there"),
                new ChatEvent.Finished("stop"));

        robot.write("Hi").push(KeyCode.CONTROL, KeyCode.ENTER);
        await(() -> prompt.answeringProperty().get() instanceof Answering.Complete);

        assertEquals("Hi", client.asked.getFirst().user());
        assertTrue(robot.lookup("#answer .strong").tryQuery().isPresent());
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        assertEquals(List.of("**Hello** there"), copied);
    }

    @Test
    void stopsByEscapeAndKeepsWhatArrived(FxRobot robot) throws Exception {
        client.answers(
                        new ChatEvent.Opened("r1", "sandbox:demo", 1),
                        new ChatEvent.Text("Half an answer"))
                .thenHangs();

        robot.write("Hi").push(KeyCode.CONTROL, KeyCode.ENTER);
        await(() -> prompt.answerProperty().get().equals("Half an answer"));
        robot.push(KeyCode.ESCAPE);

        await(() -> prompt.answeringProperty().get() instanceof Answering.Stopped);
        assertTrue(client.interrupted.await(10, TimeUnit.SECONDS));
        assertEquals("Half an answer", prompt.answerProperty().get());
    }

    @Test
    void retriesByKeyAfterAFailure(FxRobot robot) throws TimeoutException {
        client.answers().thenFails(new GatewayException(429, "rate_limited", "Wait a minute."));
        robot.write("Hi").push(KeyCode.CONTROL, KeyCode.ENTER);
        await(() -> prompt.answeringProperty().get() instanceof Answering.Failed);
        assertTrue(robot.lookup("#problem").tryQuery().isPresent());

        client.answers(
                new ChatEvent.Opened("r1", "sandbox:demo", 1), new ChatEvent.Finished("stop"));
        robot.push(KeyCode.CONTROL, KeyCode.R);

        await(() -> prompt.answeringProperty().get() instanceof Answering.Complete);
        assertFalse(robot.lookup("#problem").tryQuery().isPresent());
    }

    @Test
    void suggestsTheModelsThatMatchWhatIsTyped(FxRobot robot) throws TimeoutException {
        await(() -> !prompt.models().isEmpty());

        robot.doubleClickOn("#model").push(KeyCode.CONTROL, KeyCode.A).write("llama");
        robot.push(KeyCode.DOWN).push(KeyCode.ENTER);

        assertEquals("openrouter:meta-llama/llama-3.2-1b-instruct", prompt.modelProperty().get());
    }
}
