package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Chains;
import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.chains.ChainBook.Use;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.Texts;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/// The panel's first line: which chain is looked at, whether it is in force and used, and what can
/// be done with all of it.
final class ChainsHead extends HBox {
    private static final KeyCombination UNDO = KeyCombination.valueOf("Shortcut+Z");
    private static final KeyCombination REDO = KeyCombination.valueOf("Shortcut+Y");

    private final ChainsViewModel chains;
    private final Texts texts;
    private final Label title = new Title();
    private final TextField name = new TextField();
    private final Chip force = new Chip();
    private final Label used = new Label();
    private final Button undo;
    private final Button redo;
    private final Button more;

    /// @param rules opens the rules of the chain
    /// @param actions what stands at the right, such as explaining
    ChainsHead(ChainsViewModel chains, Texts texts, Runnable rules, List<Button> actions) {
        this.chains = chains;
        this.texts = texts;
        getStyleClass().addAll("panel-head", "tight");
        title.setId("chain-title");
        title.getStyleClass().add("panel-title");
        title.managedProperty().bind(title.visibleProperty());
        name.setId("chain-rename");
        name.setAccessibleText(texts.get("chains.name"));
        name.setPrefColumnCount(14);
        name.managedProperty().bind(name.visibleProperty());
        name.setVisible(false);
        name.setOnAction(_ -> rename(true));
        name.focusedProperty()
                .subscribe((_, focused) -> {
                    if (!focused) {
                        rename(false);
                    }
                });
        name.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        rename(false);
                        event.consume();
                    }
                });
        force.setId("chain-force");
        force.managedProperty().bind(force.visibleProperty());
        used.setId("chain-used");
        used.getStyleClass().add("hint");
        used.setMinWidth(0);
        undo = icon(MaterialDesignU.UNDO_VARIANT, "undo-chain", chains::undo);
        redo = icon(MaterialDesignR.REDO_VARIANT, "redo-chain", chains::redo);
        more = icon(MaterialDesignD.DOTS_HORIZONTAL, "chain-more", () -> {});
        more.setAccessibleText(texts.get("chains.more"));
        more.setTooltip(new Tooltip(texts.get("chains.more")));
        ContextMenu menu = menu(rules);
        more.setOnAction(_ -> menu.show(more, Side.BOTTOM, 0, 4));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(title, name, force, used, space, undo, redo, more);
        getChildren().addAll(actions);
        chains.chainsProperty().subscribe(this::show);
        chains.selectedProperty().subscribe(this::show);
    }

    private Button icon(Ikon icon, String id, Runnable action) {
        var button = new Button("", new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll("quiet", "more");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private ContextMenu menu(Runnable rules) {
        return new ContextMenu(
                item("chains.rules", rules),
                item("chains.rename", this::rename),
                item("chains.duplicate", this::duplicate),
                new SeparatorMenuItem(),
                item(
                        "chains.delete",
                        () -> chain().ifPresent(id -> chains.edit(new ChainEdit.Delete(id)))));
    }

    private MenuItem item(String text, Runnable action) {
        var item = new MenuItem(texts.get(text));
        item.setId(text.replace('.', '-'));
        item.setOnAction(_ -> action.run());
        return item;
    }

    private Optional<String> chain() {
        return chains.selectedProperty().get().map(entry -> entry.chain().id());
    }

    /// Has the name typed anew.
    void rename() {
        chain().ifPresent(id -> {
            name.setText(id);
            name.setVisible(true);
            title.setVisible(false);
            name.requestFocus();
            name.selectAll();
        });
    }

    private void rename(boolean take) {
        if (!name.isVisible()) {
            return;
        }
        name.setVisible(false);
        title.setVisible(true);
        String to = name.getText().strip();
        chain().filter(id -> take && !to.isEmpty() && !to.equals(id))
                .ifPresent(id -> chains.edit(new ChainEdit.Rename(id, to)));
    }

    private void duplicate() {
        chain().ifPresent(id -> {
            List<String> taken =
                    chains.chainsProperty().get().stream()
                            .flatMap(now -> now.entries().stream())
                            .map(entry -> entry.chain().id())
                            .toList();
            String copy = texts.format("chains.copyOf", id);
            for (int i = 2; taken.contains(copy); i++) {
                copy = texts.format("chains.copyOf", id) + "-" + i;
            }
            chains.edit(new ChainEdit.Duplicate(id, copy));
        });
    }

    private void show(Optional<?> changed) {
        Optional<Chains> now = chains.chainsProperty().get();
        Optional<Entry> entry = chains.selectedProperty().get();
        title.setText(entry.map(one -> one.chain().id()).orElseGet(() -> texts.get("rail.chains")));
        force.setVisible(entry.isPresent());
        boolean wrong = now.flatMap(Chains::problem).isPresent();
        force.say(
                texts.get(wrong ? "chains.notInForce" : "chains.inForce"),
                wrong ? Tone.CAUTION : Tone.GOOD);
        used.setText(
                entry.flatMap(one -> now.map(Chains::used).map(uses -> uses.get(one.chain().id())))
                        .map(this::words)
                        .orElse(""));
        more.setDisable(entry.isEmpty());
        tell(undo, now.flatMap(Chains::undo), "chains.undo", UNDO);
        tell(redo, now.flatMap(Chains::redo), "chains.redo", REDO);
    }

    private String words(Use use) {
        return texts.format("chains.used", use.programs(), use.requests());
    }

    private void tell(Button button, Optional<ChainEdit> edit, String text, KeyCombination keys) {
        button.setDisable(edit.isEmpty());
        button.setAccessibleText(texts.get(text));
        button.setTooltip(
                new Tooltip(
                        edit.map(one -> texts.get(text) + ": " + chains.words().done(one))
                                        .orElseGet(() -> texts.get(text))
                                + "  "
                                + keys.getDisplayText()));
    }

    /// Is cut only where it is long: all else that is told beside it gives way first.
    private static final class Title extends Label {
        private static final double ENOUGH = 160;

        @Override
        protected double computeMinWidth(double height) {
            return Math.min(ENOUGH, prefWidth(height));
        }
    }
}
