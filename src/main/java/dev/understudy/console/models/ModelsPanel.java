package dev.understudy.console.models;

import dev.understudy.console.shell.PanelEntry;
import dev.understudy.console.ui.ChangesBar;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Shortcuts;
import dev.understudy.console.ui.Texts;
import dev.understudy.console.ui.Tick;
import dev.understudy.model.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// The models there are: looked through, compared, watched, and taken from.
public final class ModelsPanel extends VBox {
    private static final KeyCombination SYNC = KeyCombination.valueOf("Shortcut+R");
    private static final KeyCombination CLOSE = KeyCombination.valueOf("Esc");
    private static final double BESIDE = 720;
    private static final double DETAIL_WIDTH = 280;
    private static final double DETAIL_HEIGHT = 224;

    private final ModelsViewModel models;
    private final Texts texts;
    private final ModelTable table;
    private final ModelDetail detail;
    private final FilterBar filters;
    private final BorderPane browse = new BorderPane();
    private final StackPane place = new StackPane();
    private final CompareView compared;
    private final ChangesView changes;

    public ModelsPanel(ModelsViewModel models, Texts texts, ModelActions actions) {
        this.models = models;
        this.texts = texts;
        table = new ModelTable(models, texts, actions);
        detail = new ModelDetail(models, texts, actions);
        filters = new FilterBar(models, texts, this::intoTable);
        compared = new CompareView(models, texts, actions, this::back);
        changes = new ChangesView(models, texts, this::back, this::look);
        getStyleClass().addAll("panel", "models-panel");
        var head = new ModelsHead(models, texts, () -> open(changes), this::compare);
        table.getSelectionModel()
                .getSelectedItems()
                .addListener(
                        (ListChangeListener<ModelRow>)
                                _ ->
                                        head.compared(
                                                table.getSelectionModel()
                                                        .getSelectedItems()
                                                        .size()));
        var browsing = new VBox(filters, browse);
        browsing.getStyleClass().add("browsing");
        VBox.setVgrow(browse, Priority.ALWAYS);
        browse.setCenter(table);
        browse.widthProperty().subscribe(width -> arrange(width.doubleValue()));
        browse.setMinHeight(0);
        table.setMinHeight(0);
        detail.prefHeightProperty()
                .bind(
                        Bindings.when(browse.widthProperty().lessThan(BESIDE))
                                .then(
                                        Bindings.min(
                                                DETAIL_HEIGHT,
                                                browse.heightProperty().multiply(0.5)))
                                .otherwise(USE_COMPUTED_SIZE));
        place.getChildren().setAll(browsing);
        place.setMinHeight(0);
        VBox.setVgrow(place, Priority.ALWAYS);
        browsing.setId("models-browse");
        getChildren().addAll(head, head.problem(), place, new ChangesBar(models.changes(), texts));
        models.foundProperty().subscribe(_ -> table.setPlaceholder(placeholder()));
        models.modelsProperty().subscribe(_ -> table.setPlaceholder(placeholder()));
        new Shortcuts(this).on(SYNC, models::sync).on(CLOSE, this::close);
        new Tick(this, head::tick);
    }

    /// This panel's place in the rail.
    public static PanelEntry entry(Supplier<? extends Region> panel) {
        return new PanelEntry(
                "models",
                MaterialDesignC.CUBE_OUTLINE,
                "rail.models",
                KeyCombination.valueOf("Shortcut+3"),
                panel);
    }

    /// Beside the table where there is room, else below it.
    private void arrange(double width) {
        boolean beside = width >= BESIDE;
        detail.setPrefWidth(beside ? DETAIL_WIDTH : USE_COMPUTED_SIZE);
        detail.setMinWidth(beside ? DETAIL_WIDTH : 0);
        detail.setMinHeight(0);
        Node right = browse.getRight();
        Node bottom = browse.getBottom();
        if (beside && right == null) {
            browse.setBottom(null);
            browse.setRight(detail);
            BorderPane.setMargin(detail, new Insets(0, 0, 0, 16));
        } else if (!beside && bottom == null) {
            browse.setRight(null);
            browse.setBottom(detail);
            BorderPane.setMargin(detail, new Insets(16, 0, 0, 0));
        }
    }

    private void intoTable() {
        table.requestFocus();
        if (table.getSelectionModel().isEmpty()) {
            table.getSelectionModel().select(0);
        }
    }

    private void compare() {
        compared.show(List.copyOf(table.getSelectionModel().getSelectedItems()));
        open(compared);
    }

    private void open(Region view) {
        if (place.getChildren().contains(view)) {
            return;
        }
        back();
        place.getChildren().getFirst().setVisible(false);
        place.getChildren().add(view);
    }

    private void back() {
        place.getChildren().removeAll(compared, changes);
        place.getChildren().getFirst().setVisible(true);
    }

    private void close() {
        if (place.getChildren().size() > 1) {
            back();
            table.requestFocus();
        } else if (models.syncingProperty().get()) {
            models.cancelSync();
        } else {
            models.filter(_ -> ModelFilter.ALL);
        }
    }

    /// Shows a model in the table, whatever is looked for.
    private void look(Target target) {
        back();
        models.filter(_ -> ModelFilter.ALL);
        Optional<ModelRow> row =
                models.rows().stream().filter(one -> one.target().equals(target)).findFirst();
        row.ifPresent(one -> {
            table.getSelectionModel().clearSelection();
            table.getSelectionModel().select(one);
            table.scrollTo(one);
        });
        table.requestFocus();
    }

    private Node placeholder() {
        var box = new VBox(12);
        box.getStyleClass().add("models-placeholder");
        if (models.modelsProperty().get().isEmpty()) {
            for (int i = 0; i < 8; i++) {
                var bar = new Region();
                bar.getStyleClass().add("bar");
                box.getChildren().add(bar);
            }
            box.getStyleClass().add("skeleton");
            return box;
        }
        boolean filtered = !models.filterProperty().get().equals(ModelFilter.ALL);
        var words = new Paragraph(texts.get(filtered ? "models.noMatch" : "models.none"), "muted");
        var button = new Button(texts.get(filtered ? "models.clearFilters" : "models.sync"));
        button.setId(filtered ? "clear-filters" : "first-sync");
        button.setOnAction(_ -> {
            if (filtered) {
                models.filter(_ -> ModelFilter.ALL);
            } else {
                models.sync();
            }
        });
        box.getChildren().addAll(words, button);
        return box;
    }
}
