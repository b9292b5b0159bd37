package dev.understudy.console.rehearse;

import dev.understudy.console.rehearse.Performance.Seam;
import dev.understudy.console.ui.Texts;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// What a caller saw of an answer, with its seams.
final class SeenText extends TextFlow {
    private final Texts texts;
    private String last = "";
    private List<Seam> lastSeams = List.of();

    SeenText(Texts texts) {
        this.texts = texts;
        setId("seen-text");
        getStyleClass().add("seen-text");
    }

    void show(String text, List<Seam> seams) {
        if (text.equals(last) && seams.equals(lastSeams)) {
            return;
        }
        last = text;
        lastSeams = seams;
        getChildren().clear();
        var spoken = new StringBuilder();
        int from = 0;
        for (Seam seam : seams) {
            int at = Math.clamp(seam.at(), from, text.length());
            add(text.substring(from, at), spoken);
            String words = texts.format("rehearse.carriedOnBy", AttemptWords.provider(seam.by()));
            var mark = new Label(words);
            mark.getStyleClass().add("seam");
            getChildren().add(mark);
            spoken.append(" (").append(words).append(") ");
            from = at;
        }
        add(text.substring(from), spoken);
        setAccessibleText(spoken.toString());
    }

    private void add(String piece, StringBuilder spoken) {
        if (!piece.isEmpty()) {
            getChildren().add(new Text(piece));
            spoken.append(piece);
        }
    }
}
