package dev.understudy.console.prompt;

import dev.understudy.console.ui.GrowingTextArea;
import dev.understudy.console.ui.Texts;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/// Where the prompt and its instructions are written, with Send and Stop.
final class ComposeCard extends VBox {
    private final PromptViewModel prompt;
    private final Texts texts;
    private final TextArea text = new GrowingTextArea(2, 9);

    ComposeCard(PromptViewModel prompt, Texts texts, KeyCombination send) {
        this.prompt = prompt;
        this.texts = texts;
        getStyleClass().addAll("card", "compose");
        var instructions = instructionsToggle();
        text.setId("prompt");
        text.setPromptText(texts.get("prompt.write"));
        text.setAccessibleText(texts.get("prompt.writeSpoken"));
        text.textProperty().bindBidirectional(prompt.promptProperty());
        // A text area takes this key for a line break before the window sees it.
        text.addEventFilter(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (send.match(e)) {
                        prompt.send();
                        e.consume();
                    }
                });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var actions = new HBox(instructions, space, hint(), send(send), stop());
        actions.getStyleClass().add("actions");
        getChildren().addAll(instructions(instructions), text, actions);
    }

    /// Puts the caret at the prompt's end.
    void focusPrompt() {
        text.requestFocus();
        text.end();
    }

    private ToggleButton instructionsToggle() {
        var toggle =
                new ToggleButton(
                        texts.get("prompt.instructions"),
                        new FontIcon(MaterialDesignT.TUNE_VARIANT));
        toggle.setId("instructions-toggle");
        toggle.getStyleClass().add("quiet");
        toggle.setAccessibleHelp(texts.get("prompt.instructionsHelp"));
        toggle.setSelected(!prompt.systemProperty().get().isEmpty());
        return toggle;
    }

    private VBox instructions(ToggleButton toggle) {
        var caption = new Label(texts.get("prompt.systemCaption"));
        caption.getStyleClass().add("caption");
        var area = new GrowingTextArea(1, 5);
        area.setId("system");
        area.setPromptText(texts.get("prompt.systemWrite"));
        area.setAccessibleText(texts.get("prompt.systemSpoken"));
        area.textProperty().bindBidirectional(prompt.systemProperty());
        caption.setLabelFor(area);
        var box = new VBox(caption, area);
        box.getStyleClass().add("instructions");
        box.visibleProperty().bind(toggle.selectedProperty());
        box.managedProperty().bind(toggle.selectedProperty());
        toggle.selectedProperty()
                .subscribe((_, shown) -> {
                    if (shown) {
                        area.requestFocus();
                    } else {
                        text.requestFocus();
                    }
                });
        return box;
    }

    private Label hint() {
        var hint = new Label();
        hint.getStyleClass().add("hint");
        hint.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                this::hintText, prompt.runningBinding(), prompt.modelProperty()));
        return hint;
    }

    private String hintText() {
        if (prompt.runningBinding().get()) {
            return texts.get("prompt.stopHint");
        }
        return prompt.modelProperty().get().isBlank() ? texts.get("prompt.modelHint") : "";
    }

    private Button send(KeyCombination keys) {
        var button = keyed(texts.get("prompt.send"), keys.getDisplayText());
        button.setId("send");
        button.getStyleClass().add("accent");
        button.disableProperty().bind(prompt.sendableBinding().not());
        button.visibleProperty().bind(prompt.runningBinding().not());
        button.managedProperty().bind(button.visibleProperty());
        button.setOnAction(_ -> {
            prompt.send();
            text.requestFocus();
        });
        return button;
    }

    private Button stop() {
        var button = keyed(texts.get("prompt.stop"), texts.get("prompt.stopKey"));
        button.setId("stop");
        button.visibleProperty().bind(prompt.runningBinding());
        button.managedProperty().bind(button.visibleProperty());
        button.setOnAction(_ -> {
            prompt.stop();
            text.requestFocus();
        });
        return button;
    }

    private static Button keyed(String words, String keys) {
        var label = new Label(keys);
        label.getStyleClass().add("keys");
        var button = new Button(words, label);
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }
}
