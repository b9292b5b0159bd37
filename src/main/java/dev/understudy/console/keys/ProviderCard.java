package dev.understudy.console.keys;

import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/// A provider and its keys, one a row.
final class ProviderCard extends VBox {
    private final KeysViewModel keys;
    private final Words words;
    private final Texts texts;
    private final Label name = new Label();
    private final Label address = new Label();
    private final Chip local = new Chip();
    private final Button mode = new Button();
    private final VBox rows = new VBox();
    private final Map<KeyId, KeyRow> byId = new HashMap<>();
    private String id = "";

    /// @param draft where a key for it is pasted
    ProviderCard(KeysViewModel keys, Words words, Texts texts, DraftCard draft) {
        this.keys = keys;
        this.words = words;
        this.texts = texts;
        getStyleClass().addAll("card", "provider");
        name.getStyleClass().add("card-title");
        name.setMinWidth(USE_PREF_SIZE);
        address.getStyleClass().addAll("mono", "muted");
        address.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        address.setMinWidth(0);
        mode.getStyleClass().addAll("quiet", "small", "mode");
        mode.setAccessibleHelp(texts.get("keys.modeSpoken"));
        mode.setMinWidth(USE_PREF_SIZE);
        mode.setContentDisplay(ContentDisplay.RIGHT);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var add = new Button(texts.get("keys.addOne"), new FontIcon(MaterialDesignP.PLUS));
        add.getStyleClass().addAll("quiet", "small", "add-one");
        add.setMinWidth(USE_PREF_SIZE);
        add.setOnAction(_ -> {
            keys.draft().begin(id);
            draft.focusKey();
        });
        var head = new HBox(name, address, local, space, mode, add);
        head.getStyleClass().add("provider-head");
        getChildren().addAll(head, rows);
    }

    void show(ProviderKeys provider) {
        id = provider.id();
        setId("provider-" + id);
        name.setText(provider.name());
        address.setText(provider.custom() ? provider.baseUrl() : provider.id() + ":");
        boolean here = isLocal(provider.baseUrl());
        local.say(texts.get("keys.local"), Chip.Tone.NEUTRAL);
        local.setVisible(here);
        local.setManaged(here);
        mode.setId("mode-" + id);
        mode.setText(mode(provider));
        mode.setVisible(!mode.getText().isEmpty());
        boolean several = provider.keys().size() > 1;
        mode.setDisable(!several);
        mode.setGraphic(several ? new FontIcon(MaterialDesignC.CHEVRON_DOWN) : null);
        mode.setOnAction(_ -> modes(provider).show(mode, Side.BOTTOM, 0, 4));
        List<Node> shown =
                provider.keys().stream()
                        .<Node>map(slot -> {
                            KeyRow row =
                                    byId.computeIfAbsent(
                                            slot.id(), _ -> new KeyRow(keys, words, texts));
                            row.show(slot, provider.weighted());
                            return row;
                        })
                        .toList();
        byId.keySet().retainAll(provider.keys().stream().map(KeySlot::id).toList());
        if (!rows.getChildren().equals(shown)) {
            Node focused = getScene() == null ? null : getScene().getFocusOwner();
            rows.getChildren().setAll(shown);
            if (focused != null && shown.contains(focused)) {
                focused.requestFocus(); // a row that is moved keeps the focus
            }
        }
    }

    /// A second has passed.
    void tick() {
        byId.values().forEach(KeyRow::tick);
    }

    private ContextMenu modes(ProviderKeys provider) {
        var inOrder = mode("keys.inOrderLong", !provider.weighted());
        inOrder.setId("in-order");
        inOrder.setOnAction(_ -> {
            if (provider.weighted()) {
                keys.useInOrder(provider.id());
            }
        });
        var weighted = mode("keys.weightedLong", provider.weighted());
        weighted.setId("by-weight");
        weighted.setOnAction(_ -> ((KeyRow) rows.getChildren().getFirst()).weigh());
        return new ContextMenu(inOrder, weighted);
    }

    private RadioMenuItem mode(String text, boolean chosen) {
        var item = new RadioMenuItem(texts.get(text));
        item.setSelected(chosen);
        return item;
    }

    private String mode(ProviderKeys provider) {
        if (provider.keys().isEmpty()) {
            return texts.get(provider.needsKey() ? "keys.noneYet" : "keys.noneNeeded");
        }
        if (provider.keys().size() == 1) {
            return "";
        }
        return texts.get(provider.weighted() ? "keys.weighted" : "keys.inOrder");
    }

    private static boolean isLocal(String baseUrl) {
        try {
            String host = String.valueOf(URI.create(baseUrl).getHost());
            return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
