package dev.understudy.console.ui;

import javafx.scene.control.Label;

/// A text that is as high as its words need, however narrow it gets.
public final class Paragraph extends Label {
    /// @param styles its style classes
    public Paragraph(String text, String... styles) {
        super(text);
        getStyleClass().addAll(styles);
        setWrapText(true);
        setMinHeight(USE_PREF_SIZE);
    }
}
