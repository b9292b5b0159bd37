package dev.understudy.console.ui;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The place of a panel while what it shows is on its way: its outline, then the panel.
public final class Arriving<T> extends StackPane {
    private static final int CARDS = 3;

    /// @param source what the panel shows
    /// @param panel makes it, on the UI thread
    public Arriving(
            String title,
            CompletionStage<? extends T> source,
            Function<T, Region> panel,
            Executor ui) {
        getChildren().add(outline(title));
        source.thenAcceptAsync(found -> getChildren().setAll(panel.apply(found)), ui)
                .exceptionally(_ -> null); // the shell tells that the gateway did not start
    }

    private static VBox outline(String title) {
        var name = new Label(title);
        name.getStyleClass().add("panel-title");
        name.setMinHeight(32);
        var outline = new VBox(name);
        outline.getStyleClass().add("panel");
        for (int i = 0; i < CARDS; i++) {
            var card = new Region();
            card.getStyleClass().addAll("card", "outline");
            outline.getChildren().add(card);
        }
        return outline;
    }
}
