package dev.understudy.console.keys;

import dev.understudy.console.ui.Texts;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;

/// What can be done with a key, with the keys that do it.
final class KeyMenu {
    private final KeysViewModel keys;
    private final Texts texts;
    private final KeyEditor editor;
    private final ContextMenu menu = new ContextMenu();

    KeyMenu(KeysViewModel keys, Texts texts, KeyEditor editor) {
        this.keys = keys;
        this.texts = texts;
        this.editor = editor;
    }

    void show(Node at, KeySlot slot) {
        fill(slot);
        menu.show(at, Side.BOTTOM, 0, 4);
    }

    void show(Node at, KeySlot slot, double screenX, double screenY) {
        fill(slot);
        menu.show(at, screenX, screenY);
    }

    private void fill(KeySlot slot) {
        KeyId id = slot.id();
        boolean off = slot.condition() instanceof KeySlot.Condition.Off;
        menu.getItems()
                .setAll(
                        item("keys.check", "", () -> keys.doctor().check(id)),
                        item("keys.copy", "Shortcut+C", () -> keys.copy(id)),
                        new SeparatorMenuItem(),
                        item("keys.up", "Alt+Up", () -> keys.shift(id, -1)),
                        item("keys.down", "Alt+Down", () -> keys.shift(id, 1)),
                        item("keys.rename", "F2", () -> editor.rename(slot)),
                        item("keys.weight", "", () -> editor.weigh(slot)),
                        item(
                                off ? "keys.switchOn" : "keys.switchOff",
                                "Space",
                                () -> keys.enable(id, off)),
                        new SeparatorMenuItem(),
                        item("keys.remove", "Delete", () -> keys.remove(id)));
    }

    private MenuItem item(String text, String shortcut, Runnable action) {
        var item = new MenuItem(texts.get(text));
        item.setId(text.replace('.', '-'));
        if (!shortcut.isEmpty()) {
            item.setAccelerator(KeyCombination.valueOf(shortcut)); // shown; the row acts on it
        }
        item.setOnAction(_ -> action.run());
        return item;
    }
}
