package dev.understudy.console.shell;

import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/// The mark: three lines of a script, one of them taken over.
final class Logo extends StackPane {
    private static final String LINES = "M3.25 4.5h13.5 M3.25 10h6 M3.25 15.5h13.5";
    private static final String DOT = "M14.5 7.25a2.75 2.75 0 1 0 0.001 0z";

    Logo() {
        getStyleClass().add("logo");
        getChildren().add(new Group(part(LINES, "logo-lines"), part(DOT, "logo-dot")));
    }

    private static SVGPath part(String path, String style) {
        var part = new SVGPath();
        part.setContent(path);
        part.getStyleClass().add(style);
        return part;
    }
}
