package dev.understudy.console.explain;

import dev.understudy.console.explain.ExplainBook.Completion;
import dev.understudy.console.explain.ExplainBook.Mistake;
import dev.understudy.console.ui.Suggestions;
import dev.understudy.console.ui.Texts;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextArea;
import javafx.scene.control.skin.TextAreaSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Where a strategy is written: words are offered while it is typed and by Ctrl+Space, and mistakes
/// are marked where they are.
final class StrategyEditor extends StackPane {
    private static final double WIDTH = 480;
    private static final double ROW = 28;
    private static final int MOST_ROWS = 8;

    private final ExplainViewModel explain;
    private final TextArea area = new TextArea();
    private final MistakeMarks marks = new MistakeMarks(area);
    private final Suggestions<Completion> suggestions =
            new Suggestions<>(area, "completions", ROW, MOST_ROWS, Cell::new, this::take)
                    .styled("completions");
    private boolean offering;

    StrategyEditor(ExplainViewModel explain, Texts texts) {
        this.explain = explain;
        getStyleClass().add("strategy-editor");
        area.setId("strategy");
        area.getStyleClass().add("mono");
        area.setPromptText(texts.get("explain.example"));
        area.setAccessibleText(texts.get("explain.strategySpoken"));
        area.setPrefRowCount(5);
        area.setWrapText(true);
        area.textProperty().bindBidirectional(explain.textProperty());
        getChildren().addAll(area, marks);
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        area.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        explain.outcomeProperty().subscribe(this::mark);
        area.textProperty().subscribe((_, _) -> mark(Optional.empty()));
        area.caretPositionProperty()
                .subscribe((_, _) -> {
                    if (offering) {
                        offering = false;
                        offer();
                    }
                });
    }

    /// Puts the caret at a mistake.
    void go(Mistake mistake) {
        area.requestFocus();
        area.positionCaret(marks.offset(mistake));
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        marks.draw();
    }

    private void mark(Optional<Outcome> outcome) {
        marks.mark(
                outcome.isPresent()
                                && outcome.get() instanceof Outcome.Wrong wrong
                                && wrong.text().equals(area.getText())
                        ? wrong.mistakes()
                        : List.of());
    }

    private void typed(KeyEvent event) {
        String character = event.getCharacter();
        boolean begins = ".".equals(character);
        boolean goesOn =
                suggestions.isShowing()
                        && !character.isEmpty()
                        && Character.isLetterOrDigit(character.charAt(0));
        if (begins || goesOn) {
            offering = true; // once the character is there
        } else if (suggestions.isShowing() && !"\b".equals(character)) {
            suggestions.hide();
        }
    }

    private void offer() {
        explain.complete(area.getCaretPosition(), this::show);
    }

    private void show(List<Completion> found) {
        Bounds all = area.localToScreen(area.getBoundsInLocal());
        if (all == null || !(area.getSkin() instanceof TextAreaSkin skin)) {
            return;
        }
        Rectangle2D caret = skin.getCharacterBounds(area.getCaretPosition());
        Point2D at =
                caret == null
                        ? new Point2D(all.getMinX(), all.getMaxY())
                        : area.localToScreen(caret.getMinX(), caret.getMaxY() + 4);
        suggestions.show(found, at.getX(), at.getY(), WIDTH);
    }

    private void key(KeyEvent event) {
        boolean known = suggestions.key(event);
        if (!known && suggestions.isShowing() && event.getCode() == KeyCode.TAB) {
            suggestions.takeChosen();
            known = true;
        } else if (!known) {
            known = offers(event) || uses(event) || leaves(event);
        }
        if (known) {
            event.consume();
        }
    }

    private boolean offers(KeyEvent event) {
        boolean asked =
                event.getCode() == KeyCode.SPACE
                        && (event.isShortcutDown() || event.isControlDown());
        if (asked) {
            offer();
        }
        return asked;
    }

    private boolean uses(KeyEvent event) {
        boolean asked = event.getCode() == KeyCode.ENTER && event.isShortcutDown();
        if (asked) {
            explain.use();
        }
        return asked;
    }

    /// Tab leaves the editor, as it does every other field.
    private boolean leaves(KeyEvent event) {
        boolean asked = event.getCode() == KeyCode.TAB && !event.isShortcutDown();
        if (asked) {
            area.requestFocusTraversal(
                    event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
        }
        return asked;
    }

    private void take(Completion one) {
        boolean called = one.signature().contains("(");
        String word = called ? one.word() + "()" : one.word();
        area.replaceText(one.start(), area.getCaretPosition(), word);
        area.positionCaret(one.start() + one.word().length() + (called ? 1 : 0));
    }

    /// A word: how it is written, and what it is.
    private static final class Cell extends ListCell<Completion> {
        private final Label signature = new Label();
        private final Label about = new Label();
        private final HBox line = new HBox(12, signature, about);

        Cell() {
            signature.getStyleClass().add("mono");
            signature.setMinWidth(Region.USE_PREF_SIZE);
            about.getStyleClass().add("hint");
            about.setMinWidth(0);
            HBox.setHgrow(about, Priority.ALWAYS);
            line.getStyleClass().add("suggested");
        }

        @Override
        protected void updateItem(@Nullable Completion one, boolean empty) {
            super.updateItem(one, empty);
            setGraphic(one == null ? null : line);
            if (one != null) {
                signature.setText(one.signature());
                about.setText(one.about());
            }
        }
    }
}
