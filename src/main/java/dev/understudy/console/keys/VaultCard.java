package dev.understudy.console.keys;

import dev.understudy.console.ui.Texts;
import dev.understudy.vault.KeySource;
import dev.understudy.vault.VaultState;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/// What the vault needs before keys can be sealed in it: to be made, opened or mended; and a new
/// passphrase, if one is asked for. Else not there while it is open.
final class VaultCard extends HBox {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                    .withZone(ZoneId.systemDefault());

    private final KeysViewModel keys;
    private final Texts texts;
    private boolean changing;

    VaultCard(KeysViewModel keys, Texts texts) {
        this.keys = keys;
        this.texts = texts;
        getStyleClass().addAll("card", "vault");
        setId("vault");
        keys.vaultProperty().subscribe(_ -> show());
    }

    /// Asks for a passphrase to keep the open vault's key by.
    void askPassphrase() {
        changing = true;
        show();
        ((NewPassphrase) lookup(".terms-cell")).focusFirst();
    }

    /// Asks no more.
    void close() {
        changing = false;
        show();
    }

    private void show() {
        VaultState state = keys.vaultProperty().get();
        changing &= state instanceof VaultState.Open;
        boolean shown = changing || !(state instanceof VaultState.Open);
        setVisible(shown);
        setManaged(shown);
        getChildren().clear();
        switch (state) {
            case VaultState.Open _ when changing ->
                    fill(
                            texts.get("keys.passphraseTitle"),
                            texts.get("keys.passphraseText"),
                            newPassphrase("keys.seal"),
                            cancel());
            case VaultState.Open _ -> {}
            case VaultState.Absent _ ->
                    fill(
                            texts.get("keys.vaultAbsent"),
                            texts.get("keys.vaultAbsentText"),
                            keychain("keys.useKeychain", true),
                            newPassphrase("keys.usePassphrase"));
            case VaultState.Locked(var source) when source == KeySource.KEYCHAIN ->
                    fill(
                            texts.get("keys.vaultLocked"),
                            texts.get("keys.vaultLockedText"),
                            keychain("keys.unlock", true),
                            setAside());
            case VaultState.Locked _ ->
                    fill(
                            texts.get("keys.vaultLocked"),
                            texts.get("keys.vaultPassphraseText"),
                            passphrase(),
                            setAside());
            case VaultState.Damaged(var what, var restorable) ->
                    fill(
                            texts.get("keys.vaultDamaged"),
                            restorable
                                    .map(version ->
                                            texts.format(
                                                    "keys.vaultRestorable",
                                                    what,
                                                    version.secrets(),
                                                    MOMENT.format(version.written())))
                                    .orElseGet(() -> texts.format("keys.vaultLost", what)),
                            restorable.isPresent()
                                    ? button("keys.restore", "vault-restore", true, keys::restore)
                                    : new Region(),
                            setAside());
        }
    }

    private void fill(String title, String text, Region... actions) {
        var heading = new Label(title);
        heading.getStyleClass().add("card-title");
        var words = new Label(text);
        words.setWrapText(true);
        words.getStyleClass().add("muted");
        words.setMinHeight(USE_PREF_SIZE);
        var line = new HBox(actions);
        line.getStyleClass().add("vault-actions");
        var column = new VBox(heading, words, line);
        column.getStyleClass().add("vault-words");
        getChildren().addAll(new FontIcon(MaterialDesignL.LOCK_OUTLINE), column);
    }

    private Button keychain(String label, boolean accent) {
        return button(label, "vault-keychain", accent, keys::useKeychain);
    }

    private NewPassphrase newPassphrase(String label) {
        return new NewPassphrase(
                texts,
                label,
                keys.changes().busyProperty(),
                passphrase -> keys.usePassphrase(passphrase, this::close));
    }

    private Button cancel() {
        var button = button("keys.discard", "vault-cancel", false, this::close);
        button.getStyleClass().add("quiet");
        return button;
    }

    private HBox passphrase() {
        var field = new PasswordField();
        field.setId("passphrase");
        field.setPromptText(texts.get("keys.passphrase"));
        field.setAccessibleText(texts.get("keys.passphrase"));
        field.setPrefWidth(208);
        Runnable use =
                () -> {
                    char[] passphrase = field.getText().toCharArray();
                    field.clear();
                    keys.usePassphrase(passphrase, () -> {});
                };
        var button = button("keys.unlock", "vault-passphrase", false, use);
        button.disableProperty()
                .bind(field.textProperty().isEmpty().or(keys.changes().busyProperty()));
        field.setOnAction(_ -> button.fire());
        var line = new HBox(field, button);
        line.getStyleClass().add("joined");
        return line;
    }

    private Button setAside() {
        var button = button("keys.setAside", "vault-aside", false, keys::setAside);
        button.getStyleClass().add("quiet");
        return button;
    }

    private Button button(String label, String id, boolean accent, Runnable action) {
        var button = new Button(texts.get(label));
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        if (accent) {
            button.getStyleClass().add("accent");
        }
        if (!id.equals("vault-passphrase")) {
            button.disableProperty().bind(keys.changes().busyProperty());
        }
        button.setOnAction(_ -> action.run());
        return button;
    }
}
