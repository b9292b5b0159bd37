package dev.understudy.console.settings;

import dev.understudy.console.settings.NetworkBook.Network;
import dev.understudy.console.settings.NetworkBook.Proxied;
import dev.understudy.console.settings.NetworkBook.Trusted;
import dev.understudy.console.ui.Captioned;
import dev.understudy.console.ui.Labels;
import dev.understudy.console.ui.Texts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Which proxy and which authorities: a form that says what is written until it is changed.
final class NetworkCard extends VBox {
    private final NetworkViewModel network;
    private final Texts texts;
    private final ComboBox<Proxied> proxied = new ComboBox<>();
    private final TextField host = new TextField();
    private final TextField port = new TextField();
    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final TextField exceptions = new TextField();
    private final ComboBox<Trusted> trusted = new ComboBox<>();
    private final TextField file = new TextField();
    private final Button save = new Button();
    private final Button discard = new Button();

    /// @param chooseFile asks for a file; empty if none was chosen
    NetworkCard(NetworkViewModel network, Texts texts, Supplier<Optional<Path>> chooseFile) {
        this.network = network;
        this.texts = texts;
        setId("network");
        getStyleClass().addAll("card", "setting");
        var title = new Label(texts.get("network.title"));
        title.getStyleClass().add("card-title");
        proxied.getItems().setAll(Proxied.values());
        proxied.setConverter(new Labels<>(this::label));
        trusted.getItems().setAll(Trusted.values());
        trusted.setConverter(new Labels<>(this::label));
        exceptions.setPromptText(texts.get("network.exceptionsExample"));
        port.setPromptText("3128");
        host.setPromptText("proxy.example.com");
        getChildren()
                .addAll(
                        title,
                        hint("network.text"),
                        proxyLine(),
                        loginLine(),
                        exceptionsLine(),
                        trustLine(chooseFile),
                        actions());
        network.writtenProperty().subscribe(this::show);
        proxied.valueProperty().subscribe(_ -> changed());
        trusted.valueProperty().subscribe(_ -> changed());
        for (TextField field : new TextField[] {host, port, user, password, exceptions, file}) {
            field.textProperty().subscribe(_ -> changed());
            field.setOnAction(_ -> save.fire());
        }
    }

    private HBox proxyLine() {
        proxied.setPrefWidth(184);
        var which = cell("network.proxy", "network-proxy", proxied, Priority.NEVER);
        var where = cell("network.host", "network-host", host, Priority.ALWAYS);
        port.setPrefWidth(88);
        var door = cell("network.port", "network-port", port, Priority.NEVER);
        ObservableValue<Boolean> named = named();
        shownWhile(where, named);
        shownWhile(door, named);
        return line(which, where, door);
    }

    private HBox loginLine() {
        var who = cell("network.user", "network-user", user, Priority.ALWAYS);
        var secret = cell("network.password", "network-password", password, Priority.ALWAYS);
        HBox line = line(who, secret);
        shownWhile(line, named());
        return line;
    }

    private HBox exceptionsLine() {
        HBox line =
                line(cell("network.exceptions", "network-exceptions", exceptions, Priority.ALWAYS));
        shownWhile(line, proxied.valueProperty().map(value -> value != Proxied.NONE));
        return line;
    }

    private HBox trustLine(Supplier<Optional<Path>> chooseFile) {
        trusted.setPrefWidth(304);
        file.getStyleClass().add("mono");
        var which = cell("network.trust", "network-trust", trusted, Priority.NEVER);
        var choose = new Button(texts.get("network.choose"));
        choose.setId("network-choose");
        choose.setMinWidth(USE_PREF_SIZE);
        choose.setOnAction(
                _ -> chooseFile.get().ifPresent(chosen -> file.setText(chosen.toString())));
        HBox.setHgrow(file, Priority.ALWAYS);
        var joined = new HBox(file, choose);
        joined.getStyleClass().add("joined");
        var where = cell("network.file", "network-file-cell", joined, Priority.ALWAYS);
        file.setId("network-file");
        shownWhile(where, trusted.valueProperty().map(value -> value == Trusted.FILE));
        return line(which, where);
    }

    private HBox actions() {
        save.setText(texts.get("network.save"));
        save.setId("network-save");
        save.getStyleClass().add("accent");
        save.setMinWidth(USE_PREF_SIZE);
        save.setOnAction(_ -> network.save(typed(), password.getText()));
        discard.setText(texts.get("network.discard"));
        discard.setId("network-discard");
        discard.getStyleClass().add("quiet");
        discard.setMinWidth(USE_PREF_SIZE);
        discard.setOnAction(_ -> show(network.writtenProperty().get()));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return line(space, discard, save);
    }

    private void show(Network written) {
        proxied.setValue(written.proxied());
        host.setText(written.host());
        port.setText(written.port());
        user.setText(written.user());
        password.clear();
        password.setPromptText(written.password() ? texts.get("network.passwordKept") : "");
        exceptions.setText(written.exceptions());
        trusted.setValue(written.trusted());
        file.setText(written.file());
        changed();
    }

    private void changed() {
        boolean same =
                typed().equals(network.writtenProperty().get()) && password.getText().isEmpty();
        boolean complete =
                (!proxied.getValue().isNamed() || !host.getText().isBlank())
                        && (trusted.getValue() != Trusted.FILE || !file.getText().isBlank());
        save.setDisable(same || !complete);
        discard.setDisable(same);
    }

    private Network typed() {
        return new Network(
                proxied.getValue(),
                host.getText().strip(),
                port.getText().strip(),
                user.getText(),
                network.writtenProperty().get().password(),
                exceptions.getText().strip(),
                trusted.getValue(),
                file.getText().strip());
    }

    private ObservableValue<Boolean> named() {
        return proxied.valueProperty().map(Proxied::isNamed);
    }

    private String label(Proxied proxied) {
        return texts.get(
                switch (proxied) {
                    case SYSTEM -> "network.ofSystem";
                    case NONE -> "network.none";
                    case HTTP -> "network.http";
                    case SOCKS5 -> "network.socks";
                });
    }

    private String label(Trusted trusted) {
        return texts.get(
                switch (trusted) {
                    case BUNDLED -> "network.trustBundled";
                    case SYSTEM -> "network.trustSystem";
                    case FILE -> "network.trustFile";
                });
    }

    private Label hint(String key) {
        var hint = new Label(texts.get(key));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        hint.setMinHeight(USE_PREF_SIZE);
        return hint;
    }

    private VBox cell(String key, String id, Region field, Priority grow) {
        var cell = new Captioned(texts.get(key), id, field);
        HBox.setHgrow(cell, grow);
        return cell;
    }

    private static HBox line(Region... cells) {
        var line = new HBox(cells);
        line.getStyleClass().add("draft-line");
        return line;
    }

    private static void shownWhile(Region region, ObservableValue<Boolean> shown) {
        region.visibleProperty().bind(shown);
        region.managedProperty().bind(shown);
    }
}
