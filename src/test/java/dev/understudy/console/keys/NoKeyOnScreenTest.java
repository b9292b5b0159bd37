package dev.understudy.console.keys;

import static dev.understudy.console.Pictures.await;
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
import dev.understudy.model.KeyId;
import dev.understudy.vault.KeySource;
import dev.understudy.vault.VaultState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// A key is in the Keys panel, and in no text of it; but for the seconds in which it is revealed.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class NoKeyOnScreenTest {
    private static final String KEY = "sk-or-v1-canary4f9a1c77e0b2";
    private static final String PASSPHRASE = "a canary of a passphrase";
    private static final KeyId MAIN = new KeyId("openrouter", "main");

    private final FakeKeyBook book = new FakeKeyBook().filled();
    private final FakeLater later = new FakeLater();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Canary> secrets = Stream.of(KEY, PASSPHRASE).map(Canary::new).toList();
    private KeysViewModel keys;

    @Start
    void start(Stage stage) {
        keys =
                new KeysViewModel(
                        book,
                        new Jobs(background, Platform::runLater),
                        later,
                        new FakeClipboard(),
                        InstantSource.fixed(FakeKeyBook.NOW),
                        new Texts());
        new Pictures(
                stage,
                List.of(KeysPanel.entry(() -> new KeysPanel(keys, new Texts(), Optional::empty))));
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    private void assertNoneShown() {
        for (String text : Shown.texts()) {
            Canary.assertNone(secrets, text, text);
        }
    }

    @Test
    void showsNothingOfAKeyThatIsPastedCheckedAndSealed(FxRobot robot) throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.N).write(KEY);
        assertEquals(KEY, robot.lookup("#draft-key").<TextInputControl>query().getText());
        assertNoneShown();

        Pictures.ui(() -> later.pass(Duration.ofSeconds(1)));
        await(() -> keys.draft().stateProperty().get().check() instanceof KeyDraft.Check.Done);
        assertNoneShown();

        robot.push(KeyCode.ENTER);
        await(() -> book.aliases("openrouter").contains("key-2"));
        await(() -> !keys.draft().stateProperty().get().open());
        assertNoneShown();
        assertEquals("", robot.lookup("#draft-key").<TextInputControl>query().getText());
    }

    @Test
    void showsNothingOfAKeyThatCannotBeSealed(FxRobot robot) throws Exception {
        book.refuses = Optional.of("The disk is full: make room, then try again.");
        robot.push(KeyCode.CONTROL, KeyCode.N).write(KEY);
        Pictures.ui(() -> later.pass(Duration.ofSeconds(1)));
        await(() -> keys.draft().stateProperty().get().sealable());

        robot.push(KeyCode.ENTER);

        await(() -> Shown.texts().stream().anyMatch(text -> text.contains("The disk is full")));
        assertNoneShown();
    }

    @Test
    void showsAKeyOnlyWhileItIsRevealed() throws Exception {
        assertFalse(shows("sk-clear-main"));

        Pictures.ui(() -> keys.reveal(MAIN));
        await(() -> keys.revealedProperty().get().isPresent());
        assertTrue(shows("sk-clear-main"), "what looks for texts finds what is shown");

        Pictures.ui(() -> later.pass(Duration.ofSeconds(10)));
        assertFalse(shows("sk-clear-main"));
    }

    @Test
    void showsNothingOfKeysThatWouldBeImported(FxRobot robot) throws Exception {
        robot.clickOn("#import").clickOn("#import-environment");
        await(() -> robot.lookup("#import-take").tryQuery().isPresent());
        await(() -> shows("OPENROUTER_API_KEY"));

        for (KeyBook.Found found : book.inEnvironment()) {
            assertFalse(shows(found.value().reveal()), found.variable());
        }
    }

    @Test
    void showsNothingOfAPassphrase(FxRobot robot) throws Exception {
        Pictures.ui(() -> book.change(new VaultState.Locked(KeySource.PASSPHRASE)));
        robot.clickOn("#passphrase").write(PASSPHRASE);
        assertEquals(PASSPHRASE, robot.lookup("#passphrase").<TextInputControl>query().getText());
        assertNoneShown();

        robot.push(KeyCode.ENTER);
        await(() -> keys.vaultProperty().get() instanceof VaultState.Open);
        assertNoneShown();
    }

    private static boolean shows(String part) {
        return Shown.texts().stream().anyMatch(text -> text.contains(part));
    }
}
