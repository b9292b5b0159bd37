package dev.understudy.console.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.ui.Texts;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.text.Font;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class ShellTest {
    private final List<String> copied = new ArrayList<>();
    private final List<String> built = new ArrayList<>();
    private final ObjectProperty<ColorScheme> system =
            new SimpleObjectProperty<>(ColorScheme.LIGHT);
    private StatusViewModel status;
    private Theme theme;
    private Scene scene;
    private Shell shell;

    @Start
    void start(Stage stage) {
        status =
                new StatusViewModel(
                        new GatewayState.Running(URI.create("http://127.0.0.1:4141/v1")),
                        new OneKey(),
                        copied::add,
                        Runnable::run,
                        Platform::runLater);
        shell = new Shell(List.of(panel("one", "1"), panel("two", "2")), status, new Texts());
        scene = new Scene(shell, 800, 500);
        theme = new Theme(system);
        theme.dress(scene);
        stage.setScene(scene);
        stage.show();
    }

    private PanelEntry panel(String id, String key) {
        return new PanelEntry(
                id,
                MaterialDesignM.MESSAGE_TEXT_OUTLINE,
                "rail.prompt",
                KeyCombination.valueOf("Shortcut+" + key),
                () -> {
                    built.add(id);
                    var label = new Label(id);
                    label.setId("panel-" + id);
                    return label;
                });
    }

    @Test
    void buildsAPanelWhenItIsFirstOpened(FxRobot robot) {
        assertEquals(List.of("one"), built);

        robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
        robot.clickOn("#rail-one").clickOn("#rail-two");

        assertEquals(List.of("one", "two"), built);
        assertTrue(robot.lookup("#panel-two").tryQuery().isPresent());
    }

    @Test
    void copiesTheAddressAndTheKey(FxRobot robot) {
        robot.clickOn("#gateway-address").clickOn("#access-key");

        assertEquals(List.of("http://127.0.0.1:4141/v1", "us-first"), copied);
        assertEquals("key copied", robot.lookup("#access-key").queryAs(Labeled.class).getText());
    }

    @Test
    void showsANoticeUntilItIsClosed(FxRobot robot) {
        var done = new ArrayList<String>();
        robot.interact(() ->
                shell.notices()
                        .add(
                                new Notice(
                                        Notice.Severity.NOTE,
                                        "Title",
                                        "Text.",
                                        Optional.of(
                                                new Notice.Action("Do", () -> done.add("it"))))));

        robot.clickOn("#banner-action").clickOn("#banner-close");

        assertEquals(List.of("it"), done);
        assertEquals(List.of(), shell.notices());
    }

    @Test
    void saysThatTheGatewayIsStoppedUntilItRuns(FxRobot robot) {
        robot.interact(() -> status.show(new GatewayState.Stopped("Port in use.", "Free it.")));
        assertEquals("Port in use. Free it.", shell.notices().getFirst().text());

        robot.interact(() ->
                status.show(new GatewayState.Running(URI.create("http://127.0.0.1:4242/v1"))));
        assertEquals(List.of(), shell.notices());
    }

    @Test
    void followsTheDesktopUnlessToldOtherwise(FxRobot robot) {
        robot.interact(() -> system.set(ColorScheme.DARK));
        assertEquals(ColorScheme.DARK, scene.getPreferences().getColorScheme());

        robot.interact(() -> theme.choiceProperty().set(Theme.Choice.LIGHT));
        assertEquals(ColorScheme.LIGHT, scene.getPreferences().getColorScheme());
    }

    @Test
    void bringsItsOwnFonts() {
        WaitForAsyncUtils.waitForFxEvents();
        for (String family :
                List.of("Inter", "Inter Medium", "Inter Semi Bold", "JetBrains Mono")) {
            assertEquals(family, Font.font(family, 13).getFamily());
        }
    }

    /// The key of the first start is known.
    private static final class OneKey implements AccessKeys {
        @Override
        public Optional<String> known() {
            return Optional.of("us-first");
        }

        @Override
        public String create() {
            throw new AssertionError("a key was known");
        }
    }
}
