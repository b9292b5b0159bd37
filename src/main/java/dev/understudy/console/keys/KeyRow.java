package dev.understudy.console.keys;

import dev.understudy.console.keys.KeyDoctor.Visit;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.IconButton;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.KeyAccount;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import dev.understudy.model.KeySlot.Condition;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;

/// A key: how it is called, how it stands, what it costs, and what can be done with it.
final class KeyRow extends VBox {
    private static final PseudoClass NEARLY = PseudoClass.getPseudoClass("nearly-spent");

    private final KeysViewModel keys;
    private final Words words;
    private final Texts texts;
    private final Label alias = new Label();
    private final Label hint = new Label();
    private final Chip chip = new Chip();
    private final Label account = new Label();
    private final ProgressBar spent = new ProgressBar(0);
    private final Label used = new Label();
    private final Label why = new Label();
    private final Button reveal;
    private final Button replace = new Button();
    private final KeyEditor editor;
    private final KeyMenu menu;
    private @Nullable KeySlot slot;

    KeyRow(KeysViewModel keys, Words words, Texts texts) {
        this.keys = keys;
        this.words = words;
        this.texts = texts;
        this.editor = new KeyEditor(keys, texts, this);
        this.menu = new KeyMenu(keys, texts, editor);
        this.reveal =
                new IconButton(
                        MaterialDesignE.EYE_OUTLINE,
                        texts.get("keys.reveal"),
                        () -> keys.reveal(slot().id()));
        getStyleClass().add("key-row");
        setFocusTraversable(true);
        why.setWrapText(true);
        why.getStyleClass().add("key-why");
        why.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(line(), why, editor);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        setOnMousePressed(_ -> requestFocus());
        setOnContextMenuRequested(
                event -> menu.show(this, slot(), event.getScreenX(), event.getScreenY()));
        new RowDrag(keys, this);
        keys.revealedProperty().subscribe(this::tick);
        keys.doctor().visits().subscribe(this::tick);
    }

    private HBox line() {
        var handle = new FontIcon(MaterialDesignD.DRAG_VERTICAL);
        handle.getStyleClass().add("handle");
        alias.getStyleClass().add("key-alias");
        hint.getStyleClass().addAll("mono", "muted", "key-hint");
        var name = new VBox(alias, hint);
        name.getStyleClass().add("key-name");
        var state = new HBox(chip);
        state.getStyleClass().add("key-state");
        HBox.setHgrow(state, Priority.ALWAYS);
        account.getStyleClass().add("key-account");
        account.setTextOverrun(OverrunStyle.ELLIPSIS);
        account.managedProperty().bind(account.textProperty().isNotEmpty());
        used.getStyleClass().addAll("muted", "key-used");
        spent.getStyleClass().add("limit");
        spent.setMaxWidth(Double.MAX_VALUE);
        spent.setAccessibleText(texts.get("keys.limitSpoken"));
        var facts = new VBox(account, spent, used);
        facts.getStyleClass().add("key-facts");
        replace.setText(texts.get("keys.replace"));
        replace.getStyleClass().add("small");
        replace.setMinWidth(USE_PREF_SIZE);
        replace.setOnAction(_ -> keys.draft().replace(slot().id()));
        var rotate =
                new IconButton(
                        MaterialDesignA.AUTORENEW,
                        texts.get("keys.rotate"),
                        () -> keys.draft().replace(slot().id()));
        rotate.visibleProperty().bind(replace.visibleProperty().not());
        rotate.managedProperty().bind(rotate.visibleProperty());
        replace.managedProperty().bind(replace.visibleProperty());
        var more = new IconButton(MaterialDesignD.DOTS_HORIZONTAL, texts.get("keys.moreSpoken"));
        more.getStyleClass().add("key-more");
        more.setOnAction(_ -> menu.show(more, slot()));
        var actions = new HBox(reveal, replace, rotate, more);
        actions.getStyleClass().add("key-actions");
        var line = new HBox(handle, name, state, facts, actions);
        line.getStyleClass().add("key-line");
        return line;
    }

