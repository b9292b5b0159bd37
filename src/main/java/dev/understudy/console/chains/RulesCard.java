package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.chains.RulesFields.UnreadableException;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.ChainStep;
import dev.understudy.model.StepParameters;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The rules of a chain, for all its steps that say nothing else.
final class RulesCard extends VBox {
    private final ChainsViewModel chains;
    private final RulesFields fields;
    private final Paragraph problem = new Paragraph("", "field-problem");
    private Optional<Entry> shown = Optional.empty();

    /// @param close takes the card away
    RulesCard(ChainsViewModel chains, Texts texts, Runnable close) {
        this.chains = chains;
        this.fields = new RulesFields(texts, this::apply);
        getStyleClass().addAll("card", "draft", "terms");
        setId("chain-rules");
        var title = new Label(texts.get("chains.rulesTitle"));
        title.getStyleClass().add("card-title");
        fields.waits();
        fields.choices();
        var done = new Button(texts.get("chains.done"));
        done.setId("rules-done");
        done.setOnAction(_ -> {
            apply();
            if (problem.getText().isEmpty()) {
                close.run();
            }
        });
        HBox.setHgrow(problem, Priority.ALWAYS);
        problem.setMaxWidth(Double.MAX_VALUE);
        var foot = new HBox(problem, done);
        foot.getStyleClass().add("draft-line");
        getChildren().addAll(title, fields, foot);
        chains.selectedProperty().subscribe(this::show);
    }

    private void show(Optional<Entry> entry) {
        boolean same =
                entry.map(one -> one.chain().rules()).equals(shown.map(one -> one.chain().rules()))
                        && entry.map(one -> one.chain().id())
                                .equals(shown.map(one -> one.chain().id()));
        shown = entry;
        if (!same && entry.isPresent()) {
            problem.setText("");
            fields.fill(said(entry.get().chain().rules()), StepRules.STANDARD);
        }
    }

    /// What a chain says that is not usual.
    private static ChainStep.Own said(StepRules rules) {
        return new ChainStep.Own(
                rules.hedgeAfter(),
                Optional.of(rules.onStreamBreak())
                        .filter(rule -> rule != StepRules.STANDARD.onStreamBreak()),
                Optional.of(rules.onRefusal())
                        .filter(rule -> rule != StepRules.STANDARD.onRefusal()),
                rules.waits(),
                List.of(),
                StepParameters.NONE);
    }

    private void apply() {
        if (shown.isEmpty()) {
            return;
        }
        try {
            ChainStep.Own own = fields.read();
            problem.setText("");
            var rules =
                    new StepRules(
                            own.hedgeAfter(),
                            own.onStreamBreak().orElse(OnStreamBreak.RESUME),
                            own.onRefusal().orElse(OnRefusal.STOP),
                            own.waits(),
                            List.of(),
                            StepParameters.NONE);
            if (!rules.equals(shown.get().chain().rules())) {
                chains.edit(new ChainEdit.Rules(shown.get().chain().id(), rules));
            }
        } catch (UnreadableException e) {
            problem.setText(String.valueOf(e.getMessage()));
        }
    }
}
