package dev.understudy.console.models;

import dev.understudy.console.ui.IconButton;
import dev.understudy.console.ui.Texts;
import javafx.scene.control.Button;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/// Leaves a view for the table.
final class BackButton {
    private BackButton() {}

    static Button of(Texts texts, Runnable back) {
        var button = new IconButton(MaterialDesignA.ARROW_LEFT, texts.get("models.back"), back);
        button.setId("models-back");
        return button;
    }
}
