package dev.understudy.console.settings;

import dev.understudy.console.shell.PanelEntry;
import dev.understudy.console.ui.ChangesBar;
import dev.understudy.console.ui.Texts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// What holds for all of the program: how providers are reached.
public final class SettingsPanel extends VBox {
    /// @param chooseFile asks for a file; empty if none was chosen
    public SettingsPanel(
            NetworkViewModel network, Texts texts, Supplier<Optional<Path>> chooseFile) {
        getStyleClass().addAll("panel", "settings-panel");
        var title = new Label(texts.get("rail.settings"));
        title.getStyleClass().add("panel-title");
        var head = new HBox(title);
        head.getStyleClass().addAll("panel-head", "tight");
        var content =
                new VBox(new WayCard(network, texts), new NetworkCard(network, texts, chooseFile));
        content.getStyleClass().add("cards");
        var scroll = new ScrollPane(content);
        scroll.getStyleClass().add("panel-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll, new ChangesBar(network.changes(), texts));
    }

    /// This panel's place in the rail.
    public static PanelEntry entry(Supplier<? extends Region> panel) {
        return new PanelEntry(
                "settings",
                MaterialDesignC.COG_OUTLINE,
                "rail.settings",
                KeyCombination.valueOf("Shortcut+Comma"),
                panel);
    }
}
