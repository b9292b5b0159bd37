package dev.understudy.console.ui;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// A block of code that only grows: its language, a copy button and its lines.
///
/// The text lies in chunks, so that one more line costs the same after many.
final class CodeBlock extends VBox {
    private static final int CHUNK = 4_000;

    private final Texts texts;
    private final StringBuilder code = new StringBuilder();
    private final VBox lines = new VBox();
    private Text last = new Text();

    CodeBlock(Texts texts, String language, Consumer<String> clipboard) {
        this.texts = texts;
        getStyleClass().add("code-block");
        lines.getStyleClass().add("code-lines");
        addChunk("");
        getChildren().addAll(header(language, clipboard), lines);
    }

    private HBox header(String language, Consumer<String> clipboard) {
        var label = new Label(language.isEmpty() ? texts.get("markdown.code") : language);
        label.getStyleClass().add("caption");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var copy =
                new Button(texts.get("markdown.copy"), new FontIcon(MaterialDesignC.CONTENT_COPY));
        copy.getStyleClass().addAll("quiet", "small", "copy-code");
        copy.setAccessibleText(texts.get("markdown.copyCode"));
        copy.setOnAction(_ -> clipboard.accept(code.toString()));
        var header = new HBox(label, space, copy);
        header.getStyleClass().add("code-header");
        return header;
    }

    /// Appends a piece of the code's text.
    void append(String text) {
        code.append(text);
        int cut = last.getText().length() < CHUNK ? -1 : text.indexOf('\n');
        if (cut >= 0) {
            last.setText(last.getText() + text.substring(0, cut));
            addChunk(text.substring(cut + 1));
        } else {
            last.setText(last.getText() + text);
        }
    }

    private void addChunk(String text) {
        last = new Text(text);
        last.getStyleClass().add("mono");
        lines.getChildren().add(new Prose(texts, List.of(last)));
    }

    /// The code's text so far.
    String code() {
        return code.toString();
    }
}
