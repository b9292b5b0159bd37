package dev.understudy.console.prompt;

import dev.understudy.console.ui.Texts;
import java.util.Locale;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// A text field for a model's name that suggests the names there are.
///
/// Anything may be typed. Down opens the suggestions, Enter takes one, Escape closes them.
final class ModelField extends HBox {
    private static final double WIDTH = 400;
    private static final double ROW = 28;
    private static final double PADDING = 10;
    private static final int MOST_ROWS = 10;

    private final PromptViewModel prompt;
    private final TextField field = new TextField();
    private final FilteredList<String> matching;
    private final ListView<String> list = new ListView<>();
    private final Popup popup = new Popup();
    private boolean taking;

    ModelField(PromptViewModel prompt, Texts texts) {
        this.prompt = prompt;
        matching = new FilteredList<>(prompt.models());
        getStyleClass().add("model-field");
        field.setId("model");
        field.getStyleClass().add("mono");
        field.setPromptText(texts.get("prompt.model"));
        field.setAccessibleText(texts.get("prompt.modelSpoken"));
        field.textProperty().bindBidirectional(prompt.modelProperty());
        field.textProperty().subscribe((_, text) -> typed(text));
        field.focusedProperty().subscribe(this::focusMoved);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        HBox.setHgrow(field, Priority.ALWAYS);
        getChildren().addAll(field, opener(texts, prompt.models()));
        popup.setAutoHide(true);
        popup.setHideOnEscape(false);
        popup.getContent().add(suggestions());
    }

    private Button opener(Texts texts, ObservableList<String> models) {
        var button = new Button("", new FontIcon(MaterialDesignC.CHEVRON_DOWN));
        button.getStyleClass().addAll("quiet", "small", "icon-only");
        button.setFocusTraversable(false);
        button.setAccessibleText(texts.get("prompt.models"));
        button.setTooltip(new Tooltip(texts.get("prompt.models")));
        button.disableProperty().bind(javafx.beans.binding.Bindings.isEmpty(models));
        button.setOnAction(_ -> {
            field.requestFocus();
            matching.setPredicate(_ -> true);
            open();
        });
        return button;
    }

    private ListView<String> suggestions() {
        list.setId("models");
        list.setItems(matching);
        list.getStyleClass().addAll("suggestions", "mono");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new NameCell());
        return list;
    }

    private void typed(@Nullable String text) {
        if (!taking && field.isFocused() && text != null) {
            String wanted = text.strip().toLowerCase(Locale.ROOT);
            matching.setPredicate(name -> name.toLowerCase(Locale.ROOT).contains(wanted));
            open();
        }
    }

    private void focusMoved(boolean focused) {
        if (focused) {
            prompt.loadModels();
            matching.setPredicate(_ -> true);
        } else {
            popup.hide();
        }
    }

    private void key(KeyEvent event) {
        boolean open = popup.isShowing();
        switch (event.getCode()) {
            case KeyCode.DOWN -> move(1, event);
            case KeyCode.UP -> move(-1, event);
            case KeyCode.ENTER -> {
                if (open && !event.isShortcutDown()) {
                    take(list.getSelectionModel().getSelectedItem());
                    event.consume();
                }
            }
            case KeyCode.ESCAPE -> {
                if (open) {
                    popup.hide();
                    event.consume();
                }
            }
            default -> {
                // everything else is typing
            }
        }
    }

    private void move(int step, KeyEvent event) {
        if (popup.isShowing()) {
            int last = matching.size() - 1;
            int next = list.getSelectionModel().getSelectedIndex() + step;
            list.getSelectionModel().select(Math.clamp(next, 0, Math.max(last, 0)));
            list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 3));
        } else {
            open();
        }
        event.consume();
    }

    private void open() {
        if (matching.isEmpty() || getScene() == null || getScene().getWindow() == null) {
            popup.hide();
            return;
        }
        list.getSelectionModel().select(field.getText());
        double width = Math.max(getWidth(), WIDTH);
        list.setPrefSize(width, Math.min(matching.size(), MOST_ROWS) * ROW + PADDING);
        if (!popup.isShowing()) {
            Bounds at = localToScreen(getBoundsInLocal());
            popup.show(this, at.getMaxX() - width, at.getMaxY() + 4);
        }
    }

    private void take(@Nullable String name) {
        if (name != null) {
            taking = true;
            field.setText(name);
            field.end();
            taking = false;
        }
        popup.hide();
    }

    /// One name; a click takes it.
    private final class NameCell extends ListCell<String> {
        NameCell() {
            // Without a preferred width long names are cut in the middle, not scrolled.
            setPrefWidth(0);
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            setOnMouseClicked(_ -> take(getItem()));
        }

        @Override
        protected void updateItem(@Nullable String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty ? null : item);
        }
    }
}
