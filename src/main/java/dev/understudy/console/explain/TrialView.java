package dev.understudy.console.explain;

import dev.understudy.console.explain.ExplainBook.Chosen;
import dev.understudy.console.explain.ExplainBook.Facts;
import dev.understudy.console.explain.ExplainBook.Mistake;
import dev.understudy.console.explain.ExplainBook.Trial;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What came of a strategy: its mistakes, or how each line went, what would be chosen, and how that
/// changes the plan.
final class TrialView extends VBox {
    private static final int SHOWN = 12;

    private final ExplainViewModel explain;
    private final Texts texts;
    private final Consumer<Mistake> go;

    /// @param go shows a mistake in the editor
    TrialView(ExplainViewModel explain, Texts texts, Consumer<Mistake> go) {
        this.explain = explain;
        this.texts = texts;
        this.go = go;
        getStyleClass().add("trial");
        setId("trial");
        explain.outcomeProperty().subscribe(this::show);
        explain.planProperty().subscribe(_ -> show(explain.outcomeProperty().get()));
        explain.slowProperty().subscribe(_ -> show(explain.outcomeProperty().get()));
    }

    private void show(Optional<Outcome> outcome) {
        if (explain.slowProperty().get()) {
            var slow = new Paragraph(texts.get("explain.slow"), "hint");
            slow.setId("slow");
            getChildren().setAll(slow);
            return;
        }
        List<Node> told =
                outcome.map(came ->
                                switch (came) {
                                    case Outcome.Wrong(_, var mistakes) ->
                                            mistakes.stream().map(this::mistake).toList();
                                    case Outcome.Right right -> trial(right);
                                })
                        .orElseGet(() -> List.of(new Paragraph(texts.get("explain.none"), "hint")));
        getChildren().setAll(told);
    }

    private Node mistake(Mistake mistake) {
        var link = new Hyperlink(texts.format("explain.place", mistake.line(), mistake.column()));
        link.setMinWidth(USE_PREF_SIZE);
        link.setOnAction(_ -> go.accept(mistake));
        var words = new Paragraph(mistake.message(), "field-problem");
        words.setId("mistake");
        HBox.setHgrow(words, Priority.ALWAYS);
        return new HBox(8, link, words);
    }

    private List<Node> trial(Outcome.Right right) {
        Trial trial = right.trial();
        var told = new ArrayList<Node>();
        for (Evaluation evaluation : trial.evaluations()) {
            String went = said(right.line(evaluation.expression()), evaluation);
            told.add(
                    new Paragraph(
                            evaluation
                                    .of()
                                    .map(of -> texts.format("explain.at", of.provider(), went))
                                    .orElse(went),
                            evaluation.count() > 0 ? "line-chose" : "hint"));
        }
        var title = new Label(texts.format("explain.chooses", trial.count()));
        title.setId("chooses");
        title.getStyleClass().add("card-title");
        told.add(title);
        int number = 1;
        for (Chosen chosen : trial.chosen().stream().limit(SHOWN).toList()) {
            told.add(chosen(number++, chosen));
        }
        if (trial.count() > SHOWN) {
            told.add(new Paragraph(texts.format("explain.more", trial.count() - SHOWN), "hint"));
        }
        explain.planProperty()
                .get()
                .ifPresent(now -> told.add(new MovesView(now, trial.plan(), texts)));
        return told;
    }

    private String said(int line, Evaluation evaluation) {
        String went =
                evaluation.count() > 0
                        ? texts.format("explain.lineChose", line, evaluation.count())
                        : evaluation.problem().isEmpty()
                                ? texts.format("explain.lineNothing", line)
                                : texts.format("explain.lineFailed", line, evaluation.problem());
        return evaluation.drops() == 0
                ? went
                : went
                        + " "
                        + texts.format(
                                "explain.dropped",
                                evaluation.drops(),
                                evaluation.dropped().stream()
                                        .limit(2)
                                        .map(one -> one.element() + ": " + one.reason())
                                        .collect(Collectors.joining("; ")));
    }

    private Node chosen(int number, Chosen chosen) {
        var place = new Label(String.valueOf(number));
        place.getStyleClass().addAll("figure", "muted");
        place.setMinWidth(20);
        var name = new Label(chosen.name());
        name.getStyleClass().add("mono");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var price = new Label(figures(chosen));
        price.getStyleClass().add("hint");
        price.setMinWidth(USE_PREF_SIZE);
        var line = new HBox(8, place, name, space, price);
        line.getStyleClass().add("chosen");
        return line;
    }

    private String figures(Chosen chosen) {
        if (!chosen.keys().isEmpty()) {
            return String.join(", ", chosen.keys());
        }
        Facts facts = chosen.facts();
        var told = new ArrayList<String>();
        if (facts.errors().isPresent()) {
            told.add(
                    texts.format(
                            "explain.fails",
                            Numbers.percent(
                                    OptionalDouble.of(100 * facts.errors().getAsDouble()))));
        }
        if (facts.context().isPresent()) {
            told.add(texts.format("explain.context", Numbers.tokens(facts.context())));
        }
        if (facts.input().isPresent() && facts.output().isPresent()) {
            told.add(
                    texts.format(
                            "chains.price",
                            Numbers.usd(facts.input().get()),
                            Numbers.usd(facts.output().get())));
        }
        return String.join(" · ", told);
    }
}
