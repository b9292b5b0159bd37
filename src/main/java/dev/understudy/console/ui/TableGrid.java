package dev.understudy.console.ui;

import java.util.function.Function;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;

/// A table whose cells wrap within the width there is.
final class TableGrid extends GridPane {
    private static final double NARROWEST = 56;

    /// @param content makes a cell's control from what stands in it
    TableGrid(TableBlock table, Function<Node, Region> content) {
        getStyleClass().add("table");
        int row = 0;
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node line = part.getFirstChild(); line != null; line = line.getNext()) {
                if (line instanceof TableRow cells) {
                    addRow(cells, row++, content);
                }
            }
        }
    }

    private void addRow(TableRow cells, int row, Function<Node, Region> content) {
        int column = 0;
        for (Node node = cells.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof TableCell cell) {
                if (row == 0) {
                    var width = new ColumnConstraints();
                    width.setMinWidth(NARROWEST);
                    width.setHgrow(Priority.SOMETIMES);
                    width.setHalignment(HPos.LEFT);
                    getColumnConstraints().add(width);
                }
                add(box(cell, content.apply(cell), row), column++, row);
            }
        }
    }

    private static StackPane box(TableCell cell, Region content, int row) {
        if (content instanceof TextFlow flow) {
            flow.setTextAlignment(alignment(cell));
        }
        var box = new StackPane(content);
        box.setAlignment(Pos.TOP_LEFT);
        box.getStyleClass().addAll("cell", cell.isHeader() ? "head" : "body");
        if (row > 0) {
            box.getStyleClass().add("ruled");
        }
        return box;
    }

    private static TextAlignment alignment(TableCell cell) {
        return switch (cell.getAlignment()) {
            case null -> TextAlignment.LEFT;
            case LEFT -> TextAlignment.LEFT;
            case CENTER -> TextAlignment.CENTER;
            case RIGHT -> TextAlignment.RIGHT;
        };
    }
}
