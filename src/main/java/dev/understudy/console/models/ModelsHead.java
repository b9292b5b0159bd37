package dev.understudy.console.models;

import dev.understudy.catalog.Change;
import dev.understudy.catalog.Stock.Origin;
import dev.understudy.console.ui.Ago;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;

/// The panel's first line: how many models there are and how old the list is, what has changed, and
/// what can be done with all of it.
final class ModelsHead extends HBox {
    private final ModelsViewModel models;
    private final Texts texts;
    private final Ago ago;
    private final Label origin = new Label();
    private final Button changed = new Button();
    private final Button compare = new Button();
    private final Button sync = new Button();

    /// @param showChanges shows what has changed
    /// @param showCompared sets those that are chosen side by side
    ModelsHead(ModelsViewModel models, Texts texts, Runnable showChanges, Runnable showCompared) {
        this.models = models;
        this.texts = texts;
        this.ago = new Ago(texts, models.clock());
        getStyleClass().addAll("panel-head", "tight");
        var title = new Label(texts.get("rail.models"));
        title.getStyleClass().add("panel-title");
        title.setMinWidth(USE_PREF_SIZE);
        origin.setId("models-origin");
        origin.getStyleClass().add("hint");
        changed.setId("models-changed");
        changed.getStyleClass().addAll("small", "changed");
        changed.setMinWidth(USE_PREF_SIZE);
        changed.managedProperty().bind(changed.visibleProperty());
        changed.setOnAction(_ -> showChanges.run());
        compare.setId("models-compare");
        compare.setMinWidth(USE_PREF_SIZE);
        compare.setOnAction(_ -> showCompared.run());
        sync.setId("models-sync");
        sync.setMinWidth(USE_PREF_SIZE);
        sync.setOnAction(_ -> {
            if (models.syncingProperty().get()) {
                models.cancelSync();
            } else {
                models.sync();
            }
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(title, origin, changed, space, compare, more(showChanges), sync);
        models.modelsProperty().subscribe(_ -> tick());
        models.unseenProperty().subscribe(this::show);
        models.syncingProperty().subscribe(this::syncing);
        compared(0);
    }

    /// Tells how many could be compared.
    void compared(int chosen) {
        boolean few = chosen < CompareView.LEAST || chosen > CompareView.MOST;
        compare.setText(
                few ? texts.get("models.compare") : texts.format("models.compareSome", chosen));
        compare.setDisable(few);
    }

    /// Says anew how old the list is.
    void tick() {
        origin.setText(words());
    }

    private void show(List<Change> unseen) {
        int count = unseen.size();
        changed.setText(texts.format("models.changes", count));
        changed.setVisible(count > 0);
    }

    private void syncing(boolean is) {
        sync.setText(texts.get(is ? "models.cancelSync" : "models.sync"));
        if (is) {
            var turning = new ProgressIndicator();
            turning.getStyleClass().add("turning");
            sync.setGraphic(turning);
        } else {
            sync.setGraphic(null);
        }
    }

    private String words() {
        Optional<Origin> from = models.origin();
        return from.map(o -> texts.format("models.count", o.models()) + " · " + age(o)).orElse("");
    }

    private String age(Origin from) {
        return from.checked()
                .map(time -> texts.format("models.synced", ago.since(time)))
                .orElseGet(() ->
                        texts.format(
                                "models.shipped",
                                Numbers.day(LocalDate.ofInstant(from.fetched(), ZoneOffset.UTC))));
    }

    private Button more(Runnable showChanges) {
        var daily = new CheckMenuItem(texts.get("models.daily"));
        daily.setId("models-daily");
        daily.setOnAction(_ -> models.syncDaily(daily.isSelected()));
        var all = new MenuItem(texts.get("models.allChanges"));
        all.setId("models-all-changes");
        all.setOnAction(_ -> showChanges.run());
        var columns = new Menu(texts.get("models.columns"));
        columns.setId("models-columns");
        var link = new MenuItem(texts.get("models.copyFilter"));
        link.setId("models-copy-filter");
        link.setOnAction(_ -> models.copyFilter());
        var menu = new ContextMenu(columns, link, all, new SeparatorMenuItem(), daily);
        var icon = new FontIcon(MaterialDesignD.DOTS_HORIZONTAL);
        var button = new Button("", icon);
        button.setId("models-more");
        button.getStyleClass().addAll("quiet", "more");
        button.setAccessibleText(texts.get("models.more"));
        button.setTooltip(new Tooltip(texts.get("models.more")));
        button.setOnAction(_ -> {
            daily.setSelected(models.modelsProperty().get().filter(m -> m.daily()).isPresent());
            columns.getItems().setAll(choices());
            menu.show(button, Side.BOTTOM, 0, 4);
        });
        return button;
    }

    private List<MenuItem> choices() {
        List<ModelColumn> chosen = models.columnsProperty().get();
        var items = new ArrayList<MenuItem>();
        var figures = new Figures(texts);
        for (ModelColumn column : ModelColumn.values()) {
            if (column == ModelColumn.NAME) {
                continue;
            }
            var item = new CheckMenuItem(figures.heading(column));
            item.setId("show-" + column.word());
            item.setSelected(chosen.contains(column));
            item.setOnAction(_ -> toggle(column));
            items.add(item);
        }
        var usual = new MenuItem(texts.get("models.usualColumns"));
        usual.setOnAction(_ -> models.show(ModelColumn.USUAL));
        items.add(new SeparatorMenuItem());
        items.add(usual);
        return items;
    }

    private void toggle(ModelColumn column) {
        var chosen = new ArrayList<>(models.columnsProperty().get());
        if (!chosen.remove(column)) {
            chosen.add(1, column);
        }
        models.show(List.copyOf(chosen));
    }

    /// Why the last attempt to sync failed, if it did.
    Node problem() {
        var words = new Paragraph("", "problem-text");
        words.setId("models-problem");
        words.setMaxWidth(Double.MAX_VALUE);
        words.managedProperty().bind(words.visibleProperty());
        models.modelsProperty()
                .subscribe(_ -> {
                    String told =
                            models.modelsProperty().get().stream()
                                    .flatMap(m -> m.stock().origins().stream())
                                    .flatMap(o ->
                                            o
                                                    .problem()
                                                    .map(why -> o.provider() + ": " + why)
                                                    .stream())
                                    .reduce((one, other) -> one + "\n" + other)
                                    .orElse("");
                    words.setText(told);
                    words.setVisible(!told.isEmpty());
                });
        return words;
    }
}
