package dev.understudy.console.prompt;

import dev.understudy.console.ui.Texts;
import dev.understudy.model.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;

/// What is known about the answer, as one quiet line that wraps if it must.
final class FactsLine extends FlowPane {
    private final Texts texts;

    FactsLine(PromptViewModel prompt, Texts texts) {
        this.texts = texts;
        setId("facts");
        getStyleClass().add("facts");
        prompt.factsProperty().subscribe(this::show);
    }

    private void show(Facts facts) {
        var labels = new ArrayList<Label>();
        if (!facts.model().isEmpty()) {
            var who = new Label(facts.model());
            who.getStyleClass().add("mono");
            labels.add(who);
            labels.add(new Label(texts.format("prompt.attempts", facts.attempts())));
        }
        facts.firstTokenMillis()
                .ifPresent(ms -> labels.add(new Label(texts.format("prompt.firstToken", ms))));
        facts.tokensPerSecond()
                .ifPresent(speed -> labels.add(new Label(texts.format("prompt.speed", speed))));
        facts.usage().ifPresent(usage -> labels.add(tokens(usage)));
        facts.usage().flatMap(Usage::cost).ifPresent(cost -> labels.add(cost(cost)));
        getChildren().setAll(labels);
        setVisible(!labels.isEmpty());
        setManaged(!labels.isEmpty());
    }

    private Label tokens(Usage usage) {
        return new Label(texts.format("prompt.tokens", usage.input(), usage.output()));
    }

    private Label cost(BigDecimal cost) {
        var shown = cost.signum() == 0 ? BigDecimal.ZERO.setScale(2) : rounded(cost);
        var label = new Label(texts.format("prompt.cost", shown.toPlainString()));
        label.getStyleClass().add("cost");
        return label;
    }

    /// Two significant digits, but at least cents.
    private static BigDecimal rounded(BigDecimal cost) {
        int leading = cost.scale() - cost.precision();
        return cost.setScale(Math.max(2, leading + 2), RoundingMode.HALF_UP);
    }
}
