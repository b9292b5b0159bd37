package dev.understudy.console.ui;

import atlantafx.base.controls.SelectableTextFlow;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.ArcTo;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;

/// A run of text that wraps, can be selected and copied, and shades its inline code.
final class Prose extends SelectableTextFlow {
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");
    private static final double SHADE_MARGIN = 2;
    private static final double SHADE_RADIUS = 4;

    private final Texts texts;
    private final Path shade = new Path();
    private final List<Text> code = new ArrayList<>();

    /// @param pieces the text; those with the style class `code` are shaded
    Prose(Texts texts, List<Text> pieces) {
        this.texts = texts;
        getStyleClass().add("prose");
        // The parent class leaves no preferred width, so that tables could not size their columns.
        setPrefWidth(USE_COMPUTED_SIZE);
        setTextSelectionOnMouseClick(true);
        setWordBoundaryPredicate(c -> !Character.isLetterOrDigit(c));
        shade.setManaged(false);
        shade.setMouseTransparent(true);
        shade.setViewOrder(200);
        shade.getStyleClass().add("code-shade");
        getChildren().addAll(pieces);
        for (Text piece : pieces) {
            if (piece.getStyleClass().contains("code")) {
                code.add(piece);
            }
        }
        if (!code.isEmpty()) {
            getChildren().add(shade);
        }
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (COPY.match(e)) {
                        copySelectedRangeToClipboard();
                        e.consume();
                    }
                });
    }

    @Override
    protected void showContextMenu(MouseEvent event) {
        // A menu is a window of its own: too much to make for every paragraph.
        if (getContextMenu() == null) {
            setContextMenu(copyMenu());
        }
        super.showContextMenu(event);
    }

    private ContextMenu copyMenu() {
        var copy = new MenuItem(texts.get("markdown.copy"));
        copy.setOnAction(_ -> copySelectedRangeToClipboard());
        var all = new MenuItem(texts.get("markdown.selectAll"));
        all.setOnAction(_ -> selectAll());
        return new ContextMenu(copy, all);
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (!code.isEmpty()) {
            shadeCode();
        }
    }

    private void shadeCode() {
        var shapes = new ArrayList<PathElement>();
        int offset = 0;
        for (Node child : getChildren()) {
            if (child instanceof Text text) {
                int end = offset + text.getText().length();
                if (code.contains(text)) {
                    addBoxes(shapes, getRangeShape(offset, end, false));
                }
                offset = end;
            }
        }
        shade.getElements().setAll(shapes);
    }

    /// Turns each rectangle of `range`, one a line, into one with round corners.
    private static void addBoxes(List<PathElement> shapes, PathElement[] range) {
        double left = 0;
        double top = 0;
        double right = 0;
        double bottom = 0;
        for (PathElement element : range) {
            switch (element) {
                case MoveTo at -> {
                    addBox(shapes, left, top, right, bottom);
                    left = right = at.getX();
                    top = bottom = at.getY();
                }
                case LineTo to -> {
                    left = Math.min(left, to.getX());
                    right = Math.max(right, to.getX());
                    top = Math.min(top, to.getY());
                    bottom = Math.max(bottom, to.getY());
                }
                default -> {
                    // Ranges are made of lines only.
                }
            }
        }
        addBox(shapes, left, top, right, bottom);
    }

    private static void addBox(
            List<PathElement> shapes, double left, double top, double right, double bottom) {
        if (right <= left) {
            return;
        }
        double r = SHADE_RADIUS;
        double x1 = left - SHADE_MARGIN;
        double x2 = right + SHADE_MARGIN;
        double y1 = top - 1;
        double y2 = bottom + 1;
        shapes.add(new MoveTo(x1 + r, y1));
        shapes.add(new LineTo(x2 - r, y1));
        shapes.add(new ArcTo(r, r, 0, x2, y1 + r, false, true));
        shapes.add(new LineTo(x2, y2 - r));
        shapes.add(new ArcTo(r, r, 0, x2 - r, y2, false, true));
        shapes.add(new LineTo(x1 + r, y2));
        shapes.add(new ArcTo(r, r, 0, x1, y2 - r, false, true));
        shapes.add(new LineTo(x1, y1 + r));
        shapes.add(new ArcTo(r, r, 0, x1 + r, y1, false, true));
        shapes.add(new ClosePath());
    }
}
