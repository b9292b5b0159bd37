package dev.understudy.console.explain;

import dev.understudy.console.explain.ExplainBook.Mistake;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.TextArea;
import javafx.scene.control.skin.TextAreaSkin;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// Lines under the words of a text that are mistaken.
final class MistakeMarks extends Pane {
    private static final double LEAST = 8;

    private final TextArea area;
    private List<Mistake> mistakes = List.of();

    /// @param area lies beneath, at the same place
    MistakeMarks(TextArea area) {
        this.area = area;
        setMouseTransparent(true);
        setManaged(false);
        area.scrollTopProperty().subscribe((_, _) -> draw());
    }

    void mark(List<Mistake> mistakes) {
        this.mistakes = List.copyOf(mistakes);
        draw();
    }

    /// Where a mistake is, in characters.
    int offset(Mistake mistake) {
        int at = 0;
        String text = area.getText();
        for (int line = 1; line < mistake.line(); line++) {
            at = text.indexOf('\n', at) + 1;
        }
        return Math.clamp(at + mistake.column() - 1, 0, text.length());
    }

    /// Draws anew; the text may have moved.
    void draw() {
        getChildren().clear();
        if (area.getSkin() instanceof TextAreaSkin skin) {
            mistakes.forEach(mistake -> draw(mistake, skin));
        }
    }

    private void draw(Mistake mistake, TextAreaSkin skin) {
        String text = area.getText();
        int from = offset(mistake);
        int to = from < text.length() && text.charAt(from) == '.' ? from + 1 : from;
        while (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
            to++;
        }
        Rectangle2D first = skin.getCharacterBounds(from);
        Rectangle2D last = skin.getCharacterBounds(Math.max(from, to - 1));
        if (first == null || last == null) {
            return;
        }
        boolean wrapped = last.getMinY() > first.getMinY();
        double width = wrapped ? LEAST : Math.max(LEAST, last.getMaxX() - first.getMinX());
        var line = new Region();
        line.getStyleClass().add("mistake");
        line.setManaged(false);
        line.resizeRelocate(first.getMinX(), first.getMaxY(), width, 2);
        getChildren().add(line);
    }
}
