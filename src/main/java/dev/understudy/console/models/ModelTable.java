package dev.understudy.console.models;

import dev.understudy.catalog.Catalogue;
import dev.understudy.console.models.ModelColumn.Direction;
import dev.understudy.console.models.ModelColumn.Side;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/// All models that were found, a line each. Columns that do not fit are left out, those last that
/// matter most.
///
/// F marks a favourite, Enter tries a model, Ctrl+C copies its name; a line can be dragged.
final class ModelTable extends TableView<ModelRow> {
    private static final PseudoClass FAVOURITE = PseudoClass.getPseudoClass("favourite");
    private static final double ROW = 35;
    private static final double STAR = 36;
    private static final double EDGES = 4;
    private static final double SCROLL_BAR = 14;

    private final ModelsViewModel models;
    private final Texts texts;
    private final Figures figures;
    private final ModelActions actions;
    private final Map<ModelColumn, TableColumn<ModelRow, ModelRow>> columns =
            new EnumMap<>(ModelColumn.class);
    private final TableColumn<ModelRow, ModelRow> star = new TableColumn<>();
    private boolean restoring;

    ModelTable(ModelsViewModel models, Texts texts, ModelActions actions) {
        this.models = models;
        this.texts = texts;
        this.figures = new Figures(texts);
        this.actions = actions;
        setId("models-table");
        getStyleClass().add("models-table");
        setFixedCellSize(ROW);
        setItems(models.rows());
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setRowFactory(_ -> new Line());
        setSortPolicy(_ -> sortAsAsked());
        for (ModelColumn column : ModelColumn.values()) {
            columns.put(column, column(column));
        }
        star.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        star.setCellFactory(_ -> new Star());
        star.setSortable(false);
        fix(star, STAR);
        widthProperty().subscribe(this::fit);
        models.columnsProperty().subscribe(_ -> fit());
        models.foundProperty().subscribe(_ -> restore());
        getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> {
                    if (!restoring) {
                        models.select(Optional.ofNullable(row));
                    }
                });
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private TableColumn<ModelRow, ModelRow> column(ModelColumn of) {
        var column = new TableColumn<ModelRow, ModelRow>(figures.heading(of));
        column.setId("column-" + of.word());
        column.setUserData(of);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(of == ModelColumn.NAME ? _ -> new Name() : _ -> new Figure(of));
        column.setReorderable(false);
        column.getStyleClass().add(of.side() == Side.RIGHT ? "figures" : "words");
        if (of != ModelColumn.NAME) {
            fix(column, of.width());
        }
        return column;
    }

