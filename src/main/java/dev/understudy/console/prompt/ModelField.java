package dev.understudy.console.prompt;

import dev.understudy.console.ui.IconButton;
import dev.understudy.console.ui.Suggestions;
import dev.understudy.console.ui.Texts;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// A text field for a model's name that suggests the names there are.
///
/// Anything may be typed. Down opens the suggestions, Enter takes one, Escape closes them.
final class ModelField extends HBox {
    private static final double WIDTH = 400;
    private static final double ROW = 28;
    private static final int MOST_ROWS = 10;

    private final PromptViewModel prompt;
    private final TextField field = new TextField();
    private final FilteredList<String> matching;
    private final Suggestions<String> suggestions;
    private boolean taking;

    ModelField(PromptViewModel prompt, Texts texts) {
        this.prompt = prompt;
        matching = new FilteredList<>(prompt.models());
        getStyleClass().add("model-field");
        field.setId("model");
        field.getStyleClass().add("mono");
        field.setPromptText(texts.get("prompt.model"));
        field.setAccessibleText(texts.get("prompt.modelSpoken"));
        suggestions =
                new Suggestions<>(field, "models", ROW, MOST_ROWS, NameCell::new, this::take)
                        .styled("mono");
        matching.addListener(
                (ListChangeListener<String>)
                        _ -> {
                            if (suggestions.isShowing()) {
                                open();
                            }
                        });
        field.textProperty().bindBidirectional(prompt.modelProperty());
        field.textProperty().subscribe((_, text) -> typed(text));
        field.focusedProperty().subscribe(this::focusMoved);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        HBox.setHgrow(field, Priority.ALWAYS);
        getChildren().addAll(field, opener(texts, prompt.models()));
    }

    private Button opener(Texts texts, ObservableList<String> models) {
        var button =
                new IconButton(
                        MaterialDesignC.CHEVRON_DOWN,
                        texts.get("prompt.models"),
                        () -> {
                            field.requestFocus();
                            matching.setPredicate(_ -> true);
                            open();
                        });
        button.setFocusTraversable(false);
        button.disableProperty().bind(Bindings.isEmpty(models));
        return button;
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
        }
    }

    private void key(KeyEvent event) {
        boolean opens = event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP;
        if (suggestions.key(event)) {
            event.consume();
        } else if (opens) {
            open();
            event.consume();
        }
    }

    private void open() {
        double width = Math.max(getWidth(), WIDTH);
        Bounds at = localToScreen(getBoundsInLocal());
        if (at != null) {
            suggestions.show(matching, at.getMaxX() - width, at.getMaxY() + 4, width);
            suggestions.select(field.getText());
        }
    }

    private void take(String name) {
        taking = true;
        field.setText(name);
        field.end();
        taking = false;
    }

    /// One name.
    private static final class NameCell extends ListCell<String> {
        NameCell() {
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(@Nullable String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty ? null : item);
        }
    }
}
