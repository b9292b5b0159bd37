package dev.understudy.console.prompt;

import dev.understudy.console.ui.PlainText;
import dev.understudy.console.ui.Texts;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// The model's visible reasoning, folded away until it is asked for.
final class ReasoningBox extends VBox {
    ReasoningBox(PromptViewModel prompt, Texts texts) {
        getStyleClass().add("reasoning");
        var icon = new FontIcon(MaterialDesignC.CHEVRON_RIGHT);
        var toggle = new ToggleButton(texts.get("prompt.reasoning"), icon);
        toggle.setId("reasoning-toggle");
        toggle.getStyleClass().addAll("quiet", "small");
        var text = new PlainText(texts);
        text.getStyleClass().add("muted");
        text.visibleProperty().bind(toggle.selectedProperty());
        text.managedProperty().bind(toggle.selectedProperty());
        toggle.selectedProperty()
                .subscribe(open -> {
                    icon.setIconCode(
                            open ? MaterialDesignC.CHEVRON_DOWN : MaterialDesignC.CHEVRON_RIGHT);
                    text.show(open ? prompt.reasoningProperty().get() : "");
                });
        prompt.reasoningProperty()
                .subscribe(reasoning -> {
                    setVisible(!reasoning.isEmpty());
                    setManaged(!reasoning.isEmpty());
                    if (toggle.isSelected()) {
                        text.show(reasoning);
                    }
                });
        getChildren().addAll(toggle, text);
    }
}
