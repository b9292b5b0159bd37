package dev.understudy.console.keys;

import dev.understudy.console.ui.Texts;
import dev.understudy.vault.KeySource;
import dev.understudy.vault.VaultState;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// Who keeps the open vault's key, and what can be done about it. Not there while it is shut.
final class VaultMenu extends Button {
    private final KeysViewModel keys;
    private final Texts texts;
    private final Runnable newPassphrase;

    /// @param newPassphrase asks for one
    VaultMenu(KeysViewModel keys, Texts texts, Runnable newPassphrase) {
        this.keys = keys;
        this.texts = texts;
        this.newPassphrase = newPassphrase;
        setId("sealed-by");
        getStyleClass().addAll("quiet", "small", "sealed-by");
        var dot = new Region();
        dot.getStyleClass().add("status-dot");
        var label = new Label("", dot);
        label.textProperty().bind(textProperty());
        label.setMinWidth(0);
        var shown = new HBox(label, new FontIcon(MaterialDesignC.CHEVRON_DOWN));
        shown.getStyleClass().add("chevroned");
        setGraphic(shown);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setMinWidth(0);
        keys.vaultProperty().subscribe(this::show);
    }

    private void show(VaultState state) {
        boolean open = state instanceof VaultState.Open;
        setVisible(open);
        setManaged(open);
        if (state instanceof VaultState.Open(var source)) {
            setText(words(source));
            setOnAction(_ -> menu(source).show(this, Side.BOTTOM, 0, 4));
        }
    }

    private String words(KeySource source) {
        return switch (source) {
            case KEYCHAIN ->
                    texts.format(
                            "keys.sealedBy",
                            keys.keeper().orElseGet(() -> texts.get("keys.keychain")));
            case PASSPHRASE -> texts.get("keys.sealedByPassphrase");
        };
    }

    private ContextMenu menu(KeySource source) {
        var lock = item("vault-lock", "keys.lock", keys::lock);
        var keychain = item("vault-to-keychain", "keys.toKeychain", keys::useKeychain);
        boolean kept = source == KeySource.KEYCHAIN;
        var passphrase =
                item(
                        "vault-to-passphrase",
                        kept ? "keys.toPassphrase" : "keys.otherPassphrase",
                        newPassphrase);
        return kept
                ? new ContextMenu(lock, passphrase)
                : new ContextMenu(lock, keychain, passphrase);
    }

    private MenuItem item(String id, String text, Runnable action) {
        var item = new MenuItem(texts.get(text));
        item.setId(id);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
