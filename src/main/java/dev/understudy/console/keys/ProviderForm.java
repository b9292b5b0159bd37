package dev.understudy.console.keys;

import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyCheck;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Adds a provider with an address of its own, such as a server on this machine.
final class ProviderForm extends VBox {
    private final KeysViewModel keys;
    private final Words words;
    private final Texts texts;
    private final Chip verdict = new Chip();
    private final Label why = new Label();
    private final TextField id = new TextField();
    private final TextField address = new TextField();
    private final PasswordField key = new PasswordField();

    ProviderForm(KeysViewModel keys, Words words, Texts texts) {
        this.keys = keys;
        this.words = words;
        this.texts = texts;
        getStyleClass().addAll("card", "draft");
        setId("provider-form");
        var title = new Label(texts.get("keys.ownTitle"));
        title.getStyleClass().add("card-title");
        field(id, "own-id", texts.get("keys.ownId"));
        id.setPrefWidth(112);
        field(address, "own-address", texts.get("keys.ownAddress"));
        address.getStyleClass().add("mono");
        HBox.setHgrow(address, Priority.ALWAYS);
        field(key, "own-key", texts.get("keys.ownKey"));
        key.setPrefWidth(144);
        var add = new Button(texts.get("keys.ownAdd"));
        add.setId("own-add");
        add.getStyleClass().add("accent");
        add.setMinWidth(USE_PREF_SIZE);
        add.disableProperty()
                .bind(id.textProperty().isEmpty().or(address.textProperty().isEmpty()));
        add.setOnAction(_ -> add());
        address.setOnAction(_ -> add.fire());
        var cancel = new Button(texts.get("keys.discard"));
        cancel.getStyleClass().add("quiet");
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(_ -> close());
        var line = new HBox(id, address, key, test(), add, cancel);
        line.getStyleClass().add("draft-line");
        var hint = new Label(texts.get("keys.ownHint"));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(title, line, outcome(), hint);
        shown(false);
    }

    private Button test() {
        var test = new Button();
        test.setId("own-test");
        test.setMinWidth(USE_PREF_SIZE);
        test.disableProperty().bind(address.textProperty().isEmpty());
        keys.reach()
                .runningProperty()
                .subscribe(running ->
                        test.setText(texts.get(running ? "keys.cancelTest" : "keys.test")));
        test.setOnAction(_ -> {
            if (keys.reach().runningProperty().get()) {
                keys.reach().forget();
            } else {
                keys.reach().begin(address.getText().strip(), given());
            }
        });
        address.textProperty().subscribe(keys.reach()::forget);
        key.textProperty().subscribe(keys.reach()::forget);
        return test;
    }

    private HBox outcome() {
        verdict.setId("own-verdict");
        verdict.setMinWidth(USE_PREF_SIZE);
        why.setWrapText(true);
        why.setMinHeight(USE_PREF_SIZE);
        why.getStyleClass().add("muted");
        HBox.setHgrow(why, Priority.ALWAYS);
        var line = new HBox(verdict, why);
        line.getStyleClass().add("draft-line");
        Runnable show =
                () -> {
                    Optional<KeyCheck> found = keys.reach().foundProperty().get();
                    boolean running = keys.reach().runningProperty().get();
                    line.setVisible(running || found.isPresent());
                    line.setManaged(line.isVisible());
                    why.setText("");
                    if (running) {
                        verdict.say(texts.get("keys.checkRuns"), Chip.Tone.NEUTRAL);
                    }
                    found.ifPresent(this::say);
                };
        show.run();
        keys.reach().foundProperty().subscribe(show);
        keys.reach().runningProperty().subscribe(show);
        return line;
    }

    private void say(KeyCheck check) {
        Words.Said said = words.check(check);
        verdict.say(said.words(), said.tone());
        why.setText(
                switch (check) {
                    case KeyCheck.Fails fails -> fails.message();
                    case KeyCheck.Works works ->
                            works.models()
                                    .map(count -> texts.format("keys.ownModels", count))
                                    .orElse("");
                });
    }

    void open() {
        shown(true);
        id.requestFocus();
    }

    void close() {
        shown(false);
        keys.reach().forget();
        id.clear();
        address.clear();
        key.clear();
    }

    private void add() {
        keys.addProvider(id.getText().strip(), address.getText().strip(), given(), this::close);
    }

    private Optional<ApiKey> given() {
        try {
            return key.getText().isBlank()
                    ? Optional.empty()
                    : Optional.of(new ApiKey(key.getText().strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void shown(boolean shown) {
        setVisible(shown);
        setManaged(shown);
    }

    private static void field(TextField field, String id, String prompt) {
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(prompt);
        field.setMinWidth(96);
    }
}
