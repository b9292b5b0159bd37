package dev.understudy.console.models;

import dev.understudy.catalog.Change;
import dev.understudy.catalog.Change.What;
import dev.understudy.console.ui.Ago;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Target;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What has changed between syncs, the newest first, and which chains it concerns.
final class ChangesView extends VBox {
    private final ModelsViewModel models;
    private final Texts texts;
    private final Ago ago;
    private final ChangeWords words;
    private final Consumer<Target> look;
    private final ListView<Change> list = new ListView<>();
    private final CheckBox mine = new CheckBox();
    private final Label count = new Label();
    private final Button seen = new Button();

    /// @param back leaves it
    /// @param look shows a model in the table
    ChangesView(ModelsViewModel models, Texts texts, Runnable back, Consumer<Target> look) {
        this.models = models;
        this.texts = texts;
        this.ago = new Ago(texts, models.clock());
        this.words = new ChangeWords(texts);
        this.look = look;
        setId("models-changes");
        getStyleClass().add("models-view");
        mine.setText(texts.get("models.mineOnly"));
        mine.setId("changes-mine");
        mine.setMinWidth(USE_PREF_SIZE);
        mine.setOnAction(_ -> show());
        seen.setText(texts.get("models.markSeen"));
        seen.setId("mark-seen");
        seen.setMinWidth(USE_PREF_SIZE);
        seen.setOnAction(_ -> models.markSeen());
        count.getStyleClass().add("hint");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var title = new Label(texts.get("models.changesTitle"));
        title.getStyleClass().add("card-title");
        title.setMinWidth(USE_PREF_SIZE);
        var head = new HBox(BackButton.of(texts, back), title, count, space, mine, seen);
        head.getStyleClass().add("view-head");
        list.getStyleClass().add("change-list");
        list.setId("change-list");
        list.setCellFactory(_ -> new Line());
        list.setPlaceholder(new Paragraph(texts.get("models.noChanges"), "hint"));
        list.setOnKeyPressed(event -> {
            Change chosen = list.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null) {
                look.accept(chosen.target());
                event.consume();
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(head, list);
        models.modelsProperty().subscribe(_ -> show());
        models.unseenProperty().subscribe(_ -> show());
    }

    private void show() {
        List<Change> all = models.history().changes().stream().sorted(this::before).toList();
        List<Change> shown =
                mine.isSelected()
                        ? all.stream()
                                .filter(change -> !models.chains(change.target()).isEmpty())
                                .toList()
                        : all;
        if (!list.getItems().equals(shown)) {
            list.getItems().setAll(shown);
        }
        list.refresh();
        int fresh = models.unseenProperty().get().size();
        count.setText(texts.format("models.changesCount", shown.size(), fresh));
        seen.setDisable(fresh == 0);
    }

    /// The newest first, of these what chains use, of these what costs most to miss.
    private int before(Change one, Change other) {
        int newer = other.time().compareTo(one.time());
        if (newer != 0) {
            return newer;
        }
        int used =
                Boolean.compare(
                        models.chains(one.target()).isEmpty(),
                        models.chains(other.target()).isEmpty());
        return used != 0 ? used : Integer.compare(weight(one), weight(other));
    }

    private static int weight(Change change) {
        return switch (change.what()) {
            case What.Expires _ -> 0;
            case What.Repriced priced when priced.dearer() -> 1;
            case What.Repriced _ -> 2;
            case What.Appeared _ -> 3;
            case What.Gone _ -> 4;
        };
    }

    private final class Line extends ListCell<Change> {
        private final Chip kind = new Chip();
        private final Label name = new Label();
        private final Label what = new Label();
        private final Label when = new Label();
        private final HBox line;

        Line() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            var chipPlace = new HBox(kind);
            chipPlace.getStyleClass().add("change-kind");
            name.getStyleClass().add("model-title");
            what.getStyleClass().add("hint");
            when.getStyleClass().add("hint");
            when.setMinWidth(USE_PREF_SIZE);
            var text = new VBox(2, name, what);
            text.setMinWidth(0);
            HBox.setHgrow(text, Priority.ALWAYS);
            line = new HBox(chipPlace, text, when);
            line.getStyleClass().add("change-line");
            setOnMouseClicked(event -> {
                if (event.getClickCount() == 2 && getItem() != null) {
                    look.accept(getItem().target());
                }
            });
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Change change, boolean empty) {
            super.updateItem(change, empty);
            setGraphic(change == null ? null : line);
            if (change != null) {
                kind.say(words.kind(change), ChangeWords.tone(change));
                name.setText(change.name());
                List<String> chains = models.chains(change.target());
                what.setText(
                        chains.isEmpty()
                                ? words.what(change)
                                : words.what(change)
                                        + " · "
                                        + texts.format("models.usedBy", String.join(", ", chains)));
                when.setText(ago.since(change.time()));
            }
        }
    }
}
