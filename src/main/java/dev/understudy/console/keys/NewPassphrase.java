package dev.understudy.console.keys;

import dev.understudy.console.ui.Texts;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A passphrase that is chosen, twice over: a slip of the finger would shut the vault for good.
final class NewPassphrase extends VBox {
    private final PasswordField first = new PasswordField();
    private final PasswordField again = new PasswordField();

    /// @param busy while nothing can be begun
    /// @param use takes the passphrase, and wipes it
    NewPassphrase(Texts texts, String action, ObservableBooleanValue busy, Consumer<char[]> use) {
        getStyleClass().add("terms-cell");
        field(first, "passphrase", texts.get("keys.newPassphrase"));
        field(again, "passphrase-again", texts.get("keys.passphraseAgain"));
        var button = new Button(texts.get(action));
        button.setId("vault-passphrase");
        button.setMinWidth(USE_PREF_SIZE);
        button.setDisable(true);
        button.setOnAction(_ -> {
            char[] passphrase = first.getText().toCharArray();
            clear();
            use.accept(passphrase);
        });
        var hint = new Label();
        hint.setId("passphrase-hint");
        hint.setWrapText(true);
        hint.setMinHeight(USE_PREF_SIZE);
        Runnable compare =
                () -> {
                    boolean same = first.getText().equals(again.getText());
                    boolean differ = !same && !again.getText().isEmpty();
                    button.setDisable(busy.get() || first.getText().isEmpty() || !same);
                    hint.setText(
                            texts.get(differ ? "keys.passphrasesDiffer" : "keys.passphraseLost"));
                    hint.getStyleClass().setAll("label", differ ? "field-problem" : "hint");
                };
        compare.run();
        first.textProperty().subscribe(compare);
        again.textProperty().subscribe(compare);
        busy.subscribe(compare);
        first.setOnAction(_ -> again.requestFocus());
        again.setOnAction(_ -> button.fire());
        var line = new HBox(first, again, button);
        line.getStyleClass().add("joined");
        getChildren().addAll(line, hint);
    }

    /// Puts the caret into the first field.
    void focusFirst() {
        first.requestFocus();
    }

    /// Forgets what was typed.
    void clear() {
        first.clear();
        again.clear();
    }

    private static void field(PasswordField field, String id, String prompt) {
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(prompt);
        field.setPrefWidth(184);
        field.setMinWidth(120);
    }
}
