package dev.understudy.console.ui;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// A small quiet button that shows no words: they are in its tooltip, and spoken.
public final class IconButton extends Button {
    public IconButton(Ikon icon, String words) {
        super("", new FontIcon(icon));
        getStyleClass().addAll("quiet", "small", "icon-only");
        setAccessibleText(words);
        setTooltip(new Tooltip(words));
    }

    public IconButton(Ikon icon, String words, Runnable action) {
        this(icon, words);
        setOnAction(_ -> action.run());
    }
}
