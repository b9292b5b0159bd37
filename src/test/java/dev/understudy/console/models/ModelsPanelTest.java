package dev.understudy.console.models;

import static dev.understudy.console.Pictures.await;
import static dev.understudy.console.Pictures.ui;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.FakeClipboard;
import dev.understudy.console.FakeKeepsakes;
import dev.understudy.console.FakeLater;
import dev.understudy.console.Pictures;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class ModelsPanelTest {
    private final FakeModelBook book = new FakeModelBook();
    private final FakeKeepsakes keepsakes = new FakeKeepsakes();
    private final FakeLater later = new FakeLater();
    private final FakeClipboard clipboard = new FakeClipboard();
    private final Elsewhere elsewhere = new Elsewhere();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private ModelsViewModel models;

    @Start
    void start(Stage stage) {
        models =
                new ModelsViewModel(
                        book,
                        keepsakes,
                        new Jobs(background, Platform::runLater),
                        later,
                        clipboard,
                        InstantSource.fixed(FakeModelBook.NOW),
                        new Texts());
        new Pictures(
                stage,
                List.of(ModelsPanel.entry(() -> new ModelsPanel(models, new Texts(), elsewhere))));
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void findsTriesMarksAndCopiesByKeyboardAlone(FxRobot robot) throws TimeoutException {
        filled();

        robot.push(KeyCode.CONTROL, KeyCode.F).write("haiku 4.5").push(KeyCode.DOWN);
        String first = models.rows().getFirst().target().toString();
        robot.push(KeyCode.F).push(KeyCode.CONTROL, KeyCode.C).push(KeyCode.ENTER);

        assertEquals("openrouter:anthropic/claude-haiku-4.5", first);
        assertEquals(List.of(first), elsewhere.tried);
        assertEquals(Optional.of(first), clipboard.text());
        assertEquals(List.of(first), keepsakes.list("model-favourites"));
        assertTrue(models.rows().getFirst().favourite());
    }

    @Test
    void clearsWhatIsLookedForByEscape(FxRobot robot) throws TimeoutException {
        filled();
        int all = models.rows().size();

        robot.clickOn("#chip-tools").clickOn("#models-search").write("no such model");
        assertEquals(0, models.rows().size());
        robot.clickOn("#clear-filters");

        assertEquals(all, models.rows().size());
        assertEquals(ModelFilter.ALL, models.filterProperty().get());
    }

    @Test
    void aSearchIsCopiedAndPastedAsALink(FxRobot robot) throws TimeoutException {
        filled();
        robot.clickOn("#chip-tools").clickOn("#models-search").write("sonnet");
        int found = models.rows().size();
        ModelFilter before = models.filterProperty().get();
        robot.clickOn("#models-more").clickOn("#models-copy-filter");
        String link = clipboard.text().orElseThrow();
        ui(() -> models.filter(_ -> ModelFilter.ALL));
        assertTrue(models.rows().size() > found);

        TextField search = robot.lookup("#models-search").query();
        ui(() -> search.replaceText(0, search.getLength(), link));

        await(() -> models.filterProperty().get().equals(before));
        assertEquals("sonnet", search.getText());
        assertEquals(found, models.rows().size());
        assertTrue(robot.lookup("#chip-tools").<ToggleButton>query().isSelected());
    }

    @Test
    void countsWhatEachChipWouldLeave(FxRobot robot) throws TimeoutException {
        filled();
        String promised = robot.lookup("#chip-reasoning").<Labeled>query().getText();

        robot.clickOn("#chip-reasoning");

        assertEquals("reasoning " + models.rows().size(), promised);
    }

    @Test
    void sortsByAColumnWithTheUnknownLast(FxRobot robot) throws TimeoutException {
        filled();
        TableView<ModelRow> table = robot.lookup("#models-table").queryTableView();

        // the headless platform takes every click for one that asks for a menu
        ui(() ->
                table.getSortOrder()
                        .setAll(
                                table.getColumns().stream()
                                        .filter(column -> "column-out".equals(column.getId()))
                                        .toList()));

        List<Double> prices =
                models.rows().stream()
                        .filter(row -> row.output().isPresent())
                        .map(row -> row.output().getAsDouble())
                        .toList();
        assertEquals(prices.stream().sorted().toList(), prices);
        assertTrue(models.rows().getFirst().output().isPresent());
        assertTrue(models.rows().getLast().output().isEmpty());
    }

    @Test
    void addsToAChainAndTakesItBack(FxRobot robot) throws TimeoutException {
        choose(FakeModelBook.SONNET.toString());

        robot.clickOn("#add-to-chain").clickOn("#add-to-cheap-first");
        await(() -> steps("cheap-first").size() == 3);
        robot.push(KeyCode.CONTROL, KeyCode.Z);

        await(() -> steps("cheap-first").size() == 2);
        assertEquals(List.of("support"), models.chains(FakeModelBook.SONNET));
    }

    @Test
    void beginsAChainWithAModel(FxRobot robot) throws TimeoutException {
        choose(FakeModelBook.MINI.toString());

        robot.clickOn("#add-to-chain").clickOn("#new-chain").write("drafts").push(KeyCode.ENTER);
        await(() -> models.chains(FakeModelBook.MINI).contains("drafts"));
        robot.push(KeyCode.CONTROL, KeyCode.Z);

        await(() -> !models.chains(FakeModelBook.MINI).contains("drafts"));
    }

    @Test
    void saysWhyAModelCouldNotBeAdded(FxRobot robot) throws TimeoutException {
        book.refusal = Optional.of(new ModelBookException("gateway.yaml cannot be written"));
        choose(FakeModelBook.SONNET.toString());

        robot.clickOn("#add-to-chain").clickOn("#add-to-support");

        await(() -> robot.lookup("#change-problem").tryQuery().isPresent());
        assertEquals(
                "gateway.yaml cannot be written",
                robot.lookup("#change-problem").<Labeled>query().getText());
    }

    @Test
    void withoutAKeyAsksWhereAModelIsServedOnlyOnceModelsWereSynced(FxRobot robot)
            throws TimeoutException {
        book.callable = Set.of();
        ui(models::look);
        choose(FakeModelBook.SONNET.toString());
        ui(() -> later.pass(Duration.ofSeconds(1)));
        assertTrue(models.servedBy().endpointsProperty().get().endpoints().isEmpty());

        robot.clickOn("#models-sync");
        await(() -> models.origin().flatMap(o -> o.checked()).isPresent());
        ui(() -> models.select(Optional.empty()));
        choose(FakeModelBook.SONNET.toString());
        ui(() -> later.pass(Duration.ofSeconds(1)));

        await(() -> models.servedBy().endpointsProperty().get().endpoints().size() == 3);
    }

    @Test
    void opensThePagesOfThoseWhoServeAModel(FxRobot robot) throws TimeoutException {
        book.hosts(Optional.of("OpenRouter did not tell."));
        ui(models::look);
        choose(FakeModelBook.SONNET.toString());
        ui(() -> later.pass(Duration.ofSeconds(1)));
        await(() -> robot.lookup("Amazon Bedrock").tryQuery().isPresent());

        ui(() -> robot.lookup(".endpoint-grid .menu-button").<MenuButton>query().requestFocus());
        robot.push(KeyCode.SPACE).clickOn("Privacy policy");

        assertEquals(List.of(FakeModelBook.PRIVACY), elsewhere.browsed);
        assertTrue(
                robot.lookup(".endpoints .hint").queryAllAs(Labeled.class).stream()
                        .anyMatch(hint -> hint.getText().endsWith("OpenRouter did not tell.")));
        assertTrue(
                robot.lookup(".endpoints .hint").queryAllAs(Labeled.class).stream()
                        .anyMatch(hint -> hint.getText().endsWith(" · US")));
    }

    @Test
    void syncCanBeCancelled(FxRobot robot) throws TimeoutException {
        filled();
        book.holdSync = Optional.of(new CountDownLatch(1));

        robot.clickOn("#models-sync");
        assertTrue(models.syncingProperty().get());
        robot.clickOn("#models-sync");

        assertFalse(models.syncingProperty().get());
        assertFalse(models.rows().isEmpty());
    }

    @Test
    void showsWhyTheListIsOld(FxRobot robot) throws TimeoutException {
        filled();
        book.failing("no network");

        ui(models::look);

        await(() -> robot.lookup("#models-problem").query().isVisible());
        assertEquals(
                "openrouter: no network",
                robot.lookup("#models-problem").<Labeled>query().getText());
        assertFalse(models.rows().isEmpty());
    }

    @Test
    void comparesTwoToFour(FxRobot robot) throws TimeoutException {
        filled();
        assertTrue(robot.lookup("#models-compare").query().isDisabled());

        TableView<ModelRow> table = robot.lookup("#models-table").queryTableView();
        ui(() -> table.getSelectionModel().selectIndices(0, 1));
        robot.clickOn("#models-compare");
        assertTrue(robot.lookup("#models-compared").tryQuery().isPresent());
        robot.push(KeyCode.ESCAPE);

        assertTrue(robot.lookup("#models-compared").tryQuery().isEmpty());
        ui(() -> table.getSelectionModel().selectRange(0, 5));
        assertTrue(robot.lookup("#models-compare").query().isDisabled());
    }

    @Test
    void whatChangedCanBeLookedAtAndMarkedAsSeen(FxRobot robot) throws TimeoutException {
        keepsakes.put("model-changes-seen", List.of("2026-08-01T00:00:00Z"));
        ui(models::look);
        await(() -> !models.unseenProperty().get().isEmpty() && !models.rows().isEmpty());

        robot.clickOn("#models-changed");
        ListView<?> list = robot.lookup("#change-list").queryListView();
        assertEquals(models.history().changes().size(), list.getItems().size());
        robot.clickOn("#mark-seen");
        await(() -> models.unseenProperty().get().isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.Z);

        await(() -> !models.unseenProperty().get().isEmpty());
    }

    @Test
    void nothingIsNewOfWhatCameWithTheProgram() throws TimeoutException {
        filled();

        assertEquals(List.of(), models.unseenProperty().get());
        assertFalse(models.history().changes().isEmpty());
    }

    @Test
    void keepsANoteThatIsFound(FxRobot robot) throws TimeoutException {
        choose(FakeModelBook.MINI.toString());
        ui(() -> robot.lookup("#model-note").query().requestFocus());
        robot.write("for drafts");
        ui(() -> robot.lookup("#models-search").query().requestFocus());

        robot.write("drafts");

        assertEquals(FakeModelBook.MINI, models.rows().getFirst().target());
        assertEquals("for drafts", models.rows().getFirst().note());
        assertEquals(1, keepsakes.texts("model-notes").size());
    }

    @Test
    void keepsTheChosenColumns(FxRobot robot) throws TimeoutException {
        filled();

        ui(() -> models.show(List.of(ModelColumn.NAME, ModelColumn.ID)));

        TableView<ModelRow> table = robot.lookup("#models-table").queryTableView();
        assertTrue(table.getColumns().stream().anyMatch(c -> "column-id".equals(c.getId())));
        assertFalse(table.getColumns().stream().anyMatch(c -> "column-in".equals(c.getId())));
        assertEquals(List.of("name", "id"), keepsakes.list("model-columns"));
    }

    private List<?> steps(String chain) {
        synchronized (book) {
            return List.copyOf(book.chains.getOrDefault(chain, List.of()));
        }
    }

    private void choose(String name) throws TimeoutException {
        filled();
        ui(() ->
                models.select(
                        models.rows().stream()
                                .filter(row -> row.target().toString().equals(name))
                                .findFirst()));
    }

    private void filled() throws TimeoutException {
        await(() -> !models.rows().isEmpty());
    }
}
