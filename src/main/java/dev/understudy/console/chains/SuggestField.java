package dev.understudy.console.chains;

import dev.understudy.console.ui.Suggestions;
import dev.understudy.console.ui.Texts;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A field that finds what a step could lead to while it is typed into.
///
/// Down and Up choose, Enter takes what is chosen, or what is typed if nothing was found; Escape
/// closes.
final class SuggestField extends TextField {
    private static final double WIDTH = 440;
    private static final double ROW = 44;
    private static final int MOST_ROWS = 8;

    private final ChainsViewModel chains;
    private final StepWords words;
    private final Consumer<String> take;
    private final Suggestions<Suggestion> suggestions;
    private boolean filling;

    /// @param take is told what was chosen
    SuggestField(ChainsViewModel chains, Texts texts, Consumer<String> take) {
        this.chains = chains;
        this.words = new StepWords(texts, chains.clock());
        this.take = take;
        this.suggestions =
                new Suggestions<>(
                                this,
                                "suggested",
                                ROW,
                                MOST_ROWS,
                                Cell::new,
                                one -> take.accept(one.target()))
                        .styled("targets");
        textProperty().subscribe((_, _) -> typed());
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
        Bounds at = localToScreen(getBoundsInLocal());
        if (at != null) {
            suggestions.show(found, at.getMinX(), at.getMaxY() + 4, Math.max(getWidth(), WIDTH));
        }
    }

    private void key(KeyEvent event) {
        boolean known = suggestions.key(event);
        if (!known && event.getCode() == KeyCode.DOWN) {
            chains.search(getText(), this::show);
            known = true;
        } else if (!known && event.getCode() == KeyCode.ENTER) {
            if (!getText().isBlank()) {
                take.accept(getText().strip());
            }
            known = true;
        }
        if (known) {
            event.consume();
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
