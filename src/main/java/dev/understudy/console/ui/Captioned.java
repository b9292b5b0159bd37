package dev.understudy.console.ui;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A field under its caption, as wide as there is room.
public final class Captioned extends VBox {
    /// @param id of the field
    public Captioned(String caption, String id, Region field) {
        var label = new Label(caption);
        label.getStyleClass().add("caption");
        label.setLabelFor(field);
        field.setId(id);
        field.setMaxWidth(Double.MAX_VALUE);
        getStyleClass().add("terms-cell");
        getChildren().addAll(label, field);
    }
}
