package dev.understudy.console.explain;

import dev.understudy.console.explain.ExplainBook.Completion;
import dev.understudy.console.explain.ExplainBook.Mistake;
import dev.understudy.console.ui.Texts;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.skin.TextAreaSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/// Where a strategy is written: words are offered while it is typed and by Ctrl+Space, and mistakes
/// are marked where they are.
final class StrategyEditor extends StackPane {
    private static final double WIDTH = 480;
    private static final double ROW = 28;
    private static final double PADDING = 10;
    private static final int MOST_ROWS = 8;

    private final ExplainViewModel explain;
    private final TextArea area = new TextArea();
    private final Pane marks = new Pane();
    private final ListView<Completion> list = new ListView<>();
    private final Popup popup = new Popup();
    private List<Mistake> mistakes = List.of();
    private boolean taking;
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
        marks.setMouseTransparent(true);
        marks.setManaged(false);
        getChildren().addAll(area, marks);
        list.setId("completions");
        list.getStyleClass().addAll("suggestions", "completions");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new Cell());
        popup.setAutoHide(true);
        popup.setHideOnEscape(false);
        popup.getContent().add(list);
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        area.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        area.focusedProperty()
                .subscribe(focused -> {
                    if (!focused) {
                        popup.hide();
                    }
                });
        explain.outcomeProperty().subscribe(this::mark);
        area.textProperty().subscribe((_, _) -> mark(Optional.empty()));
        area.caretPositionProperty()
                .subscribe((_, _) -> {
                    if (offering) {
                        offering = false;
                        offer();
                    }
                });
        area.scrollTopProperty().subscribe((_, _) -> draw());
    }

    /// Puts the caret at a mistake.
    void go(Mistake mistake) {
        area.requestFocus();
        area.positionCaret(offset(mistake));
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        draw();
    }

    private void mark(Optional<Outcome> outcome) {
        mistakes =
                outcome.isPresent()
                                && outcome.get() instanceof Outcome.Wrong wrong
                                && wrong.text().equals(area.getText())
                        ? wrong.mistakes()
                        : List.of();
        draw();
    }

    private int offset(Mistake mistake) {
        int at = 0;
        String text = area.getText();
        for (int line = 1; line < mistake.line(); line++) {
            at = text.indexOf('\n', at) + 1;
        }
        return Math.clamp(at + mistake.column() - 1, 0, text.length());
    }

    /// A line under the word at each mistake.
    private void draw() {
        marks.getChildren().clear();
        if (!(area.getSkin() instanceof TextAreaSkin skin)) {
            return;
        }
        for (Mistake mistake : mistakes) {
            int from = offset(mistake);
            int to =
                    from < area.getLength() && area.getText().charAt(from) == '.' ? from + 1 : from;
            while (to < area.getLength() && Character.isLetterOrDigit(area.getText().charAt(to))) {
                to++;
            }
            Rectangle2D first = skin.getCharacterBounds(Math.min(from, area.getLength()));
            Rectangle2D last = skin.getCharacterBounds(Math.max(from, to - 1));
            if (first == null || last == null) {
                continue;
            }
            var line = new Region();
            line.getStyleClass().add("mistake");
            double width = last.getMinY() > first.getMinY() ? 8 : last.getMaxX() - first.getMinX();
            line.resizeRelocate(first.getMinX(), first.getMaxY(), Math.max(8, width), 2);
            line.setManaged(false);
            marks.getChildren().add(line);
        }
    }

    private void typed(KeyEvent event) {
        String character = event.getCharacter();
        boolean begins = ".".equals(character);
        boolean goesOn =
                popup.isShowing()
                        && !character.isEmpty()
                        && Character.isLetterOrDigit(character.charAt(0));
        if (begins || goesOn) {
            offering = true; // once the character is there
        } else if (popup.isShowing() && !"\b".equals(character)) {
            popup.hide();
        }
    }

    private void offer() {
        explain.complete(area.getCaretPosition(), this::show);
    }

    private void show(List<Completion> found) {
        list.getItems().setAll(found);
        if (found.isEmpty() || !area.isFocused() || getScene() == null) {
            popup.hide();
            return;
        }
        list.getSelectionModel().select(0);
        list.setPrefSize(WIDTH, Math.min(found.size(), MOST_ROWS) * ROW + PADDING);
        if (!popup.isShowing() && area.getSkin() instanceof TextAreaSkin skin) {
            Rectangle2D caret = skin.getCharacterBounds(area.getCaretPosition());
            Bounds all = area.localToScreen(area.getBoundsInLocal());
            Point2D at =
                    caret == null
                            ? new Point2D(all.getMinX(), all.getMaxY())
                            : area.localToScreen(caret.getMinX(), caret.getMaxY() + 4);
            popup.show(area, at.getX(), at.getY());
        }
    }

    private void key(KeyEvent event) {
        boolean open = popup.isShowing();
        boolean known = true;
        switch (event.getCode()) {
            case SPACE -> {
                known = event.isShortcutDown() || event.isControlDown();
                if (known) {
                    offer();
                }
            }
            case DOWN -> {
                known = open;
                move(1);
            }
            case UP -> {
                known = open;
                move(-1);
            }
            case ENTER, TAB -> {
                known = open || leaves(event);
                if (open) {
                    take(list.getSelectionModel().getSelectedItem());
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

    /// Tab leaves the editor, as it does every other field; Ctrl+Enter puts the strategy in force.
    private boolean leaves(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            explain.use();
            return true;
        }
        if (event.getCode() == KeyCode.TAB && !event.isShortcutDown()) {
            area.requestFocusTraversal(
                    event.isShiftDown()
                            ? javafx.scene.TraversalDirection.PREVIOUS
                            : javafx.scene.TraversalDirection.NEXT);
            return true;
        }
        return false;
    }

    private void move(int by) {
        if (popup.isShowing()) {
            int last = Math.max(0, list.getItems().size() - 1);
            int next = Math.clamp(list.getSelectionModel().getSelectedIndex() + by, 0, last);
            list.getSelectionModel().select(next);
            list.scrollTo(Math.max(0, next - 3));
        }
    }

    private void take(@Nullable Completion one) {
        popup.hide();
        if (one == null || taking) {
            return;
        }
        taking = true;
        boolean called = one.signature().contains("(");
        String word = called ? one.word() + "()" : one.word();
        area.replaceText(one.start(), area.getCaretPosition(), word);
        area.positionCaret(one.start() + one.word().length() + (called ? 1 : 0));
        taking = false;
    }

    /// A word: how it is written, and what it is.
    private final class Cell extends ListCell<Completion> {
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
            setPrefWidth(0);
            setOnMousePressed(_ -> take(getItem()));
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
