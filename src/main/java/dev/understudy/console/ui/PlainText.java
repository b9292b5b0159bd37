package dev.understudy.console.ui;

import java.util.List;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;

/// Text as it is, that wraps and can be selected and copied.
public final class PlainText extends StackPane {
    private final Text text = new Text();

    public PlainText(Texts texts) {
        text.getStyleClass().add("words");
        getStyleClass().add("plain-text");
        getChildren().add(new Prose(texts, List.of(text)));
    }

    /// Shows `words` instead of what is shown.
    public void show(String words) {
        text.setText(words);
    }
}
