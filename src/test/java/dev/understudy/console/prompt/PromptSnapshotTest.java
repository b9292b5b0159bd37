package dev.understudy.console.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.client.ChatEvent;
import dev.understudy.client.GatewayException;
import dev.understudy.console.shell.AccessKeys;
import dev.understudy.console.shell.GatewayState;
import dev.understudy.console.shell.Notice;
import dev.understudy.console.shell.Shell;
import dev.understudy.console.shell.StatusViewModel;
import dev.understudy.console.shell.Theme;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Usage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
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
    private static final Path PICTURES = Path.of("target", "screenshots");
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
    private final SimpleObjectProperty<ColorScheme> system =
            new SimpleObjectProperty<>(ColorScheme.LIGHT);
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private PromptViewModel prompt;
    private StatusViewModel status;
    private Shell shell;

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
        status =
                new StatusViewModel(
                        new GatewayState.Running(URI.create("http://127.0.0.1:4141/v1")),
                        new NoKeys(),
                        _ -> {},
                        Runnable::run,
                        Platform::runLater);
        shell =
                new Shell(
                        List.of(
                                PromptPanel.entry(
                                        () -> new PromptPanel(prompt, texts, _ -> {}, _ -> {}))),
                        status,
                        texts);
        var scene = new Scene(shell, 1000, 700);
        new Theme(system).dress(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void empty() throws Exception {
        take("prompt-empty");
    }

    @Test
    void waiting() throws Exception {
        client.answers(OPENED).thenHangs();
        send("Draft a refund policy with three bullet points and one exception.");
        take("prompt-waiting");
    }

    @Test
    void streaming() throws Exception {
        client.answers(
                        OPENED,
                        new ChatEvent.Thinking("Friendly. Short."),
                        new ChatEvent.Text(POLICY))
                .thenHangs();
        ui(() -> status.inFlightProperty().set(1));
        ui(() ->
                prompt.systemProperty()
                        .set("You write short, friendly policy texts for a bicycle shop."));
        send("Draft a refund policy with three bullet points and one exception.");
        take("prompt-streaming");
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
        take("prompt-complete-end");
        ui(() -> scroll(0));
        take("prompt-complete");
        picture("prompt-complete-150", ColorScheme.LIGHT, 1.5);
        picture("prompt-complete-150", ColorScheme.DARK, 1.5);
    }

    @Test
    void pinned(FxRobot robot) throws Exception {
        client.answers(OPENED, new ChatEvent.Text(LONG)).thenHangs();
        send("Compare three ways to retry a failed request, as a table.");
        robot.moveTo("#answer-scroll").scroll(5, VerticalDirection.UP);
        ui(() -> shell.lookup("#answer-scroll").requestFocus());
        take("prompt-pinned");
    }

    @Test
    void suggestions(FxRobot robot) throws Exception {
        for (var scheme : ColorScheme.values()) {
            ui(() -> system.set(scheme));
            robot.clickOn("#model").push(KeyCode.DOWN).push(KeyCode.DOWN);
            WaitForAsyncUtils.waitForFxEvents();
            Node list = robot.lookup("#models").query();
            write(
                    WaitForAsyncUtils.waitForAsyncFx(5_000, () -> list.snapshot(null, null)),
                    "prompt-models-" + scheme.name().toLowerCase(Locale.ROOT));
            picture("prompt-focused", scheme, 1);
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
        take("prompt-failed");
    }

    @Test
    void brokenMidway() throws Exception {
        client.answers(OPENED, new ChatEvent.Text(POLICY)).thenFails(new IOException("reset"));
        send("Draft a refund policy with three bullet points and one exception.");
        take("prompt-broken");
    }

    @Test
    void banner() throws Exception {
        ui(() ->
                shell.notices()
                        .add(
                                new Notice(
                                        Notice.Severity.WARNING,
                                        "gateway.yaml has an error; the settings before it stay in force",
                                        "Line 12, chains[0].target: unknown key. Did you mean “targets”?",
                                        Optional.of(new Notice.Action("Open file", () -> {})))));
        take("banner");
    }

    @Test
    void gatewayStopped() throws Exception {
        ui(() ->
                status.show(
                        new GatewayState.Stopped(
                                "Port 4141 is in use by another program.",
                                "Stop that program, or choose another port in gateway.yaml.")));
        take("gateway-stopped");
    }

    @Test
    void writing() throws Exception {
        ui(() -> {
            shell.lookup("#instructions-toggle").requestFocus();
            ((ToggleButton) shell.lookup("#instructions-toggle")).setSelected(true);
            prompt.systemProperty().set("Answer as a patient teacher.\nUse short words.");
            prompt.promptProperty()
                    .set(
                            "First line\nSecond line\nThird line that is long enough to wrap: "
                                    + "more and more words ".repeat(8));
            status.copyAddress();
            status.copyAccessKey();
        });
        take("prompt-writing");
    }

    private void send(String words) {
        ui(() -> {
            prompt.promptProperty().set(words);
            prompt.send();
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void scroll(double to) {
        ((ScrollPane) shell.lookup("#answer-scroll")).setVvalue(to);
    }

    private static void ui(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(5_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void take(String name) throws IOException {
        picture(name, ColorScheme.LIGHT, 1);
        picture(name, ColorScheme.DARK, 1);
    }

    private void picture(String name, ColorScheme scheme, double scale) throws IOException {
        ui(() -> system.set(scheme));
        WritableImage image =
                WaitForAsyncUtils.waitForAsyncFx(
                        5_000,
                        () -> {
                            var how = new SnapshotParameters();
                            how.setTransform(Transform.scale(scale, scale));
                            return shell.snapshot(how, null);
                        });
        assertEquals(1000 * scale, image.getWidth());
        assertEquals(700 * scale, image.getHeight());
        write(image, name + "-" + scheme.name().toLowerCase(Locale.ROOT));
    }

    private static void write(WritableImage image, String name) throws IOException {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                copy.setRGB(x, y, image.getPixelReader().getArgb(x, y));
            }
        }
        Files.createDirectories(PICTURES);
        ImageIO.write(copy, "png", PICTURES.resolve(name + ".png").toFile());
    }

    /// No key is known; a new one can be made.
    private static final class NoKeys implements AccessKeys {
        @Override
        public Optional<String> known() {
            return Optional.empty();
        }

        @Override
        public String create() {
            return "us-0000";
        }
    }
}
