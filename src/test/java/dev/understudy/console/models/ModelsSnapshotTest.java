package dev.understudy.console.models;

import static dev.understudy.console.Pictures.await;
import static dev.understudy.console.Pictures.ui;

import dev.understudy.catalog.Change;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.console.FakeClipboard;
import dev.understudy.console.FakeKeepsakes;
import dev.understudy.console.FakeLater;
import dev.understudy.console.Pictures;
import dev.understudy.console.ui.Arriving;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
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
class ModelsSnapshotTest {
    private final FakeModelBook book = new FakeModelBook().synced().hosts(Optional.empty());
    private final FakeLater later = new FakeLater();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private ModelsViewModel models;
    private Pictures pictures;

    @Start
    void start(Stage stage) {
        var keepsakes = new FakeKeepsakes();
        keepsakes.put("model-changes-seen", List.of("2026-08-01T00:00:00Z"));
        models =
                new ModelsViewModel(
                        book,
                        keepsakes,
                        new Jobs(background, Platform::runLater),
                        later,
                        new FakeClipboard(),
                        InstantSource.fixed(FakeModelBook.NOW),
                        new Texts());
        pictures =
                new Pictures(
                        stage,
                        List.of(
                                ModelsPanel.entry(() ->
                                        new ModelsPanel(models, new Texts(), new Elsewhere()))));
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void browsed(FxRobot robot) throws Exception {
        filled();
        pictures.take("models-unchosen");
        look(robot);
        pictures.take("models-chosen");
        pictures.takeLarge("models-chosen");
    }

    @Test
    void wide(FxRobot robot) throws Exception {
        filled();
        look(robot);
        pictures.take("models", 1600, 1000);
        pictures.take("models", 1000, 1000);
        pictures.take("models", 840, 560);
    }

    @Test
    void pagesOfThoseWhoServeIt(FxRobot robot) throws Exception {
        filled();
        look(robot);
        ui(() -> robot.lookup("#model-detail").<ScrollPane>query().setVvalue(0.6));
        ui(() -> robot.lookup(".endpoint-grid .menu-button").<MenuButton>query().requestFocus());
        pictures.take("models-endpoints");
    }

    @Test
    void detail(FxRobot robot) throws Exception {
        filled();
        look(robot);
        ui(() -> robot.lookup("#model-detail").<ScrollPane>query().setVvalue(1));
        pictures.take("models-detail-end");
        ModelRow repriced =
                models.rows().stream()
                        .filter(row -> !row.changes().isEmpty())
                        .filter(row ->
                                row.changes().stream().anyMatch(ModelsSnapshotTest::ofOutput))
                        .findFirst()
                        .orElseThrow();
        ui(() -> models.select(Optional.of(repriced)));
        pictures.take("models-repriced");
        ui(() -> robot.lookup("#model-detail").<ScrollPane>query().setVvalue(0.7));
        pictures.take("models-price-history");
    }

    private static boolean ofOutput(Change change) {
        return change.what() instanceof Change.What.Repriced repriced
                && repriced.price() == Price.OUTPUT;
    }

    @Test
    void empty() throws Exception {
        book.bare();
        ui(models::look);
        await(() -> models.origin().isEmpty());
        pictures.take("models-empty");
    }

    @Test
    void loading() throws Exception {
        var waiting =
                new Arriving<ModelsViewModel>(
                        "Models", new CompletableFuture<>(), _ -> new Region(), Runnable::run);
        ui(() -> pictures.shell().open(ModelsPanel.entry(() -> waiting)));
        pictures.take("models-loading");
    }

    @Test
    void filtered(FxRobot robot) throws Exception {
        filled();
        robot.clickOn("#models-search").write("claude");
        robot.clickOn("#chip-tools");
        ui(() -> models.filter(f -> f.priced(new ModelFilter.Bounds(0, 20))));
        pictures.take("models-filtered");
        robot.clickOn("#models-search").write(" nothing like it");
        pictures.take("models-no-match");
    }

    @Test
    void compared(FxRobot robot) throws Exception {
        filled();
        ui(() -> models.filter(f -> f.searching("claude")));
        TableView<ModelRow> table = robot.lookup("#models-table").queryTableView();
        ui(() -> table.getSelectionModel().selectIndices(0, 1, 2));
        robot.clickOn("#models-compare");
        pictures.take("models-compared");
    }

    @Test
    void changes(FxRobot robot) throws Exception {
        filled();
        robot.clickOn("#models-changed");
        pictures.take("models-changes");
    }

    @Test
    void failed() throws Exception {
        book.failing(
                "openrouter.ai cannot be reached: check the network. The list of 21 Aug 2026 stays"
                        + " in use.");
        ui(models::look);
        filled();
        pictures.take("models-not-synced");
    }

    @Test
    void syncing(FxRobot robot) throws Exception {
        filled();
        book.holdSync = Optional.of(new CountDownLatch(1));
        robot.clickOn("#models-sync");
        pictures.take("models-syncing");
    }

    @Test
    void unsure(FxRobot robot) throws Exception {
        filled();
        robot.clickOn("#price-range");
        var window = robot.listTargetWindows().getLast();
        Pictures.write(
                WaitForAsyncUtils.waitForAsyncFx(5_000, () -> window.getScene().snapshot(null)),
                "models-range",
                ColorScheme.LIGHT);
    }

    private void look(FxRobot robot) throws Exception {
        TableView<ModelRow> table = robot.lookup("#models-table").queryTableView();
        ui(() -> {
            models.favourite(row(FakeModelBook.SONNET.toString()), true);
            table.getSelectionModel().select(row(FakeModelBook.SONNET.toString()));
            table.scrollTo(row(FakeModelBook.SONNET.toString()));
        });
        ui(() -> later.pass(Duration.ofSeconds(1)));
        await(() -> !models.servedBy().endpointsProperty().get().endpoints().isEmpty());
    }

    private ModelRow row(String name) {
        return models.rows().stream()
                .filter(row -> row.target().toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void filled() throws Exception {
        await(() -> !models.rows().isEmpty());
        WaitForAsyncUtils.waitForFxEvents();
    }
}
