package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.Vault;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
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
