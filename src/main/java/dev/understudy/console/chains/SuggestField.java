package dev.understudy.console.chains;

import dev.understudy.console.ui.Texts;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/// A field that finds what a step could lead to while it is typed into.
///
/// Down and Up choose, Enter takes what is chosen, or what is typed if nothing was found; Escape
/// closes.
final class SuggestField extends TextField {
    private static final double WIDTH = 440;
    private static final double ROW = 44;
    private static final double PADDING = 10;
    private static final int MOST_ROWS = 8;

    private final ChainsViewModel chains;
    private final StepWords words;
    private final Consumer<String> take;
    private final ListView<Suggestion> list = new ListView<>();
    private final Popup popup = new Popup();
    private boolean filling;

    /// @param take is told what was chosen
    SuggestField(ChainsViewModel chains, Texts texts, Consumer<String> take) {
        this.chains = chains;
        this.words = new StepWords(texts, chains.clock());
        this.take = take;
        list.getStyleClass().addAll("suggestions", "targets");
        list.setId("suggested");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new Cell());
        popup.setAutoHide(true);
        popup.setHideOnEscape(false);
        popup.getContent().add(list);
        textProperty().subscribe((_, _) -> typed());
        focusedProperty()
                .subscribe(focused -> {
                    if (!focused) {
                        popup.hide();
                    }
                });
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    /// Shows a text without looking for it.
    void fill(String text) {
        filling = true;
        setText(text);
        filling = false;
    }

    private void typed() {
        if (!filling && isFocused()) {
            chains.search(getText(), this::show);
        }
    }

    private void show(List<Suggestion> found) {
        list.getItems().setAll(found);
        if (found.isEmpty() || !isFocused() || getScene() == null) {
            popup.hide();
            return;
        }
        list.getSelectionModel().select(0);
        double width = Math.max(getWidth(), WIDTH);
        list.setPrefSize(width, Math.min(found.size(), MOST_ROWS) * ROW + PADDING);
        if (!popup.isShowing()) {
            Bounds at = localToScreen(getBoundsInLocal());
            popup.show(this, at.getMinX(), at.getMaxY() + 4);
        }
    }

    private void key(KeyEvent event) {
        boolean open = popup.isShowing();
        boolean known = true;
        switch (event.getCode()) {
            case DOWN -> {
                if (open) {
                    move(1);
                } else {
                    chains.search(getText(), this::show);
                }
            }
            case UP -> {
                known = open;
                move(-1);
            }
            case ENTER -> {
                if (open) {
                    taken(list.getSelectionModel().getSelectedItem());
                } else if (!getText().isBlank()) {
                    take.accept(getText().strip());
                }
            }
            case ESCAPE -> {
                known = open;
                popup.hide();
            }
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    private void move(int by) {
        int last = Math.max(0, list.getItems().size() - 1);
        int next = Math.clamp(list.getSelectionModel().getSelectedIndex() + by, 0, last);
        list.getSelectionModel().select(next);
        list.scrollTo(Math.max(0, next - 3));
    }

    private void taken(@Nullable Suggestion chosen) {
        popup.hide();
        if (chosen != null) {
            take.accept(chosen.target());
        }
    }

    /// What could be taken: its name, what it is called by, and its price.
    private final class Cell extends ListCell<Suggestion> {
        private final Label name = new Label();
        private final Label target = new Label();
        private final Label price = new Label();
        private final HBox line;

        Cell() {
            name.getStyleClass().add("suggested-name");
            target.getStyleClass().addAll("mono", "muted");
            target.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            price.getStyleClass().add("hint");
            price.setMinWidth(Region.USE_PREF_SIZE);
            var names = new VBox(name, target);
            names.setMinWidth(0);
            HBox.setHgrow(names, Priority.ALWAYS);
            line = new HBox(8, names, price);
            line.getStyleClass().add("suggested");
            setPrefWidth(0);
            setOnMousePressed(_ -> taken(getItem()));
        }

        @Override
        protected void updateItem(@Nullable Suggestion one, boolean empty) {
            super.updateItem(one, empty);
            setGraphic(one == null ? null : line);
            if (one != null) {
                name.setText(one.name());
                target.setText(one.target());
                price.setText(
                        !one.callable()
                                ? words.texts().get("chains.noKey")
                                : one.input().isPresent() && one.output().isPresent()
                                        ? words.price(one.input().get(), one.output().get())
                                        : "");
            }
        }
    }
}
