package dev.understudy.console.keys;

import dev.understudy.console.ui.Texts;
import dev.understudy.model.KeySlot;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/// One line under a key, where its name or its weight is changed.
final class KeyEditor extends HBox {
    private final KeysViewModel keys;
    private final Texts texts;
    private final Node owner;
    private final Label caption = new Label();
    private final TextField field = new TextField();
    private Consumer<String> take = _ -> {};

    /// @param owner gets the focus back
    KeyEditor(KeysViewModel keys, Texts texts, Node owner) {
        this.keys = keys;
        this.texts = texts;
        this.owner = owner;
        getStyleClass().add("key-editor");
        field.setId("key-edit");
        field.setPrefWidth(176);
        caption.setLabelFor(field);
        var done = new Button(texts.get("keys.done"));
        done.setOnAction(_ -> finish());
        field.setOnAction(_ -> finish());
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        close();
                        event.consume();
                    }
                });
        getChildren().addAll(caption, field, done);
        setVisible(false);
        setManaged(false);
    }

    void rename(KeySlot slot) {
        open(
                "keys.nameCaption",
                slot.id().alias(),
                text -> {
                    if (!text.isBlank() && !text.strip().equals(slot.id().alias())) {
                        keys.rename(slot.id(), text.strip());
                    }
                });
    }

    void weigh(KeySlot slot) {
        open(
                "keys.weightCaption",
                Integer.toString(slot.weight()),
                text -> {
                    if (text.strip().matches("\\d{1,4}")) {
                        keys.weigh(slot.id(), Integer.parseInt(text.strip()));
                    }
                });
    }

    private void open(String captionKey, String text, Consumer<String> take) {
        this.take = take;
        caption.setText(texts.get(captionKey));
        field.setText(text);
        setVisible(true);
        setManaged(true);
        field.requestFocus();
        field.selectAll();
    }

    private void finish() {
        String text = field.getText();
        close();
        take.accept(text);
    }

    private void close() {
        setVisible(false);
        setManaged(false);
        owner.requestFocus();
    }
}
