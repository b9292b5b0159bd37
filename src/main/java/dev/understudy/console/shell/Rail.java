package dev.understudy.console.shell;

import dev.understudy.console.ui.Texts;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/// The left edge: the program's name and one button a panel.
final class Rail extends VBox {
    private static final Duration SPRING = Duration.millis(350);

    private final ToggleGroup group = new ToggleGroup();

    /// @param open is told which panel was chosen
    Rail(List<PanelEntry> entries, Texts texts, Consumer<PanelEntry> open) {
        getStyleClass().add("rail");
        var name = new Label(texts.get("rail.name"));
        name.getStyleClass().add("name");
        var head = new HBox(new Logo(), name);
        head.getStyleClass().add("rail-head");
        getChildren().add(head);
        for (PanelEntry entry : entries) {
            getChildren().add(button(entry, texts, open));
        }
    }

    private ToggleButton button(PanelEntry entry, Texts texts, Consumer<PanelEntry> open) {
        var button = new ToggleButton(texts.get(entry.textKey()), new FontIcon(entry.icon()));
        button.setId("rail-" + entry.id());
        button.getStyleClass().add("rail-item");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setToggleGroup(group);
        button.setUserData(entry);
        button.setTooltip(new Tooltip(entry.shortcut().getDisplayText()));
        button.setOnAction(_ -> {
            button.setSelected(true);
            open.accept(entry);
        });
        spring(button);
        return button;
    }

    /// Opens the panel that something is dragged over for a while, so that it can be dropped there.
    private static void spring(ToggleButton button) {
        var wait = new PauseTransition(SPRING);
        wait.setOnFinished(_ -> {
            if (!button.isSelected()) {
                button.fire();
            }
        });
        button.setOnDragEntered(_ -> wait.playFromStart());
        button.setOnDragExited(_ -> wait.stop());
    }

    /// Marks the panel that is open.
    void mark(PanelEntry entry) {
        group.getToggles().stream()
                .filter(toggle -> entry.equals(toggle.getUserData()))
                .forEach(group::selectToggle);
    }
}
