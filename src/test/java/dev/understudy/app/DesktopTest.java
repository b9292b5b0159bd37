package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.understudy.model.Chain;
import dev.understudy.rehearsal.Faults;
import dev.understudy.rehearsal.NamedFault;
import dev.understudy.settings.Secrets;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.Vault;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The whole program: its window, its gateway and its sandbox, driven by a robot.
@Timeout(120)
final class DesktopTest {
    @TempDir Path home;
    private final FxRobot robot = new FxRobot();
    private @Nullable Application desktop;

    @AfterEach
    void close() throws Exception {
        FxToolkit.cleanupApplication(Objects.requireNonNull(desktop));
        FxToolkit.cleanupStages();
    }

    @Test
    void answersAPromptThroughItsOwnGateway() throws Exception {
        open("0");
        awaitText("#gateway-state", "Gateway running");

        robot.clickOn("#prompt").write("Hello").push(KeyCode.CONTROL, KeyCode.ENTER);

        awaitText("#answer-status", "complete");
        assertTrue(Files.exists(home.resolve("access.json")));
    }

    @Test
    void opensWithAMistakeInTheSettingsAndMendsItself() throws Exception {
        Path file = Files.writeString(home.resolve("gateway.yaml"), "sever: { port: 1 }\n");
        open("0");
        awaitText("#gateway-state", "Gateway running");
        String notice = awaitLabel(".banner", "did you mean \"server\"");
        assertTrue(notice.contains("line 1"), notice);

        Files.writeString(file, "chains: [{ id: mine, targets: ['sandbox:demo'] }]\n");

        await(() -> robot.lookup(".banner").queryAll().isEmpty());
    }

    @Test
    void opensWithoutItsVaultAndSaysWhy() throws Exception {
        Vault vault = Given.vault(home.resolve("secrets.vault"), new FakeKeychain());
        vault.sealWithPassphrase("correct horse".toCharArray());
        vault.put(Given.name("main"), Given.bytes("sk-0123456789ab"));
        Files.writeString(
                home.resolve("gateway.yaml"),
                "providers: [{ id: openrouter, api_keys: [{ value: \"${secrets.get('openrouter', 'main')}\" }] }]\n");
        open("0");
        awaitText("#gateway-state", "Gateway running");

        String notice = awaitLabel(".banner", "Its keys cannot be used");
        assertTrue(notice.contains("passphrase"), notice);
        awaitLabel(".banner", "the secret openrouter/main is in the vault, which is locked");
    }

    @Test
    void tellsABusyPortAndTakesAnother() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            open(Integer.toString(taken.getLocalPort()));
            awaitText("#gateway-state", "Gateway stopped");

            robot.clickOn("Use another port");

