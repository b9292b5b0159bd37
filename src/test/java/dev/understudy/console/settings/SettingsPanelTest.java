package dev.understudy.console.settings;

import static dev.understudy.console.Pictures.ui;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.FakeLater;
import dev.understudy.console.Pictures;
import dev.understudy.console.settings.NetworkBook.Network;
import dev.understudy.console.settings.NetworkBook.Proxied;
import dev.understudy.console.settings.NetworkBook.Trusted;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Drives the Settings panel, and takes a picture of every state, light and dark.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class SettingsPanelTest {
    private final FakeNetworkBook book = new FakeNetworkBook();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private NetworkViewModel network;
    private Pictures pictures;

    @Start
    void start(Stage stage) {
        network =
                new NetworkViewModel(
                        book,
                        new Jobs(background, Platform::runLater),
                        new FakeLater(),
                        new Texts());
        pictures =
                new Pictures(
                        stage,
                        List.of(
                                SettingsPanel.entry(() ->
                                        new SettingsPanel(
                                                network,
                                                new Texts(),
                                                () -> Optional.of(Path.of("/etc/own/ca.pem"))))));
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void showsTheWayOfTheSystem(FxRobot robot) throws Exception {
        assertTrue(robot.lookup("#network-save").<Button>query().isDisabled());
        assertFalse(robot.lookup("#network-host").query().getParent().isVisible());
        pictures.take("settings-standard");
    }

    @Test
    void writesAProxyWithItsPasswordAndTakesItBack(FxRobot robot) throws Exception {
        choose(robot, "#network-proxy", Proxied.HTTP);
        robot.clickOn("#network-host").write("proxy.example.com");
        robot.clickOn("#network-port").write("3128");
        robot.clickOn("#network-user").write("ada");
        robot.clickOn("#network-password").write("correct horse");
        robot.clickOn("#network-exceptions").write("intern.example.com");
        choose(robot, "#network-trust", Trusted.FILE);
        robot.clickOn("#network-choose");
        pictures.take("settings-proxy");
        pictures.takeLarge("settings-proxy");
        robot.clickOn("#network-password").push(KeyCode.ENTER);

        await(() -> network.writtenProperty().get().proxied() == Proxied.HTTP);
        assertEquals(
                new Network(
                        Proxied.HTTP,
                        "proxy.example.com",
                        "3128",
                        "ada",
                        true,
                        "intern.example.com",
                        Trusted.FILE,
                        "/etc/own/ca.pem"),
                book.network());
        assertEquals("correct horse", book.password());
        assertEquals("", robot.lookup("#network-password").<TextField>query().getText());
        pictures.take("settings-saved");

        robot.clickOn("#undo");
        await(() -> network.writtenProperty().get().equals(Network.STANDARD));
    }

    @Test
    void showsTheWayThatATestTook(FxRobot robot) throws Exception {
        proxied();
        robot.clickOn("#way-test");
        await(() -> network.foundProperty().get().isPresent());

        assertEquals(
                List.of("This machine", "→", "http://proxy.example.com:3128", "→", "OpenRouter"),
                stops(robot));
        pictures.take("settings-reached");
    }

    @Test
    void saysWhereATestEnded(FxRobot robot) throws Exception {
        proxied();
        ui(() -> robot.lookup("#way-place").<ComboBox<?>>query().getSelectionModel().select(1));
        robot.clickOn("#way-test");
        await(() -> network.foundProperty().get().isPresent());

        Label verdict = robot.lookup("#way-verdict").query();
        assertTrue(verdict.getText().contains("asks for a user and a password"));
        pictures.take("settings-lost");
        pictures.takeLarge("settings-lost");
    }

    @Test
    void endsATestThatIsCancelled(FxRobot robot) throws Exception {
        book.beSilent();
        robot.clickOn("#way-test");
        assertTrue(network.testingProperty().get());
        pictures.take("settings-testing");
        robot.clickOn("#way-test");

        assertFalse(network.testingProperty().get());
        assertEquals("Test", robot.lookup("#way-test").<Button>query().getText());
    }

    @Test
    void keepsWhatWasTypedIfItCannotBeWritten(FxRobot robot) throws Exception {
        book.refuse("the vault is locked: unlock it in Keys, then save again");
        choose(robot, "#network-proxy", Proxied.SOCKS5);
        robot.clickOn("#network-host").write("localhost").push(KeyCode.ENTER);
        await(() -> network.changes().problemProperty().get().isPresent());

        assertEquals("localhost", robot.lookup("#network-host").<TextField>query().getText());
        assertFalse(robot.lookup("#network-save").<Button>query().isDisabled());
        pictures.take("settings-refused");

        robot.clickOn("#network-discard");
        assertTrue(robot.lookup("#network-save").<Button>query().isDisabled());
    }

    private void proxied() throws Exception {
        book.put(
                new Network(
                        Proxied.HTTP,
                        "proxy.example.com",
                        "3128",
                        "ada",
                        true,
                        "",
                        Trusted.BUNDLED,
                        ""));
        ui(network::look);
        await(() -> network.writtenProperty().get().proxied() == Proxied.HTTP);
    }

    private static List<String> stops(FxRobot robot) {
        return robot.lookup("#way-stops .label").queryAll().stream()
                .map((Node node) -> ((Label) node).getText())
                .toList();
    }

    private static <T> void choose(FxRobot robot, String id, T value) {
        ui(() -> robot.lookup(id).<ComboBox<T>>query().setValue(value));
    }

    private static void await(BooleanSupplier condition) throws Exception {
        WaitForAsyncUtils.waitFor(
                5,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(condition::getAsBoolean).get());
        WaitForAsyncUtils.waitForFxEvents();
    }
}
