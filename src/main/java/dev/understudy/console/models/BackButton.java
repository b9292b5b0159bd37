package dev.understudy.console.models;

import dev.understudy.console.ui.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/// Leaves a view for the table.
final class BackButton {
    private BackButton() {}

    static Button of(Texts texts, Runnable back) {
        var button = new Button("", new FontIcon(MaterialDesignA.ARROW_LEFT));
        button.setId("models-back");
        button.getStyleClass().addAll("quiet", "small", "icon-only");
        button.setAccessibleText(texts.get("models.back"));
        button.setTooltip(new Tooltip(texts.get("models.back")));
        button.setOnAction(_ -> back.run());
        return button;
    }
}