    void show(KeySlot slot, boolean weighted) {
        this.slot = slot;
        setId("key-" + slot.id().provider() + "-" + slot.id().alias());
        alias.setText(
                weighted
                        ? texts.format("keys.aliasWeighted", slot.id().alias(), slot.weight())
                        : slot.id().alias());
        replace.setVisible(
                slot.condition() instanceof Condition.NeedsAttention
                        || slot.condition() instanceof Condition.Missing);
        pseudoClassStateChanged(
                PseudoClass.getPseudoClass("off"), slot.condition() instanceof Condition.Off);
        tick();
    }

    /// Says anew what changes by itself.
    void tick() {
        if (slot == null) {
            return;
        }
        Optional<KeysViewModel.Revealed> shown =
                keys.revealedProperty().get().filter(r -> r.id().equals(slot().id()));
        hint.setText(shown.map(r -> r.key().reveal()).orElse(slot().hint()));
        reveal.setGraphic(
                new FontIcon(
                        shown.isPresent()
                                ? MaterialDesignE.EYE_OFF_OUTLINE
                                : MaterialDesignE.EYE_OUTLINE));
        used.setText(words.used(slot().lastUsed()));
        Words.Said said = words.condition(slot());
        chip.say(said.words(), said.tone());
        account.setText(words.spent(slot()));
        limit(Optional.empty());
        explain(
                slot().condition() instanceof Condition.Missing(var reason)
                        ? Optional.of(reason)
                        : Optional.empty());
        visited();
        setAccessibleText(
                texts.format(
                        "keys.rowSpoken", slot().id().alias(), chip.getText(), used.getText()));
    }

    private void visited() {
        switch (keys.doctor().visits().get(slot().id())) {
            case null -> {}
            case Visit.Running _ -> chip.say(texts.get("keys.checkRuns"), Tone.ACTIVE);
            case Visit.Failed(var reason) -> explain(Optional.of(reason));
            case Visit.Found(KeyCheck.Works works) -> {
                limit(works.account().flatMap(KeyAccount::spentShare));
                works.account()
                        .map(words::account)
                        .filter(text -> !text.isEmpty())
                        .ifPresent(account::setText);
                if (slot().condition() instanceof Condition.Ready) {
                    chip.say(texts.get("keys.works"), Tone.GOOD);
                }
            }
            case Visit.Found(KeyCheck.Fails fails) -> {
                Words.Said said = words.check(fails);
                chip.say(said.words(), said.tone());
                explain(Optional.of(fails.message()));
            }
        }
    }

    /// @param share of its limit that a key has spent, 0 to 1
    private void limit(Optional<Double> share) {
        spent.setProgress(share.orElse(0.0));
        spent.setVisible(share.isPresent());
        spent.setManaged(share.isPresent());
        spent.pseudoClassStateChanged(NEARLY, share.filter(s -> s > 0.9).isPresent());
    }

    /// Opens the field for its weight.
    void weigh() {
        editor.weigh(slot());
    }

    private void explain(Optional<String> reason) {
        why.setText(reason.orElse(""));
        why.setVisible(reason.isPresent());
        why.setManaged(reason.isPresent());
    }

    private void key(KeyEvent event) {
        KeyId id = slot().id();
        if (!isFocused()) {
            return;
        }
        boolean known = true;
        switch (event.getCode()) {
            case UP -> known = event.isAltDown() && shift(id, -1);
            case DOWN -> known = event.isAltDown() && shift(id, 1);
            case DELETE -> keys.remove(id);
            case F2 -> editor.rename(slot());
            case SPACE -> keys.enable(id, slot().condition() instanceof Condition.Off);
            case CONTEXT_MENU -> menu.show(this, slot());
            case C -> {
                known = event.isShortcutDown();
                if (known) {
                    keys.copy(id);
                }
            }
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    private boolean shift(KeyId id, int by) {
        keys.shift(id, by);
        return true;
    }

    /// What it shows.
    KeySlot slot() {
        return java.util.Objects.requireNonNull(slot, "shown before it is used");
    }
}
