package dev.understudy.console.models;

import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/// What is written of a model: its beginning, and the rest on demand.
final class Description extends VBox {
    private static final int SHORT = 180;

    Description(String text, Texts texts) {
        getStyleClass().add("model-description");
        var words = new Paragraph(beginning(text), "muted");
        getChildren().add(words);
        if (!words.getText().equals(text)) {
            var more = new Button(texts.get("models.readMore"));
            more.getStyleClass().addAll("quiet", "small");
            more.setOnAction(_ -> {
                words.setText(text);
                getChildren().remove(more);
            });
            getChildren().add(more);
        }
    }

    private static String beginning(String text) {
        if (text.length() <= SHORT + 40) {
            return text;
        }
        int end = text.lastIndexOf(' ', SHORT);
        return text.substring(0, end < 0 ? SHORT : end) + "…";
    }
}
