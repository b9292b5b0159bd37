package dev.understudy.console.keys;

import dev.understudy.console.keys.KeyBook.Found;
import dev.understudy.console.ui.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The keys that were found in a file or the environment, to pick from. Shows none of them.
final class ImportCard extends VBox {
    private final KeyImport importing;
    private final Texts texts;

    ImportCard(KeyImport importing, Texts texts) {
        this.importing = importing;
        this.texts = texts;
        getStyleClass().addAll("card", "import");
        setId("import-card");
        importing.previewProperty().subscribe(this::show);
    }

    private void show(Optional<KeyImport.Preview> preview) {
        setVisible(preview.isPresent());
        setManaged(preview.isPresent());
        getChildren().clear();
        preview.ifPresent(this::fill);
    }

    private void fill(KeyImport.Preview preview) {
        var title = new Label(texts.format("keys.importTitle", preview.source()));
        title.getStyleClass().add("card-title");
        title.setWrapText(true);
        getChildren().add(title);
        var picks = new LinkedHashMap<CheckBox, Found>();
        for (Found found : preview.found()) {
            getChildren().add(line(found, picks));
        }
        if (preview.found().isEmpty()) {
            var none = new Label(texts.get("keys.importNone"));
            none.getStyleClass().add("muted");
            getChildren().add(none);
        }
        getChildren().add(actions(picks));
    }

    private HBox line(Found found, Map<CheckBox, Found> picks) {
        var pick = new CheckBox(found.variable());
        pick.setMnemonicParsing(false);
        pick.getStyleClass().add("mono");
        pick.setSelected(found.provider().isPresent() && !found.stored());
        pick.setDisable(found.provider().isEmpty() || found.stored());
        picks.put(pick, found);
        HBox.setHgrow(pick, Priority.ALWAYS);
        pick.setMaxWidth(Double.MAX_VALUE);
        var hint = new Label(found.hint());
        hint.getStyleClass().addAll("mono", "muted");
        var whose =
                new Label(
                        found.stored()
                                ? texts.get("keys.importStored")
                                : found.provider()
                                        .map(KeyBook.Known::name)
                                        .orElseGet(() -> texts.get("keys.importUnknown")));
        whose.getStyleClass().add("muted");
        whose.setMinWidth(140);
        var line = new HBox(pick, hint, whose);
        line.getStyleClass().add("import-line");
        return line;
    }

    private HBox actions(Map<CheckBox, Found> picks) {
        var take = new Button();
        take.setId("import-take");
        take.getStyleClass().add("accent");
        var count =
                Bindings.createLongBinding(
                        () -> picks.keySet().stream().filter(CheckBox::isSelected).count(),
                        picks.keySet().stream()
                                .map(CheckBox::selectedProperty)
                                .toArray(javafx.beans.Observable[]::new));
        take.textProperty().bind(count.map(n -> texts.format("keys.importTake", n)));
        take.disableProperty().bind(count.map(n -> n.longValue() == 0));
        take.setOnAction(_ -> importing.take(picked(picks)));
        var discard = new Button(texts.get("keys.discard"));
        discard.getStyleClass().add("quiet");
        discard.setOnAction(_ -> importing.discard());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new HBox(space, discard, take);
        line.getStyleClass().add("draft-line");
        return line;
    }

    private static List<Found> picked(Map<CheckBox, Found> picks) {
        return picks.entrySet().stream()
                .filter(pick -> pick.getKey().isSelected())
                .map(Map.Entry::getValue)
                .toList();
    }
}
