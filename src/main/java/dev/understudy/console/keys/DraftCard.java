package dev.understudy.console.keys;

import dev.understudy.console.keys.KeyBook.Known;
import dev.understudy.console.keys.KeyDraft.Check;
import dev.understudy.console.keys.KeyDraft.State;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Labels;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.KeyCheck;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;

/// Where a key is pasted, and what is found out of it before it is sealed.
final class DraftCard extends VBox {
    private static final int AMBIGUOUS = 6;

    private final KeyDraft draft;
    private final Words words;
    private final Texts texts;
    private final Label title = new Label();
    private final PasswordField key = new PasswordField();
    private final ComboBox<Known> provider = new ComboBox<>();
    private final TextField name = new TextField();
    private final Chip recognised = new Chip();
    private final Chip checked = new Chip();
    private final Label message = new Label();
    private final Button seal = new Button();
    private boolean showing;

    DraftCard(KeyDraft draft, Words words, Texts texts) {
        this.draft = draft;
        this.words = words;
        this.texts = texts;
        getStyleClass().addAll("card", "draft");
        setId("draft");
        title.getStyleClass().add("draft-title");
        getChildren().addAll(titleLine(), fields(), outcome());
        message.setId("draft-message");
        message.setWrapText(true);
        message.getStyleClass().add("muted");
        message.setMinHeight(USE_PREF_SIZE);
        getChildren().add(message);
        draft.stateProperty().subscribe(this::show);
    }

    /// Puts the caret where the key is pasted.
    void focusKey() {
        key.requestFocus();
    }

    private HBox titleLine() {
        var line = new HBox(new FontIcon(MaterialDesignK.KEY_PLUS), title);
        line.getStyleClass().add("draft-head");
        return line;
    }

    private HBox fields() {
        key.setId("draft-key");
        key.getStyleClass().add("mono");
        key.setPromptText(texts.get("keys.paste"));
        key.setAccessibleText(texts.get("keys.pasteSpoken"));
        key.textProperty()
                .subscribe((_, text) -> {
                    if (!showing) {
                        draft.type(text);
                    }
                });
        key.setOnAction(_ -> seal());
        HBox.setHgrow(key, Priority.ALWAYS);
        key.setMinWidth(160);

        provider.setId("draft-provider");
        provider.setPromptText(texts.get("keys.provider"));
        provider.setAccessibleText(texts.get("keys.provider"));
        provider.setConverter(new Labels<>(Known::name));
        provider.setPrefWidth(160);
        provider.setMinWidth(120);
        provider.valueProperty()
                .subscribe(known -> {
                    if (!showing && known != null) {
                        draft.choose(known);
                    }
                });

        name.setId("draft-name");
        name.setAccessibleText(texts.get("keys.name"));
        name.setPrefWidth(112);
        name.setMinWidth(80);
        name.setOnAction(_ -> seal());

        seal.setId("seal");
        seal.getStyleClass().add("accent");
        seal.setMinWidth(USE_PREF_SIZE);
        seal.setOnAction(_ -> seal());
        var discard = new Button(texts.get("keys.discard"));
        discard.setId("discard");
        discard.getStyleClass().add("quiet");
        discard.setMinWidth(USE_PREF_SIZE);
        discard.setOnAction(_ -> draft.discard());
        var line = new HBox(key, provider, name, seal, discard);
        line.getStyleClass().add("draft-line");
        return line;
    }

    private HBox outcome() {
        recognised.setId("recognised");
        checked.setId("checked");
        var again = new Button(texts.get("keys.checkAgain"));
        again.setId("check-again");
        again.getStyleClass().addAll("quiet", "small");
        again.setOnAction(_ -> draft.check());
        again.visibleProperty()
                .bind(
                        draft.stateProperty()
                                .map(state ->
                                        state.check() instanceof Check.Done(KeyCheck.Fails _)));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new HBox(recognised, checked, again, space);
        line.getStyleClass().add("draft-line");
        line.visibleProperty().bind(draft.stateProperty().map(State::hasKey));
        line.managedProperty().bind(line.visibleProperty());
        return line;
    }

    private void seal() {
        draft.seal(name.getText());
    }

    private void show(State state) {
        showing = true;
        boolean opened = state.open() && !isVisible();
        setVisible(state.open());
        setManaged(state.open());
        if (!state.open() || (opened && !state.hasKey())) {
            key.clear();
            name.clear();
        }
        if (state.hasKey() && key.getText().isEmpty()) {
            key.setText(draft.typed()); // from the clipboard; it shows as dots
        }
        title.setText(
                state.replaces()
                        .map(id -> texts.format("keys.replaceTitle", id.alias()))
                        .orElseGet(() -> texts.get("keys.addTitle")));
        if (!provider.getItems().equals(state.choices())) {
            provider.getItems().setAll(state.choices());
        }
        provider.setValue(state.provider().orElse(null));
        provider.setDisable(state.replaces().isPresent());
        boolean named = state.replaces().isEmpty();
        name.setVisible(named);
        name.setManaged(named);
        name.setPromptText(draft.freeName());
        seal.setText(texts.get(named ? "keys.seal" : "keys.replace"));
        seal.setDisable(!state.sealable());
        say(state);
        showing = false;
    }

    private void say(State state) {
        if (state.provider().isPresent()) {
            recognised.say(
                    texts.format("keys.recognised", state.provider().get().name()),
                    Chip.Tone.ACTIVE);
        } else if (state.choices().size() <= AMBIGUOUS) {
            recognised.say(
                    texts.format(
                            "keys.perhaps",
                            String.join(", ", state.choices().stream().map(Known::name).toList())),
                    Chip.Tone.CAUTION);
        } else {
            recognised.say(texts.get("keys.notRecognised"), Chip.Tone.CAUTION);
        }
        checked.setVisible(!(state.check() instanceof Check.None));
        String why = "";
        switch (state.check()) {
            case Check.None _ -> {}
            case Check.Running _ -> checked.say(texts.get("keys.checkRuns"), Chip.Tone.NEUTRAL);
            case Check.Done(var found) -> {
                Words.Said said = words.check(found);
                checked.say(said.words(), said.tone());
                if (found instanceof KeyCheck.Fails fails) {
                    why = fails.message();
                }
            }
        }
        message.setText(why);
        message.setVisible(!why.isEmpty());
        message.setManaged(!why.isEmpty());
    }
}