            awaitText("#gateway-state", "Gateway running");
        }
    }

    @Test
    void sealsAKeyAndMakesAnAccessKeyInItsPanels() throws Exception {
        Vault vault = Given.vault(home.resolve("secrets.vault"), new FakeKeychain());
        vault.sealWithPassphrase("correct horse".toCharArray());
        open("0");
        awaitText("#gateway-state", "Gateway running");

        robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
        await(() -> robot.lookup("#passphrase").tryQuery().isPresent());
        robot.clickOn("#passphrase").write("correct horse").push(KeyCode.ENTER);
        await(() -> !robot.lookup("#vault").query().isVisible());
        robot.push(KeyCode.CONTROL, KeyCode.N).write("sk-sandbox-1");
        await(() -> robot.lookup("#checked").<Labeled>query().getText().startsWith("works"));
        robot.clickOn("#seal");
        await(() ->
                Files.exists(home.resolve("gateway.yaml"))
                        && Files.readString(home.resolve("gateway.yaml")).contains("secrets.get"));
        await(() -> robot.lookup("#key-sandbox-main").tryQuery().isPresent());

        robot.push(KeyCode.CONTROL, KeyCode.DIGIT6);
        await(() -> robot.lookup("#add-access").tryQuery().isPresent());
        robot.push(KeyCode.CONTROL, KeyCode.N).write("robot").clickOn("#terms-save");
        await(() -> Files.readString(home.resolve("access.json")).contains("robot"));
        await(() -> robot.lookup("#created-secret").<TextField>query().getText().startsWith("us-"));
    }

    @Test
    void composesRehearsesAndServesAChain() throws Exception {
        open("0");
        awaitText("#gateway-state", "Gateway running");
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
        await(() -> robot.lookup("#first-chain").tryQuery().isPresent());

        robot.clickOn("#first-chain").write("night").push(KeyCode.TAB).write("sandbox:demo");
        await(() -> robot.lookup("#suggested").tryQuery().isPresent());
        robot.push(KeyCode.ENTER);
        await(() -> steps("night").equals(List.of("sandbox:demo")));
        await(() -> robot.lookup("#step-1").tryQuery().isPresent());
        robot.clickOn("#add-step").write("sandbox:text");
        await(() -> robot.lookup("#suggested").tryQuery().isPresent());
        robot.push(KeyCode.ENTER);
        await(() -> steps("night").equals(List.of("sandbox:demo", "sandbox:text")));
        await(() -> robot.lookup("#step-2").tryQuery().isPresent());
        Bounds first = bounds("#step-1");
        robot.drag(
                        robot.from(robot.lookup("#step-2").<Node>query())
                                .lookup(".handle")
                                .<Node>query())
                .dropTo(first.getMinX() + 100, first.getMinY() + 4);
        await(() -> steps("night").equals(List.of("sandbox:text", "sandbox:demo")));
        ui(() -> robot.lookup("#step-1").query().requestFocus());
        robot.push(KeyCode.ALT, KeyCode.DOWN);
        await(() -> steps("night").equals(List.of("sandbox:demo", "sandbox:text")));

        ComboBox<NamedFault> fault = robot.lookup("#fault-1").queryComboBox();
        ui(() -> fault.setValue(Faults.picked("cut")));
        ui(() -> robot.lookup("#rehearse").queryButton().fire());
        awaitLabel("#rehearsal", "rescued midway");
        awaitLabel("#rehearsal", "carried on");

        robot.clickOn("#access-key");
        await(() -> clipboard().startsWith("us-"));
        OpenAIClient client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(robot.lookup("#gateway-address").<Labeled>query().getText())
                        .apiKey(clipboard())
                        .maxRetries(0)
                        .build();
        try {
            var answer =
                    client.chat()
                            .completions()
                            .create(
                                    ChatCompletionCreateParams.builder()
                                            .model("night")
                                            .addUserMessage("Hello")
                                            .build());
            assertFalse(answer.choices().getFirst().message().content().orElse("").isBlank());
        } finally {
            client.close();
        }
    }

    private List<String> steps(String chain) throws Exception {
        Path file = home.resolve("gateway.yaml");
        if (!Files.exists(file)) {
            return List.of();
        }
        return Commands.reader(java.net.URI.create("http://127.0.0.1:1/v1"), Secrets.NONE)
                .read(Files.readString(file))
                .settings()
                .chains()
                .stream()
                .filter(one -> one.id().equals(chain))
                .findFirst()
                .map(Chain::targets)
                .orElse(List.of());
    }

    private static String clipboard() throws Exception {
        return WaitForAsyncUtils.asyncFx(
                        () -> String.valueOf(Clipboard.getSystemClipboard().getString()))
                .get(5, TimeUnit.SECONDS);
    }

    private Bounds bounds(String query) {
        Node node = robot.lookup(query).query();
        return node.localToScreen(node.getBoundsInLocal());
    }

    private static void ui(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(5_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void open(String port) throws Exception {
        Stage stage = FxToolkit.registerPrimaryStage();
        FxToolkit.setupStage(s -> s.setTitle(""));
        desktop =
                FxToolkit.setupApplication(
                        Desktop.class,
                        "--config=" + home,
                        "--state=" + home,
                        "--runtime=" + home,
                        "--port=" + port);
        assertEquals(stage, FxToolkit.toolkitContext().getRegisteredStage());
    }

    private void awaitText(String query, String text) throws Exception {
        await(() ->
                robot.lookup(query).queryAll().stream()
                        .anyMatch(node ->
                                node instanceof Labeled labeled && text.equals(labeled.getText())));
    }

    private String awaitLabel(String query, String text) throws Exception {
        var found = new String[] {""};
        await(() -> {
            for (Node node :
                    robot.from(robot.lookup(query).queryAll()).lookup(".label").queryAll()) {
                if (node instanceof Labeled labeled && labeled.getText().contains(text)) {
                    found[0] = labeled.getText();
                    return true;
                }
            }
            return false;
        });
        return found[0];
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