    private static void fix(TableColumn<?, ?> column, double width) {
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width);
        column.setResizable(false);
        column.setReorderable(false);
    }

    /// Shows the chosen columns that fit, in their own order.
    private void fit() {
        double left = getWidth() - EDGES - SCROLL_BAR - STAR - ModelColumn.NAME.width();
        var shown = new ArrayList<ModelColumn>();
        shown.add(ModelColumn.NAME);
        for (ModelColumn column : models.columnsProperty().get()) {
            if (column != ModelColumn.NAME && column.width() <= left) {
                left -= column.width();
                shown.add(column);
            }
        }
        shown.sort(null);
        var all = new ArrayList<TableColumn<ModelRow, ?>>();
        all.add(star);
        shown.forEach(column -> all.add(columns.get(column)));
        if (!getColumns().equals(all)) {
            getColumns().setAll(all);
        }
        TableColumn<ModelRow, ModelRow> name = columns.get(ModelColumn.NAME);
        if (name != null) {
            fix(name, ModelColumn.NAME.width() + Math.max(0, left));
        }
    }

    private boolean sortAsAsked() {
        Optional<TableColumn<ModelRow, ?>> by = getSortOrder().stream().findFirst();
        models.sort(
                by.map(column -> (ModelColumn) column.getUserData()),
                by.filter(column -> column.getSortType() == TableColumn.SortType.DESCENDING)
                        .map(_ -> Direction.DOWN)
                        .orElse(Direction.UP));
        return true;
    }

    /// Keeps looking at what was looked at, if it is still there.
    private void restore() {
        Optional<Target> looked = models.selectedProperty().get().map(ModelRow::target);
        restoring = true;
        try {
            getSelectionModel().clearSelection();
            if (looked.isPresent()) {
                List<ModelRow> rows = models.rows();
                for (int i = 0; i < rows.size(); i++) {
                    if (rows.get(i).target().equals(looked.get())) {
                        getSelectionModel().select(i);
                        break;
                    }
                }
            }
        } finally {
            restoring = false;
        }
    }

    private void key(KeyEvent event) {
        Optional<ModelRow> row = models.selectedProperty().get();
        if (row.isEmpty()) {
            return;
        }
        if (event.getCode() == KeyCode.F && !event.isShortcutDown()) {
            models.favourite(row.get(), !row.get().favourite());
        } else if (event.getCode() == KeyCode.ENTER) {
            actions.tryOut(row.get().target().toString());
        } else if (event.getCode() == KeyCode.C && event.isShortcutDown()) {
            models.copyId(row.get());
        } else {
            return;
        }
        event.consume();
    }

    /// A line that can be dragged to a chain, or as its name to any other program.
    private static final class Line extends TableRow<ModelRow> {
        Line() {
            addEventHandler(MouseEvent.DRAG_DETECTED, this::drag);
        }

        private void drag(MouseEvent event) {
            if (getItem() == null) {
                return;
            }
            var content = new ClipboardContent();
            content.putString(getItem().target().toString());
            startDragAndDrop(TransferMode.COPY).setContent(content);
            event.consume();
        }
    }

    private final class Star extends TableCell<ModelRow, ModelRow> {
        private final Button button = new Button("", new FontIcon(MaterialDesignS.STAR_OUTLINE));

        Star() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setAlignment(Pos.CENTER);
            getStyleClass().add("star-cell");
            button.getStyleClass().add("star");
            button.setFocusTraversable(false);
            button.setOnAction(_ -> {
                if (getItem() != null) {
                    models.favourite(getItem(), !getItem().favourite());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable ModelRow row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(row == null ? null : button);
            if (row != null) {
                button.pseudoClassStateChanged(FAVOURITE, row.favourite());
                ((FontIcon) button.getGraphic())
                        .setIconCode(
                                row.favourite()
                                        ? MaterialDesignS.STAR
                                        : MaterialDesignS.STAR_OUTLINE);
                button.setAccessibleText(
                        texts.get(row.favourite() ? "models.unfavourite" : "models.favourite"));
            }
        }
    }

    private static final class Name extends TableCell<ModelRow, ModelRow> {
        private static final double ROOM_FOR_AUTHOR = 240;

        private final Label title = new Label();
        private final Label author = new Label();
        private final HBox box = new HBox(title, author);

        Name() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            title.getStyleClass().add("model-title");
            author.getStyleClass().add("model-author");
            author.setMinWidth(0);
            author.visibleProperty().bind(widthProperty().greaterThan(ROOM_FOR_AUTHOR));
            author.managedProperty().bind(author.visibleProperty());
            box.getStyleClass().add("model-name");
        }

        @Override
        protected void updateItem(@Nullable ModelRow row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(row == null ? null : box);
            if (row != null) {
                title.setText(row.title());
                author.setText(
                        row.target().provider().equals(Catalogue.OPENROUTER)
                                ? row.model().author()
                                : row.target().provider());
            }
        }
    }

    private final class Figure extends TableCell<ModelRow, ModelRow> {
        private final ModelColumn column;

        Figure(ModelColumn column) {
            this.column = column;
            setAlignment(column.side() == Side.RIGHT ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
            getStyleClass().add(column == ModelColumn.ID ? "mono" : "figure");
        }

        @Override
        protected void updateItem(@Nullable ModelRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(row == null ? null : figures.cell(column, row));
        }
    }
}
