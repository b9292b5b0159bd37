package dev.understudy.console.models;

import dev.understudy.catalog.Host;
import dev.understudy.console.ui.Texts;
import java.net.URI;
import java.util.Optional;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/// Who serves a model: a menu of the pages where it tells what it does with what it is sent, and
/// how it is today.
final class HostName extends MenuButton {
    private final ModelActions actions;

    HostName(String name, Host host, Texts texts, ModelActions actions) {
        super(name);
        this.actions = actions;
        getStyleClass().addAll("endpoint-name", "link");
        setAccessibleText(texts.format("models.hostSpoken", name));
        add(texts.get("models.hostPrivacy"), host.privacy());
        add(texts.get("models.hostTerms"), host.terms());
        add(texts.get("models.hostStatus"), host.status());
    }

    private void add(String text, Optional<URI> page) {
        page.ifPresent(uri -> {
            var item = new MenuItem(text);
            item.setOnAction(_ -> actions.browse(uri));
            getItems().add(item);
        });
    }
}
