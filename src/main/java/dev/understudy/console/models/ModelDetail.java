package dev.understudy.console.models;

import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.Change;
import dev.understudy.catalog.Change.What;
import dev.understudy.catalog.EndpointBook;
import dev.understudy.catalog.PriceList.Condition;
import dev.understudy.catalog.PriceList.Conditional;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.console.ui.IconButton;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import dev.understudy.journal.TargetUse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// The model that is looked at: what it is called, what can be done with it, what it costs and can,
/// and where it is served.
final class ModelDetail extends ScrollPane {
    private static final String WARNING = "model-warning";

    private final ModelsViewModel models;
    private final Texts texts;
    private final Figures figures;
    private final ModelActions actions;
    private final EndpointTable endpoints;
    private final PriceChart chart;
    private final VBox content = new VBox();
    private final TextArea note = new TextArea();
    private Optional<ModelRow> shown = Optional.empty();

    ModelDetail(ModelsViewModel models, Texts texts, ModelActions actions) {
        this.models = models;
        this.texts = texts;
        this.figures = new Figures(texts);
        this.actions = actions;
        this.endpoints = new EndpointTable(models, texts, actions);
        this.chart = new PriceChart(texts);
        setId("model-detail");
        getStyleClass().addAll("card", "model-detail");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        content.getStyleClass().add("model-detail-content");
        note.setId("model-note");
        note.setPromptText(texts.get("models.note"));
        note.setAccessibleText(texts.get("models.noteSpoken"));
        note.setWrapText(true);
        note.setPrefRowCount(2);
        note.focusedProperty()
                .subscribe(focused -> {
                    if (!focused) {
                        keepNote();
                    }
                });
        setContent(content);
        models.selectedProperty().subscribe(this::show);
    }

    private void show(Optional<ModelRow> row) {
        boolean other = !row.map(ModelRow::target).equals(shown.map(ModelRow::target));
        if (other) {
            keepNote();
            setVvalue(0);
        }
        shown = row;
        if (row.isEmpty()) {
            content.getChildren().setAll(nothing());
            return;
        }
        ModelRow one = row.get();
        if (other) {
            note.setText(one.note());
        }
        chart.show(
                models.history(), one.target(), one.usual(Price.OUTPUT), models.clock().instant());
        var parts = new ArrayList<Node>();
        parts.add(names(one));
        parts.addAll(warnings(one));
        parts.add(buttons(one));
        if (!one.model().description().isBlank()) {
            parts.add(new Description(one.model().description(), texts));
        }
        parts.add(grid(prices(one)));
        if (EndpointBook.tells(one.target())) {
            parts.add(endpoints);
        }
        parts.add(chart);
        parts.add(grid(facts(one)));
        parts.add(note);
        content.getChildren().setAll(parts);
    }

    private void keepNote() {
        shown.filter(row -> !row.note().equals(note.getText().strip()))
                .ifPresent(row -> models.note(row, note.getText().strip()));
    }

    private Node nothing() {
        var title = new Label(texts.get("models.nothingChosen"));
        title.getStyleClass().add("card-title");
        return new VBox(8, title, new Paragraph(texts.get("models.keysHelp"), "hint"));
    }

    private VBox names(ModelRow row) {
        var title = new Paragraph(row.title(), "model-heading");
        var id = new Paragraph(row.target().toString(), "mono");
        id.setId("model-id");
        id.getStyleClass().add("muted");
        HBox.setHgrow(id, Priority.ALWAYS);
        id.setMaxWidth(Double.MAX_VALUE);
        var copy =
                new IconButton(
                        MaterialDesignC.CONTENT_COPY,
                        texts.get("models.copyId"),
                        () -> models.copyId(row));
        copy.setId("copy-id");
        return new VBox(4, title, new HBox(4, id, copy));
    }

    private List<Node> warnings(ModelRow row) {
        var warnings = new ArrayList<Node>();
        row.model()
                .details()
                .expires()
                .ifPresent(last -> warnings.add(new Paragraph(expiry(row, last), WARNING)));
        for (Change change : row.changes()) {
            if (change.what() instanceof What.Repriced priced && priced.dearer()) {
                warnings.add(
                        new Paragraph(
                                new ChangeWords(texts).what(change) + used(row.chains(), ". "),
                                WARNING));
            }
        }
        row.model()
                .aliasOf()
                .ifPresent(of ->
                        warnings.add(new Paragraph(texts.format("models.aliasOf", of), "hint")));
        if (row.model().routed()) {
            warnings.add(new Paragraph(texts.get("models.routedHelp"), "hint"));
        }
        if (!row.chains().isEmpty()) {
            warnings.add(new Paragraph(used(row.chains(), ""), "hint"));
        }
        return warnings;
    }

