package dev.understudy.console.ui;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.stage.Popup;

/// What could be put into a field, in a list that opens beside it. The field keeps the focus and
/// hands on its keys: Down and Up choose, Enter takes, Escape closes. A click takes, too.
public final class Suggestions<T> {
    private static final double PADDING = 10;

    private final Node field;
    private final double row;
    private final int rows;
    private final Consumer<T> take;
    private final ListView<T> list = new ListView<>();
    private final Popup popup = new Popup();

    /// @param id of the list
    /// @param row the height of a line
    /// @param rows the most that are seen at once
    /// @param cells make the lines
    /// @param take is told what was chosen, once the list is closed
    public Suggestions(
            Node field,
            String id,
            double row,
            int rows,
            Supplier<? extends ListCell<T>> cells,
            Consumer<T> take) {
        this.field = field;
        this.row = row;
        this.rows = rows;
        this.take = take;
        list.setId(id);
        list.getStyleClass().add("suggestions");
        list.setFixedCellSize(row);
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> cell(cells.get()));
        popup.setAutoHide(true);
        popup.setHideOnEscape(false);
        popup.getContent().add(list);
        field.focusedProperty()
                .subscribe(focused -> {
                    if (!focused) {
                        hide();
                    }
                });
    }

    private ListCell<T> cell(ListCell<T> made) {
        // Without a preferred width long names are cut in the middle, not scrolled.
        made.setPrefWidth(0);
        made.setOnMousePressed(_ -> take(Optional.ofNullable(made.getItem())));
        return made;
    }

    /// Gives the list a look of its own.
    public Suggestions<T> styled(String style) {
        list.getStyleClass().add(style);
        return this;
    }

    /// Opens with these, the first of them chosen; closes if there are none, or nobody is typing.
    /// Where it is open it stays where it is.
    ///
    /// @param x of its left edge on the screen
    /// @param y of its upper edge on the screen
    public void show(List<? extends T> items, double x, double y, double width) {
        if (items.isEmpty()
                || !field.isFocused()
                || field.getScene() == null
                || field.getScene().getWindow() == null) {
            hide();
            return;
        }
        list.getItems().setAll(items);
        list.getSelectionModel().select(0);
        list.setPrefSize(width, Math.min(items.size(), rows) * row + PADDING);
        if (!popup.isShowing()) {
            popup.show(field, x, y);
        }
    }

    /// Chooses one; it need not be in the list.
    public void select(T item) {
        list.getSelectionModel().select(item);
    }

    public boolean isShowing() {
        return popup.isShowing();
    }

    public void hide() {
        popup.hide();
    }

    /// Does what a key means to an open list.
    ///
    /// @return whether it meant anything
    public boolean key(KeyEvent event) {
        if (!popup.isShowing()) {
            return false;
        }
        switch (event.getCode()) {
            case DOWN -> move(1);
            case UP -> move(-1);
            case ENTER -> {
                if (event.isShortcutDown()) {
                    return false;
                }
                takeChosen();
            }
            case ESCAPE -> hide();
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Takes the one that is chosen.
    public void takeChosen() {
        take(Optional.ofNullable(list.getSelectionModel().getSelectedItem()));
    }

    private void take(Optional<T> chosen) {
        hide();
        chosen.ifPresent(take);
    }

    private void move(int by) {
        int last = list.getItems().size() - 1;
        int next = Math.clamp(list.getSelectionModel().getSelectedIndex() + by, 0, last);
        list.getSelectionModel().select(next);
        list.scrollTo(Math.max(0, next - 3));
    }
}
