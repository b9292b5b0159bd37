package dev.understudy.console.keys;

import static dev.understudy.console.Pictures.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.FakeClipboard;
import dev.understudy.console.FakeLater;
import dev.understudy.console.Pictures;
import dev.understudy.console.keys.KeyDoctor.Visit;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyId;
import dev.understudy.vault.KeySource;
import dev.understudy.vault.VaultState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class KeysPanelTest {
    private static final KeyId MAIN = new KeyId("openrouter", "main");

    private final FakeKeyBook book = new FakeKeyBook().filled();
    private final FakeLater later = new FakeLater();
    private final FakeClipboard clipboard = new FakeClipboard();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private KeysViewModel keys;

    @Start
    void start(Stage stage) {
        keys =
                new KeysViewModel(
                        book,
                        new Jobs(background, Platform::runLater),
                        later,
                        clipboard,
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

    @Test
    void sealsAPastedKeyByKeyboardAlone(FxRobot robot) throws TimeoutException {
        robot.push(KeyCode.CONTROL, KeyCode.N).write("sk-or-v1-0123456789");
        pass(Duration.ofSeconds(1));
        await(() -> keys.draft().stateProperty().get().check() instanceof KeyDraft.Check.Done);
        robot.push(KeyCode.ENTER);

        await(() -> book.aliases("openrouter").contains("key-2"));
        assertEquals("sk-or-v1-0123456789", book.value("openrouter", "key-2"));
        await(() -> !keys.draft().stateProperty().get().open());

        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> !book.aliases("openrouter").contains("key-2"));
    }

    @Test
    void showsAKeyToNobodyBeforeItIsSureWhoseItIs(FxRobot robot) throws TimeoutException {
        robot.push(KeyCode.CONTROL, KeyCode.N).write("sk-0123456789");
        pass(Duration.ofSeconds(1));
        assertTrue(keys.draft().stateProperty().get().check() instanceof KeyDraft.Check.None);
        assertEquals(Optional.empty(), keys.draft().stateProperty().get().provider());

        Pictures.ui(() -> keys.draft().choose(FakeKeyBook.ALIBABA));
        pass(Duration.ofSeconds(1));

        await(() -> keys.draft().stateProperty().get().check() instanceof KeyDraft.Check.Done);
    }

    @Test
    void takesAKeyForTheProviderItWasBegunForWhateverItLooksLike(FxRobot robot) {
        Pictures.ui(() -> keys.draft().begin("lab"));

        robot.clickOn("#draft-key").write("sk-or-v1-1");

        assertEquals("lab", keys.draft().stateProperty().get().provider().orElseThrow().id());
    }

    @Test
    void changesItsMindAboutAKeyThatIsTyped(FxRobot robot) {
        robot.push(KeyCode.CONTROL, KeyCode.N).write("sk-or-v1-1");
        assertEquals(
                Optional.of(FakeKeyBook.OPENROUTER), keys.draft().stateProperty().get().provider());

        robot.push(KeyCode.CONTROL, KeyCode.A).write("gsk");

        assertEquals(Optional.empty(), keys.draft().stateProperty().get().provider());
    }

    @Test
    void takesTheKeyFromTheClipboard(FxRobot robot) throws TimeoutException {
        clipboard.put(" sk-or-v1-0123456789\n");

        robot.push(KeyCode.CONTROL, KeyCode.N);

        await(() -> keys.draft().stateProperty().get().sealable());
    }

    @Test
    void ordersRowsByKeyboardAndKeepsTheFocus(FxRobot robot) throws TimeoutException {
        focus(robot, "#key-openrouter-main");

        robot.push(KeyCode.ALT, KeyCode.DOWN);

        await(() -> book.aliases("openrouter").equals(List.of("spare", "main")));
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(robot.lookup("#key-openrouter-main").query().isFocused());
    }

    @Test
    void removesAndTakesItBack(FxRobot robot) throws TimeoutException {
        focus(robot, "#key-openrouter-spare");
        robot.push(KeyCode.DELETE);
        await(() -> book.aliases("openrouter").equals(List.of("main")));
        await(() -> robot.lookup("#undo").tryQuery().isPresent());

        robot.clickOn("#undo");

        await(() -> book.aliases("openrouter").equals(List.of("main", "spare")));
    }

    @Test
    void forgetsAfterTenSecondsWhatCouldBeTakenBack(FxRobot robot) throws TimeoutException {
        focus(robot, "#key-openrouter-spare");
        robot.push(KeyCode.DELETE);
        await(() -> robot.lookup("#undo").tryQuery().isPresent());

        pass(Duration.ofSeconds(10));

        assertFalse(robot.lookup("#undo").tryQuery().isPresent());
    }

    @Test
    void renamesByKey(FxRobot robot) throws TimeoutException {
        focus(robot, "#key-openrouter-spare");

        robot.push(KeyCode.F2).write("night").push(KeyCode.ENTER);

        await(() -> book.aliases("openrouter").equals(List.of("main", "night")));
    }

    @Test
    void showsAKeyForTenSeconds() throws TimeoutException {
        Pictures.ui(() -> keys.reveal(MAIN));
        await(() -> keys.revealedProperty().get().isPresent());

        pass(Duration.ofSeconds(9));
        assertTrue(keys.revealedProperty().get().isPresent());
        pass(Duration.ofSeconds(1));

        assertTrue(keys.revealedProperty().get().isEmpty());
    }

    @Test
    void copiesAKeyForThirtySeconds() throws TimeoutException {
        Pictures.ui(() -> keys.copy(MAIN));
        await(() -> clipboard.text().equals(Optional.of("sk-clear-main")));

        pass(Duration.ofSeconds(30));

        assertEquals(Optional.empty(), clipboard.text());
    }

    @Test
    void leavesOnTheClipboardWhatCameAfterTheKey() throws TimeoutException {
        Pictures.ui(() -> keys.copy(MAIN));
        await(() -> clipboard.text().isPresent());
        clipboard.put("a recipe");

        pass(Duration.ofSeconds(30));

        assertEquals(Optional.of("a recipe"), clipboard.text());
    }

    @Test
    void replacesAKeyInItsPlace(FxRobot robot) throws TimeoutException {
        Pictures.ui(() -> keys.draft().replace(new KeyId("anthropic", "old laptop")));
        robot.clickOn("#draft-key").write("sk-ant-new").push(KeyCode.ENTER);

        await(() -> book.value("anthropic", "old laptop").equals("sk-ant-new"));
        assertEquals(List.of("main", "old laptop"), book.aliases("anthropic"));
    }

    @Test
    void cancelsAChecksRound(FxRobot robot) throws TimeoutException {
        book.hold = Optional.of(new CountDownLatch(1));
        robot.clickOn("#check-all");
        await(() -> keys.doctor().visits().get(MAIN) instanceof Visit.Running);

        robot.clickOn("#check-all");

        await(() -> keys.doctor().roundProperty().get().isEmpty());
        assertTrue(keys.doctor().visits().isEmpty());
    }

    @Test
    void tellsWhyAChangeWasNotMade(FxRobot robot) throws TimeoutException {
        book.refuses = Optional.of("The disk is full: make room, then try again.");
        focus(robot, "#key-openrouter-spare");

        robot.push(KeyCode.SPACE);

        await(() -> robot.lookup("#change-problem").tryQuery().isPresent());
        assertEquals(
                "The disk is full: make room, then try again.",
                robot.lookup("#change-problem").<Label>query().getText());
    }

    @Test
    void opensTheVaultWithAPassphrase(FxRobot robot) throws TimeoutException {
        Pictures.ui(() -> book.change(new VaultState.Locked(KeySource.PASSPHRASE)));
        robot.clickOn("#passphrase").write("correct horse").push(KeyCode.ENTER);

        await(() -> keys.vaultProperty().get() instanceof VaultState.Open);
        assertEquals(List.of("correct horse"), book.passphrases);
        assertFalse(robot.lookup("#vault").query().isVisible());
    }

    @Test
    void takesANewPassphraseOnlyIfItIsTypedTwice(FxRobot robot) throws TimeoutException {
        Pictures.ui(() -> book.change(new VaultState.Absent()));
        robot.clickOn("#passphrase").write("correct horse").push(KeyCode.ENTER);
        robot.write("correct hose").push(KeyCode.ENTER);

        assertEquals(List.of(), book.passphrases);
        assertTrue(robot.lookup("#vault-passphrase").query().isDisabled());
        assertEquals("The two differ.", robot.lookup("#passphrase-hint").<Label>query().getText());

        robot.push(KeyCode.CONTROL, KeyCode.A).write("correct horse").push(KeyCode.ENTER);
        await(() -> keys.vaultProperty().get() instanceof VaultState.Open);
        assertEquals(List.of("correct horse"), book.passphrases);
    }

    @Test
    void locksTheVault(FxRobot robot) throws TimeoutException {
        robot.clickOn("#sealed-by").clickOn("#vault-lock");

        await(() -> keys.vaultProperty().get() instanceof VaultState.Locked);
        assertTrue(robot.lookup("#vault").query().isVisible());
    }

    @Test
    void changesWhoKeepsTheVaultsKeyAndBack(FxRobot robot) throws TimeoutException {
        robot.clickOn("#sealed-by").clickOn("#vault-to-passphrase");
        robot.write("correct horse").push(KeyCode.ENTER);
        robot.write("correct horse").push(KeyCode.ENTER);

        await(() -> keys.vaultProperty().get().equals(new VaultState.Open(KeySource.PASSPHRASE)));
        await(() -> !robot.lookup("#vault").query().isVisible());
        assertEquals(List.of("correct horse"), book.passphrases);
        assertTrue(robot.lookup("#change").<Label>query().getText().contains("passphrase"));

        robot.clickOn("#sealed-by").clickOn("#vault-to-keychain");
        await(() -> keys.vaultProperty().get().equals(new VaultState.Open(KeySource.KEYCHAIN)));
    }

    @Test
    void showsAKeyFromTheClipboardAsDots(FxRobot robot) throws TimeoutException {
        clipboard.put("sk-or-v1-0123456789");
        robot.push(KeyCode.CONTROL, KeyCode.N);
        await(() -> keys.draft().stateProperty().get().sealable());

        PasswordField field = robot.lookup("#draft-key").query();
        assertEquals("sk-or-v1-0123456789", field.getText());
        assertFalse(
                robot.lookup("#draft-key .text").queryAll().stream()
                        .anyMatch(node ->
                                node instanceof Text text && text.getText().contains("sk-or")));
    }

    @Test
    void triesAProvidersAddressBeforeItIsAdded(FxRobot robot) throws TimeoutException {
        robot.clickOn("#import").clickOn("#own-provider");
        robot.clickOn("#own-address").write("http://127.0.0.1:9/v1");
        assertFalse(robot.lookup("#own-verdict").query().getParent().isVisible());
        book.answer =
                new KeyCheck.Fails(
                        KeyCheck.Cause.NETWORK,
                        "nothing answers at 127.0.0.1:9: check the address and the network",
                        Optional.empty());
        robot.clickOn("#own-test");
        await(() -> keys.reach().foundProperty().get().isPresent());
        assertTrue(robot.lookup("#own-verdict").query().isVisible());

        robot.clickOn("#own-address").write("/");
        assertEquals(Optional.empty(), keys.reach().foundProperty().get());

        book.hold = Optional.of(new CountDownLatch(1));
        robot.clickOn("#own-test");
        assertTrue(keys.reach().runningProperty().get());
        robot.clickOn("#own-test");
        assertFalse(keys.reach().runningProperty().get());
    }

    @Test
    void usesKeysInOrderAgainAndTakesItBack(FxRobot robot) throws TimeoutException {
        assertEquals(3, weight());

        robot.clickOn("#mode-anthropic").clickOn("#in-order");
        await(() -> weight() == 1);
        await(() -> robot.lookup("#undo").tryQuery().isPresent());
        robot.clickOn("#undo");
        await(() -> weight() == 3);

        robot.clickOn("#mode-anthropic").clickOn("#by-weight");
        robot.write("5").push(KeyCode.ENTER);
        await(() -> weight() == 5);
    }

    private int weight() {
        return book.providers().stream()
                .flatMap(provider -> provider.keys().stream())
                .filter(slot -> slot.id().equals(new KeyId("anthropic", "main")))
                .findFirst()
                .orElseThrow()
                .weight();
    }

    @Test
    void looksAtTheAccountsThatTellWhatIsLeft() throws TimeoutException {
        Pictures.ui(keys::lookAtAccounts);

        await(() -> keys.doctor().visits().get(MAIN) instanceof Visit.Found);
        assertTrue(
                keys.doctor().visits().keySet().stream()
                        .allMatch(id -> id.provider().equals("openrouter")));
    }

    @Test
    void addsAProviderWithItsOwnAddress(FxRobot robot) throws TimeoutException {
        robot.clickOn("#import").clickOn("#own-provider");
        robot.clickOn("#own-id").write("shed");
        robot.clickOn("#own-address").write("http://127.0.0.1:9/v1").push(KeyCode.ENTER);

        await(() -> robot.lookup("#provider-shed").tryQuery().isPresent());
        assertFalse(robot.lookup("#provider-form").query().isVisible());
    }

    private void pass(Duration time) {
        Pictures.ui(() -> later.pass(time));
    }

    private static void focus(FxRobot robot, String id) {
        Node node = robot.lookup(id).query();
        Pictures.ui(node::requestFocus);
    }
}
