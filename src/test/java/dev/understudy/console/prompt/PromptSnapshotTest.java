package dev.understudy.console.prompt;

import static dev.understudy.console.Pictures.ui;

import dev.understudy.client.ChatEvent;
import dev.understudy.client.GatewayException;
import dev.understudy.console.Pictures;
import dev.understudy.console.shell.GatewayState;
import dev.understudy.console.shell.Notice;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Takes a picture of every state, light and dark, for the eye to judge.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class PromptSnapshotTest {
    private static final ChatEvent OPENED =
            new ChatEvent.Opened("req-1", "openrouter:anthropic/claude-3.5-sonnet", 3);
    private static final String POLICY =
            """
            ## Refund policy

            We want you to love your ride. If you don't, here is how refunds work:

            - **30 days, no questions.** Bring your bike back unridden or lightly ridden with its receipt.
            - **Full refund to the original payment.** Money arrives within five working days.
            - **Free pick-up within the city.** Book a slot online and we collect it\
            """;
    private static final String LONG =
            """
            # Retrying a failed request

            There are three ways, and they differ in *who waits* and **who decides**. The short form: \
            retry what is `idempotent`, give up on what the caller got wrong, and never retry without \
            a bound. See the [HTTP specification](https://www.rfc-editor.org/rfc/rfc9110) for what \
            `Retry-After` may hold, or read `POST /v1/chat/completions` twice before you decide.

            | way | who waits | costs | good for |
            | --- | --- | ---: | --- |
            | same target | the caller | 1 × | a dropped connection, a `503` |
            | next key | nobody | 1 × | a rate limit that belongs to one key and not to the account |
            | next target | nobody | 2 × | an outage |

            ```java
            record RetryPolicy(int attempts, Duration longest) {
                RetryPolicy {
                    if (attempts < 1) {
                        throw new IllegalArgumentException("attempts: " + attempts);
                    }
                }
            }
            ```

            > A stream that broke after its first token is not a failed request: it is half an answer.

            1. Classify by status and code
               - before any message text
               - once, in one place
            2. Wait, but not longer than `3 s`
            3. Move on

            ---

            That is all ![a diagram](x.png).
            """;

    private final ScriptedChat client = new ScriptedChat();
    private final AtomicLong clock = new AtomicLong();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private PromptViewModel prompt;
    private Pictures pictures;

    @Start
    void start(Stage stage) {
        var texts = new Texts();
        prompt =
                new PromptViewModel(
                        client,
                        "sandbox:demo",
                        new SimpleStringProperty("http://127.0.0.1:4141/v1"),
                        background,
                        Platform::runLater,
                        () -> clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(206)),
                        _ -> {});
        pictures =
                new Pictures(
                        stage,
                        List.of(
                                PromptPanel.entry(
                                        () -> new PromptPanel(prompt, texts, _ -> {}, _ -> {}))));
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void empty() throws Exception {
        pictures.take("prompt-empty");
    }

    @Test
    void waiting() throws Exception {
        client.answers(OPENED).thenHangs();
        send("Draft a refund policy with three bullet points and one exception.");
        pictures.take("prompt-waiting");
    }

    @Test
    void streaming() throws Exception {
        client.answers(
                        OPENED,
                        new ChatEvent.Thinking("Friendly. Short."),
                        new ChatEvent.Text(POLICY))
                .thenHangs();
        ui(() -> pictures.status().inFlightProperty().set(1));
        ui(() ->
                prompt.systemProperty()
                        .set("You write short, friendly policy texts for a bicycle shop."));
        send("Draft a refund policy with three bullet points and one exception.");
        pictures.take("prompt-streaming");
    }

    @Test
    void complete() throws Exception {
        client.answers(
                OPENED,
                new ChatEvent.Text(LONG),
                new ChatEvent.Used(
                        new Usage(41, 318, 0, 0, Optional.of(new BigDecimal("0.00194")))),
                new ChatEvent.Finished("stop"));
        send("Compare three ways to retry a failed request, as a table.");
        pictures.take("prompt-complete-end");
        ui(() -> scroll(0));
        pictures.take("prompt-complete");
        pictures.takeLarge("prompt-complete");
    }

    @Test
    void pinned(FxRobot robot) throws Exception {
        client.answers(OPENED, new ChatEvent.Text(LONG)).thenHangs();
        send("Compare three ways to retry a failed request, as a table.");
        robot.moveTo("#answer-scroll").scroll(5, VerticalDirection.UP);
        ui(() -> pictures.shell().lookup("#answer-scroll").requestFocus());
        pictures.take("prompt-pinned");
    }

    @Test
    void suggestions(FxRobot robot) throws Exception {
        for (var scheme : ColorScheme.values()) {
            pictures.dress(scheme);
            robot.clickOn("#model").push(KeyCode.DOWN).push(KeyCode.DOWN);
            WaitForAsyncUtils.waitForFxEvents();
            Node list = robot.lookup("#models").query();
            Pictures.write(
                    WaitForAsyncUtils.waitForAsyncFx(5_000, () -> list.snapshot(null, null)),
                    "prompt-models",
                    scheme);
            pictures.take("prompt-focused", scheme);
            robot.push(KeyCode.ESCAPE);
        }
    }

    @Test
    void failed() throws Exception {
        client.answers()
                .thenFails(
                        new GatewayException(
                                404,
                                "model_not_found",
                                "No provider, chain or model is called “anthropic/claude-3.5-sonnet”."
                                        + " Write “openrouter:anthropic/claude-3.5-sonnet” to ask it"
                                        + " through OpenRouter."));
        send("Draft a refund policy with three bullet points and one exception.");
        pictures.take("prompt-failed");
    }

    @Test
    void brokenMidway() throws Exception {
        client.answers(OPENED, new ChatEvent.Text(POLICY)).thenFails(new IOException("reset"));
        send("Draft a refund policy with three bullet points and one exception.");
        pictures.take("prompt-broken");
    }

    @Test
    void banner() throws Exception {
        ui(() ->
                pictures.shell()
                        .notices()
                        .add(
                                new Notice(
                                        Notice.Severity.WARNING,
                                        "gateway.yaml has an error; the settings before it stay in force",
                                        "Line 12, chains[0].target: unknown key. Did you mean “targets”?",
                                        Optional.of(new Notice.Action("Open file", () -> {})))));
        pictures.take("banner");
    }

    @Test
    void gatewayStopped() throws Exception {
        ui(() ->
                pictures.status()
                        .show(
                                new GatewayState.Stopped(
                                        "Port 4141 is in use by another program.",
                                        "Stop that program, or choose another port in gateway.yaml.")));
        pictures.take("gateway-stopped");
    }

    @Test
    void writing() throws Exception {
        ui(() -> {
            pictures.shell().lookup("#instructions-toggle").requestFocus();
            ((ToggleButton) pictures.shell().lookup("#instructions-toggle")).setSelected(true);
            prompt.systemProperty().set("Answer as a patient teacher.\nUse short words.");
            prompt.promptProperty()
                    .set(
                            "First line\nSecond line\nThird line that is long enough to wrap: "
                                    + "more and more words ".repeat(8));
            pictures.status().copyAddress();
            pictures.status().copyAccessKey();
        });
        pictures.take("prompt-writing");
    }

    private void send(String words) {
        ui(() -> {
            prompt.promptProperty().set(words);
            prompt.send();
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void scroll(double to) {
        ((ScrollPane) pictures.shell().lookup("#answer-scroll")).setVvalue(to);
    }
}
