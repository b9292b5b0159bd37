package dev.understudy.console.prompt;

import dev.understudy.console.ui.Texts;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/// What stands in the answer's place before anything was asked: what this is, and one next step.
final class FirstPrompt extends VBox {
    /// @param choose takes the example that was clicked
    FirstPrompt(Texts texts, Consumer<String> choose) {
        setId("first-prompt");
        getStyleClass().add("first-prompt");
        var title = new Label(texts.get("prompt.firstTitle"));
        title.getStyleClass().add("first-title");
        var text = new Label(texts.get("prompt.firstText"));
        text.getStyleClass().add("muted");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        var examples = new VBox();
        examples.getStyleClass().add("examples");
        examples.getChildren()
                .addAll(
                        example(
                                texts.get("prompt.example.explain"),
                                MaterialDesignF.FORMAT_LIST_BULLETED,
                                choose),
                        example(
                                texts.get("prompt.example.code"),
                                MaterialDesignC.CODE_BRACES,
                                choose),
                        example(texts.get("prompt.example.table"), MaterialDesignT.TABLE, choose));
        getChildren().addAll(title, text, examples);
    }

    private static Button example(String words, Ikon icon, Consumer<String> choose) {
        var button = new Button(words, new FontIcon(icon));
        button.getStyleClass().add("example");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(_ -> choose.accept(words));
        return button;
    }
}
