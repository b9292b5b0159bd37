package dev.understudy.console.chains;

import dev.understudy.console.ui.Captioned;
import dev.understudy.console.ui.Labels;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.ChainStep;
import dev.understudy.model.StepParameters;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import dev.understudy.model.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;

/// Fields for what a step, or all steps of a chain, may say of waits, breaks and refusals. What is
/// left empty is said elsewhere.
final class RulesFields extends GridPane {
    private static final int COLUMNS = 3;

    private final Texts texts;
    private final Runnable changed;
    private final TextField firstToken = new TextField();
    private final TextField perRequest = new TextField();
    private final TextField idle = new TextField();
    private final TextField hedge = new TextField();
    private final ComboBox<Optional<OnStreamBreak>> onBreak = new ComboBox<>();
    private final ComboBox<Optional<OnRefusal>> onRefusal = new ComboBox<>();
    private boolean filling;
    private int cells;

    /// A field holds what is none of what it is for; the message tells people which.
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    /// @param changed is called when a field was left, or something was chosen
    RulesFields(Texts texts, Runnable changed) {
        this.texts = texts;
        this.changed = changed;
        getStyleClass().add("terms-grid");
        for (int i = 0; i < COLUMNS; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100.0 / COLUMNS);
            getColumnConstraints().add(column);
        }
        onBreak.getItems()
                .setAll(
                        List.of(
                                Optional.empty(),
                                Optional.of(OnStreamBreak.RESUME),
                                Optional.of(OnStreamBreak.FAIL)));
        onRefusal
                .getItems()
                .setAll(
                        List.of(
                                Optional.empty(),
                                Optional.of(OnRefusal.STOP),
                                Optional.of(OnRefusal.NEXT)));
    }

    /// Adds the fields for waits.
    void waits() {
        cell("chains.firstTokenWithin", "rule-first-token", firstToken);
        cell("chains.requestWithin", "rule-request", perRequest);
        cell("chains.idleWithin", "rule-idle", idle);
        cell("chains.hedgeAfter", "rule-hedge", hedge);
    }

    /// Adds the choices.
    void choices() {
        cell("chains.whenBroken", "rule-break", onBreak);
        cell("chains.whenRefused", "rule-refusal", onRefusal);
    }

    /// Adds a field over the whole width.
    void wide(String text, String id, Region field) {
        add(made(text, id, field), 0, cells / COLUMNS, COLUMNS, 1);
        cells += COLUMNS;
    }

    /// Adds a field.
    void cell(String text, String id, Region field) {
        add(made(text, id, field), cells % COLUMNS, cells / COLUMNS);
        cells++;
    }

    private Node made(String text, String id, Region field) {
        if (field instanceof TextField typed) {
            typed.setOnAction(_ -> told());
            typed.focusedProperty()
                    .subscribe((_, focused) -> {
                        if (!focused) {
                            told();
                        }
                    });
        }
        return new Captioned(texts.get(text), id, field);
    }

    private void told() {
        if (!filling) {
            changed.run();
        }
    }

    /// Shows what is said.
    ///
    /// @param usual what holds where nothing is said
    void fill(ChainStep.Own own, StepRules usual) {
        filling = true;
        fill(firstToken, own.waits().firstToken(), usual.waits().firstToken(), "chains.asSet");
        fill(perRequest, own.waits().perRequest(), usual.waits().perRequest(), "chains.asSet");
        fill(idle, own.waits().streamIdle(), usual.waits().streamIdle(), "chains.asSet");
        fill(hedge, own.hedgeAfter(), usual.hedgeAfter(), "chains.never");
        onBreak.setConverter(
                new Labels<>(rule ->
                        rule.map(this::word).orElseGet(() -> as(word(usual.onStreamBreak())))));
        onRefusal.setConverter(
                new Labels<>(
                        rule -> rule.map(this::word).orElseGet(() -> as(word(usual.onRefusal())))));
        onBreak.setValue(own.onStreamBreak());
        onRefusal.setValue(own.onRefusal());
        onBreak.setOnAction(_ -> told());
        onRefusal.setOnAction(_ -> told());
        filling = false;
    }

    private void fill(
            TextField field, Optional<Duration> own, Optional<Duration> usual, String otherwise) {
        field.setText(own.map(Durations::of).orElse(""));
        field.setPromptText(usual.map(Durations::of).orElseGet(() -> texts.get(otherwise)));
    }

    private String as(String word) {
        return texts.format("chains.usually", word);
    }

    private String word(OnStreamBreak rule) {
        return texts.get(
                rule == OnStreamBreak.RESUME ? "chains.break.resume" : "chains.break.fail");
    }

    private String word(OnRefusal rule) {
        return texts.get(rule == OnRefusal.STOP ? "chains.refusal.stop" : "chains.refusal.next");
    }

    /// What the fields say, without keys and parameters.
    ChainStep.Own read() throws UnreadableException {
        return new ChainStep.Own(
                time(hedge, "chains.hedgeAfter"),
                onBreak.getValue(),
                onRefusal.getValue(),
                new Waits(
                        time(perRequest, "chains.requestWithin"),
                        time(firstToken, "chains.firstTokenWithin"),
                        time(idle, "chains.idleWithin")),
                List.of(),
                StepParameters.NONE);
    }

    private Optional<Duration> time(TextField field, String name) throws UnreadableException {
        if (field.getText().isBlank()) {
            return Optional.empty();
        }
        Optional<Duration> time = Durations.read(field.getText());
        if (time.isEmpty()) {
            throw new UnreadableException(texts.format("chains.noTime", texts.get(name)));
        }
        return time;
    }
}
