package dev.understudy.console.chains;

import dev.understudy.console.ui.Texts;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;

/// What can be done with a step, with the keys that do it.
final class StepMenu {
    private final ChainsViewModel chains;
    private final Texts texts;
    private final StepCard card;
    private final StepActions actions;
    private final ContextMenu menu = new ContextMenu();

    StepMenu(ChainsViewModel chains, Texts texts, StepCard card, StepActions actions) {
        this.chains = chains;
        this.texts = texts;
        this.card = card;
        this.actions = actions;
    }

    void show(Node at) {
        fill();
        menu.show(at, Side.BOTTOM, 0, 4);
    }

    void show(double screenX, double screenY) {
        fill();
        menu.show(card, screenX, screenY);
    }

    private void fill() {
        int place = card.place();
        chains.step(place);
        boolean off =
                chains.selectedProperty()
                        .get()
                        .filter(entry -> entry.chain().steps().get(place).disabled())
                        .isPresent();
        MenuItem up = item("chains.up", "Alt+Up", () -> chains.shift(-1));
        up.setDisable(place == 0);
        MenuItem down = item("chains.down", "Alt+Down", () -> chains.shift(1));
        down.setDisable(place == chains.steps() - 1);
        MenuItem remove = item("chains.remove", "Delete", () -> chains.remove(place));
        remove.setDisable(chains.steps() == 1);
        menu.getItems()
                .setAll(
                        item("chains.settings", "Enter", card::toggleForm),
                        item("chains.tryStep", "", () -> actions.tryOut(target(place))),
                        new SeparatorMenuItem(),
                        up,
                        down,
                        item(
                                off ? "chains.switchOn" : "chains.switchOff",
                                "Space",
                                () -> chains.toggle(place)),
                        new SeparatorMenuItem(),
                        remove);
    }

    private String target(int place) {
        return chains.selectedProperty()
                .get()
                .map(entry -> entry.chain().steps().get(place).target())
                .orElse("");
    }

    private MenuItem item(String text, String shortcut, Runnable action) {
        var item = new MenuItem(texts.get(text));
        item.setId(text.replace('.', '-'));
        if (!shortcut.isEmpty()) {
            item.setAccelerator(KeyCombination.valueOf(shortcut)); // shown; the card acts on it
        }
        item.setOnAction(_ -> action.run());
        return item;
    }
}
