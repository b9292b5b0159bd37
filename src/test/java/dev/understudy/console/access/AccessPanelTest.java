package dev.understudy.console.access;

import static dev.understudy.console.Pictures.await;
import static dev.understudy.console.Pictures.ui;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.Canary;
import dev.understudy.console.FakeClipboard;
import dev.understudy.console.FakeLater;
import dev.understudy.console.Pictures;
import dev.understudy.console.Shown;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.AccessTerms;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.scene.Node;
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

/// Drives the Access panel, and takes a picture of every state, light and dark.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class AccessPanelTest {
    private final FakeAccessBook book = new FakeAccessBook();
    private final FakeClipboard clipboard = new FakeClipboard();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private AccessViewModel access;
    private Pictures pictures;

    @Start
    void start(Stage stage) {
        access =
                new AccessViewModel(
                        book,
                        new Jobs(background, Platform::runLater),
                        new FakeLater(),
                        clipboard,
                        InstantSource.fixed(FakeAccessBook.NOW),
                        new Texts());
        pictures =
                new Pictures(
                        stage,
                        List.of(AccessPanel.entry(() -> new AccessPanel(access, new Texts()))));
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void saysWhatItIsForWhileItIsEmpty() throws Exception {
        pictures.take("access-empty");
    }

    @Test
    void showsKeysWithTheirTermsAndUse() throws Exception {
        fill();
        pictures.take("access-filled");
        pictures.takeLarge("access-filled");
    }

    @Test
    void makesAKeyWithTermsByKeyboardAndShowsItOnce(FxRobot robot) throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.N).write("codex");
        robot.clickOn("#terms-chains").write("support");
        robot.clickOn("#terms-requests").write("60");
        robot.clickOn("#terms-budget").write("2.50");
        pictures.take("access-terms");
        robot.clickOn("#terms-save");

        await(() -> access.createdProperty().get().isPresent());
        AccessTerms terms = book.keys().getFirst().terms();
        assertEquals(List.of("support"), terms.scope().chains());
        assertEquals(Optional.of(60), terms.rate().requestsPerMinute());
        assertEquals(new BigDecimal("2.50"), terms.budget().orElseThrow().usd());
        pictures.take("access-created");

        String secret = robot.lookup("#created-secret").<TextField>query().getText();
        assertTrue(Shown.texts().contains(secret), "shown once");

        robot.clickOn("#created-done");
        for (String text : Shown.texts()) {
            Canary.assertNone(List.of(new Canary(secret)), text, text);
        }
        assertEquals("", robot.lookup("#created-secret").<TextField>query().getText());
    }

    @Test
    void saysWhichBoundIsNoNumber(FxRobot robot) {
        robot.push(KeyCode.CONTROL, KeyCode.N).write("codex");
        robot.clickOn("#terms-requests").write("many").clickOn("#terms-save");

        assertTrue(robot.lookup("#terms-problem").query().isVisible());
        assertTrue(book.keys().isEmpty());
    }

    @Test
    void changesTermsAndTakesItBack(FxRobot robot) throws Exception {
        fill();
        focus(robot, "#access-ak_1");
        robot.push(KeyCode.F2);
        robot.doubleClickOn("#terms-requests").write("9").clickOn("#terms-save");
        await(() -> requests("Claude Code").equals(Optional.of(9)));

        robot.push(KeyCode.CONTROL, KeyCode.Z);

        await(() -> requests("Claude Code").equals(Optional.of(60)));
    }

    @Test
    void revokesAtOnceAndTakesItBack(FxRobot robot) throws Exception {
        fill();
        focus(robot, "#access-ak_2");
        robot.push(KeyCode.DELETE);
        await(() -> book.keys().size() == 3);
        pictures.take("access-revoked");

        robot.clickOn("#undo");

        await(() -> book.keys().size() == 4);
    }

    @Test
    void tellsWhyAKeyWasNotRevoked(FxRobot robot) throws Exception {
        fill();
        book.refuses = Optional.of("access.json cannot be written: the disk is full. Make room.");
        focus(robot, "#access-ak_2");
        robot.push(KeyCode.DELETE);

        await(() -> robot.lookup("#change-problem").tryQuery().isPresent());
        pictures.take("access-failed");
    }

    @Test
    void copiesARecipeWithTheNewKeyInIt(FxRobot robot) throws Exception {
        ui(access::begin);
        ui(() -> access.save("codex", AccessTerms.UNBOUNDED));
        await(() -> access.createdProperty().get().isPresent());

        ui(() -> access.copy(access.recipes().getFirst()));

        assertTrue(clipboard.text().orElseThrow().contains("Bearer us-0123456789"));
        assertTrue(clipboard.text().orElseThrow().contains("http://127.0.0.1:4141/v1"));
        ui(access::forgetCreated);
        ui(() -> access.copy(access.recipes().getFirst()));
        assertFalse(clipboard.text().orElseThrow().contains("0123456789"));
    }

    @Test
    void turnsOnALightWithTheProgramsFirstRequest(FxRobot robot) throws Exception {
        ui(() -> access.save("codex", AccessTerms.UNBOUNDED));
        await(() -> access.createdProperty().get().isPresent());
        assertEquals(
                "Waiting for the first request with the key codex",
                robot.lookup("#light").<Label>query().getText());

        book.ask("codex");

        await(() ->
                robot.lookup("#light")
                        .<Label>query()
                        .getText()
                        .equals("codex is connected · curl/8.9 · just now"));
    }

    @Test
    void turnsOnALightForAProgramThatNeedsNoKey(FxRobot robot) throws Exception {
        book.open = true;
        ui(book::tell);
        assertEquals(
                "Waiting for the first request: access is open, no key is needed",
                robot.lookup("#light").<Label>query().getText());

        book.visitor =
                Optional.of(new AccessBook.Visitor("codex", FakeAccessBook.NOW.plusSeconds(1)));
        book.tell();

        await(() ->
                robot.lookup("#light")
                        .<Label>query()
                        .getText()
                        .equals("codex is connected without a key · just now"));
    }

    private Optional<Integer> requests(String name) {
        return book.keys().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .flatMap(key -> key.terms().rate().requestsPerMinute());
    }

    private void fill() {
        ui(() -> {
            book.filled();
            book.tell();
        });
    }

    private static void focus(FxRobot robot, String id) {
        Node node = robot.lookup(id).query();
        ui(node::requestFocus);
    }
}