    private String expiry(ModelRow row, LocalDate last) {
        return texts.format("models.ends", Numbers.day(last)) + used(row.chains(), " ");
    }

    private String used(List<String> chains, String before) {
        return chains.isEmpty()
                ? ""
                : before + texts.format("models.usedBy", String.join(", ", chains));
    }

    private FlowPane buttons(ModelRow row) {
        var add = new ChainMenu(models, row, texts);
        var tryIt = new Button(texts.get("models.tryIt"));
        tryIt.setId("try-it");
        tryIt.setOnAction(_ -> actions.tryOut(row.target().toString()));
        return new FlowPane(8, 8, add, tryIt);
    }

    private record Fact(String name, String value) {}

    private List<Fact> facts(ModelRow row) {
        CatalogueModel model = row.model();
        var told = new ArrayList<Fact>();
        told.add(fact("context", Numbers.tokens(model.contextWindow())));
        told.add(fact("output", Numbers.tokens(model.maxOutputTokens())));
        told.add(fact("takes", String.join(", ", model.inputModalities())));
        told.add(fact("gives", String.join(", ", model.outputModalities())));
        told.add(
                fact(
                        "can",
                        row.traits().stream()
                                .map(trait -> texts.get("models.trait." + Figures.word(trait)))
                                .collect(Collectors.joining(", "))));
        row.released().ifPresent(day -> told.add(fact("released", Numbers.day(day))));
        model.details().cutoff().ifPresent(day -> told.add(fact("cutoff", Numbers.day(day))));
        row.own().ifPresent(use -> told.add(fact("own", own(use))));
        if (!model.details().parameters().isEmpty()) {
            told.add(fact("parameters", String.join(", ", model.details().parameters())));
        }
        told.removeIf(fact -> fact.value().isEmpty() || fact.value().equals(Numbers.NONE));
        return told;
    }

    private String own(TargetUse use) {
        return texts.format(
                "models.ownUse",
                use.tries(),
                figures.success(use),
                use.firstToken().map(Numbers::time).orElse(Numbers.NONE),
                use.slowFirstToken().map(Numbers::time).orElse(Numbers.NONE));
    }

    private Fact fact(String word, String value) {
        return new Fact(texts.get("models.fact." + word), value);
    }

    private List<Fact> prices(ModelRow row) {
        var told = new ArrayList<Fact>();
        Map<Price, BigDecimal> base = new EnumMap<>(Price.class);
        base.putAll(row.model().prices().base());
        base.forEach((price, amount) ->
                row.usual(price)
                        .filter(usual ->
                                usual.signum() > 0 || price == Price.INPUT || price == Price.OUTPUT)
                        .ifPresent(usual ->
                                told.add(new Fact(priceName(price), Numbers.exact(usual)))));
        for (Conditional override : row.model().prices().overrides()) {
            told.add(new Fact(condition(override.condition()), ""));
            new TreeMap<>(override.prices())
                    .forEach((price, amount) ->
                            told.add(
                                    new Fact(
                                            priceName(price),
                                            Numbers.exact(Figures.usual(price, amount)))));
        }
        return told;
    }

    private String priceName(Price price) {
        String name = texts.get("models.price." + Figures.word(price));
        return price.token() ? texts.format("models.perMillion", name) : name;
    }

    private String condition(Condition condition) {
        return switch (condition) {
            case Condition.PromptOf(long tokens) ->
                    texts.format("models.promptOf", Numbers.tokens(OptionalLong.of(tokens)));
            case Condition.TimeOfDay(var from, var until) ->
                    texts.format("models.timeOfDay", from.toString(), until.toString());
        };
    }

    private static GridPane grid(List<Fact> facts) {
        var grid = new GridPane();
        grid.getStyleClass().add("fact-grid");
        int line = 0;
        for (Fact fact : facts) {
            var name = new Paragraph(fact.name(), fact.value().isEmpty() ? "caption" : "hint");
            if (fact.value().isEmpty()) {
                grid.add(name, 0, line++, 2, 1);
                continue;
            }
            name.setMinWidth(96);
            name.setMaxWidth(128);
            GridPane.setValignment(name, VPos.TOP);
            var value = new Paragraph(fact.value(), "fact-value");
            GridPane.setValignment(value, VPos.TOP);
            grid.addRow(line++, name, value);
        }
        return grid;
    }
}
