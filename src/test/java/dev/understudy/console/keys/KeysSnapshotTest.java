package dev.understudy.console.keys;

import static dev.understudy.console.Pictures.await;
import static dev.understudy.console.Pictures.ui;

import dev.understudy.console.FakeClipboard;
import dev.understudy.console.FakeLater;
import dev.understudy.console.Pictures;
import dev.understudy.console.ui.Arriving;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyId;
import dev.understudy.vault.KeySource;
import dev.understudy.vault.VaultState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Takes a picture of every state, light and dark, for the eye to judge.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class KeysSnapshotTest {
    private static final KeyId MAIN = new KeyId("openrouter", "main");

    private final FakeKeyBook book = new FakeKeyBook();
    private final FakeLater later = new FakeLater();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private KeysViewModel keys;
    private Pictures pictures;

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
        pictures =
                new Pictures(
                        stage,
                        List.of(
                                KeysPanel.entry(
                                        () -> new KeysPanel(keys, new Texts(), Optional::empty))));
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void empty() throws Exception {
        ui(() -> book.change(new VaultState.Absent()));
        pictures.take("keys-empty");
    }

    @Test
    void loading() throws Exception {
        var waiting =
                new Arriving<KeysViewModel>(
                        "Keys", new CompletableFuture<>(), _ -> new Region(), Runnable::run);
        ui(() -> pictures.shell().open(KeysPanel.entry(() -> waiting)));
        pictures.take("keys-loading");
    }

    @Test
    void filled() throws Exception {
        fill();
        pictures.take("keys-filled");
        pictures.takeLarge("keys-filled");
    }

    @Test
    void recognised() throws Exception {
        fill();
        ui(() -> keys.draft().begin());
        type("sk-or-v1-0123456789abcdef");
        ui(() -> later.pass(Duration.ofSeconds(1)));
        await(() -> keys.draft().stateProperty().get().check() instanceof KeyDraft.Check.Done);
        pictures.take("keys-recognised");
    }

    @Test
    void refused() throws Exception {
        fill();
        book.answer =
                new KeyCheck.Fails(
                        KeyCheck.Cause.NO_CREDIT,
                        "DeepSeek takes the key, but its account has no credit left: add some at"
                                + " platform.deepseek.com, then check again.",
                        Optional.empty());
        ui(() -> keys.draft().begin());
        type("sk-0123456789abcdef");
        pictures.take("keys-ambiguous");
        ui(() -> keys.draft().choose(FakeKeyBook.DEEPSEEK));
        ui(() -> later.pass(Duration.ofSeconds(1)));
        await(() -> keys.draft().stateProperty().get().check() instanceof KeyDraft.Check.Done);
        pictures.take("keys-refused");
    }

    @Test
    void newPassphrase(FxRobot robot) throws Exception {
        fill();
        robot.clickOn("#sealed-by");
        robot.clickOn("#vault-to-passphrase").write("correct").push(KeyCode.ENTER).write("cor");
        pictures.take("keys-new-passphrase");
        pictures.takeLarge("keys-new-passphrase");
    }

    @Test
    void ownProviderTried(FxRobot robot) throws Exception {
        fill();
        book.answer =
                new KeyCheck.Fails(
                        KeyCheck.Cause.NETWORK,
                        "nothing answers at 127.0.0.1:9: check the address and the network",
                        Optional.empty());
        robot.clickOn("#import").clickOn("#own-provider").write("shed");
        robot.clickOn("#own-address").write("http://127.0.0.1:9/v1").clickOn("#own-test");
        await(() -> keys.reach().foundProperty().get().isPresent());
        pictures.take("keys-own-tried");
    }

    @Test
    void checkedAll() throws Exception {
        fill();
        ui(() -> keys.doctor().check(MAIN));
        await(() -> keys.doctor().visits().get(MAIN) instanceof KeyDoctor.Visit.Found);
        book.answer =
                new KeyCheck.Fails(
                        KeyCheck.Cause.RATE_LIMITED,
                        "Anthropic takes the key, but it has used up its requests for now.",
                        Optional.of(Instant.parse("2026-11-25T10:12:00Z")));
        var other = new KeyId("anthropic", "main");
        ui(() -> keys.doctor().check(other));
        await(() -> keys.doctor().visits().get(other) instanceof KeyDoctor.Visit.Found);
        ui(() -> keys.reveal(MAIN));
        await(() -> keys.revealedProperty().get().isPresent());
        pictures.take("keys-checked");
    }

    @Test
    void changed(FxRobot robot) throws Exception {
        fill();
        ui(() -> keys.remove(new KeyId("openrouter", "spare")));
        await(() -> keys.changes().lastProperty().get().isPresent());
        Node row = robot.lookup("#key-openrouter-main").query();
        ui(row::requestFocus);
        pictures.take("keys-changed");
    }

    @Test
    void failed() throws Exception {
        fill();
        book.refuses =
                Optional.of(
                        "gateway.yaml was changed by another program meanwhile: look at it, and make"
                                + " the change again.");
        ui(() -> keys.remove(MAIN));
        await(() -> keys.changes().problemProperty().get().isPresent());
        pictures.take("keys-failed");
    }

    @Test
    void importing() throws Exception {
        fill();
        ui(() -> keys.importing().lookInEnvironment());
        await(() -> keys.importing().previewProperty().get().isPresent());
        pictures.take("keys-import");
    }

    @Test
    void locked() throws Exception {
        fill();
        ui(() -> book.change(new VaultState.Locked(KeySource.PASSPHRASE)));
        pictures.take("keys-locked");
    }

    @Test
    void damaged() throws Exception {
        fill();
        ui(() ->
                book.change(
                        new VaultState.Damaged(
                                "is cut off",
                                Optional.of(
                                        new VaultState.Version(
                                                Instant.parse("2026-11-24T18:03:00Z"), 4)))));
        pictures.take("keys-damaged");
    }

    private void type(String key) {
        ui(() ->
                ((javafx.scene.control.TextField) pictures.shell().lookup("#draft-key"))
                        .setText(key));
    }

    private void fill() {
        ui(() -> {
            book.filled();
            book.change(new VaultState.Open(KeySource.KEYCHAIN));
        });
    }
}
