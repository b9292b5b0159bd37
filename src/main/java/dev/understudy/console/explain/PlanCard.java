package dev.understudy.console.explain;

import dev.understudy.console.explain.ExplainBook.Explained;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Plan;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What is asked for leads to: the steps in order, each with its reason, and what leads nowhere.
final class PlanCard extends VBox {
    private final Texts texts;
    private final VBox steps = new VBox();

    PlanCard(ExplainViewModel explain, Texts texts) {
        this.texts = texts;
        getStyleClass().addAll("card", "side-card");
        setId("plan");
        var title = new Label(texts.get("explain.plan"));
        title.getStyleClass().add("card-title");
        steps.getStyleClass().add("plan-steps");
        getChildren().addAll(title, new Paragraph(texts.get("explain.planHelp"), "hint"), steps);
        explain.planProperty().subscribe(this::show);
    }

    private void show(Optional<Explained> told) {
        steps.getChildren().clear();
        if (told.isEmpty()) {
            for (int i = 0; i < 2; i++) {
                var outline = new Region();
                outline.getStyleClass().addAll("plan-step", "outline");
                steps.getChildren().add(outline);
            }
            return;
        }
        Explained explained = told.get();
        if (!explained.problem().isBlank()) {
            steps.getChildren().add(new Paragraph(explained.problem(), "model-warning"));
        }
        int number = 1;
        for (Plan.Step step : explained.plan().steps()) {
            steps.getChildren().add(step(number++, step, explained));
        }
        for (Plan.Rejection rejection : explained.plan().rejected()) {
            var name = new Label(rejection.model());
            name.getStyleClass().addAll("mono", "muted");
            steps.getChildren()
                    .add(
                            new VBox(
                                    2,
                                    new HBox(
                                            8,
                                            new Chip(texts.get("explain.notTried"), Tone.NEUTRAL),
                                            name),
                                    new Paragraph(rejection.reason(), "hint")));
        }
    }

    private Node step(int number, Plan.Step step, Explained explained) {
        var place = new Label(String.valueOf(number));
        place.getStyleClass().add("step-number");
        var name = new Paragraph(step.target().toString(), "step-target");
        var facts = new FlowPane(8, 4);
        List<String> keys = explained.keys().getOrDefault(step.target().provider(), List.of());
        String used =
                keys.isEmpty()
                        ? texts.get("explain.noKey")
                        : texts.format("chains.keys", keys.size(), String.join(", ", keys));
        facts.getChildren().add(new Chip(used, Tone.NEUTRAL));
        step.rules()
                .hedgeAfter()
                .ifPresent(wait ->
                        facts.getChildren()
                                .add(
                                        new Chip(
                                                texts.format("explain.hedge", wait.toMillis()),
                                                Tone.NEUTRAL)));
        var words = new VBox(4, name, new Paragraph(step.reason(), "hint"), facts);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        var line = new HBox(8, place, words);
        line.getStyleClass().add("plan-step");
        return line;
    }
}
