package dev.understudy.console.access;

import dev.understudy.console.access.AccessBook.Entry;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.IconButton;
import dev.understudy.console.ui.Texts;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/// A program's key: what it may do, who used it, what it has spent.
final class AccessRow extends VBox {
    private final AccessWords words;
    private final Texts texts;
    private final Label name = new Label();
    private final Label terms = new Label();
    private final Chip chip = new Chip();
    private final Label spent = new Label();
    private final Label used = new Label();
    private @Nullable Entry key;

    AccessRow(AccessViewModel access, AccessWords words, Texts texts) {
        this.words = words;
        this.texts = texts;
        getStyleClass().add("key-row");
        setFocusTraversable(true);
        name.getStyleClass().add("key-alias");
        terms.getStyleClass().add("hint");
        terms.setMinWidth(0);
        var who = new VBox(name, terms);
        who.getStyleClass().add("access-name");
        HBox.setHgrow(who, Priority.ALWAYS);
        used.getStyleClass().addAll("muted", "key-used");
        spent.managedProperty().bind(spent.textProperty().isNotEmpty());
        var facts = new VBox(spent, used);
        facts.getStyleClass().add("key-facts");
        var edit =
                new IconButton(
                        MaterialDesignP.PENCIL_OUTLINE,
                        texts.get("accessKeys.edit"),
                        () -> access.edit(key()));
        var revoke = new Button(texts.get("accessKeys.revoke"));
        revoke.getStyleClass().addAll("quiet", "small", "revoke");
        revoke.setMinWidth(USE_PREF_SIZE);
        revoke.setOnAction(_ -> access.revoke(key()));
        var line = new HBox(who, chip, facts, edit, revoke);
        line.getStyleClass().addAll("key-line", "access-line");
        getChildren().add(line);
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (isFocused() && event.getCode() == KeyCode.DELETE) {
                        access.revoke(key());
                    } else if (isFocused() && event.getCode() == KeyCode.F2) {
                        access.edit(key());
                    }
                });
        setOnMousePressed(_ -> requestFocus());
    }

    void show(Entry key) {
        this.key = key;
        setId("access-" + key.id());
        name.setText(key.name());
        terms.setText(words.terms(key.terms()));
        terms.setTooltip(new Tooltip(terms.getText()));
        AccessWords.Said said = words.state(key);
        chip.say(said.words(), said.tone());
        spent.setText(words.spent(key));
        used.setText(words.used(key));
        setAccessibleText(
                texts.format("accessKeys.rowSpoken", key.name(), chip.getText(), terms.getText()));
    }

    private Entry key() {
        return Objects.requireNonNull(key, "shown before it is used");
    }
}
