package dev.understudy.console.models;

import dev.understudy.catalog.PriceList.Price;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import dev.understudy.journal.TargetUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Two to four models side by side; what is best of each is set off.
final class CompareView extends VBox {
    static final int LEAST = 2;
    static final int MOST = 4;

    private final Texts texts;
    private final Figures figures;
    private final ModelActions actions;
    private final ModelsViewModel models;
    private final GridPane grid = new GridPane();

    CompareView(ModelsViewModel models, Texts texts, ModelActions actions, Runnable back) {
        this.models = models;
        this.texts = texts;
        this.figures = new Figures(texts);
        this.actions = actions;
        setId("models-compared");
        getStyleClass().add("models-view");
        var title = new Label(texts.get("models.compared"));
        title.getStyleClass().add("card-title");
        var head = new HBox(BackButton.of(texts, back), title);
        head.getStyleClass().add("view-head");
        grid.getStyleClass().add("compare-grid");
        var scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("panel-scroll", "compare-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
    }

    /// Which way a figure is better.
    private enum Better {
        LESS,
        MORE,
        NEITHER
    }

    /// Shows other models.
    void show(List<ModelRow> rows) {
        grid.getChildren().clear();
        grid.getColumnConstraints().setAll(constraints(rows.size()));
        var heads = new ArrayList<Node>();
        heads.add(new Label());
        rows.forEach(row -> heads.add(head(row)));
        grid.addRow(0, heads.toArray(Node[]::new));
        price(rows, "in", Price.INPUT);
        price(rows, "out", Price.OUTPUT);
        price(rows, "cached", Price.CACHE_READ);
        figure(rows, "context", Better.MORE, row -> number(row.context()));
        figure(rows, "output", Better.MORE, row -> number(row.model().maxOutputTokens()));
        figure(
                rows,
                "first",
                Better.LESS,
                row ->
                        row.own()
                                .flatMap(TargetUse::firstToken)
                                .map(time -> OptionalDouble.of((double) time.toNanos()))
                                .orElse(OptionalDouble.empty()));
        figure(
                rows,
                "success",
                Better.MORE,
                row ->
                        row.own()
                                .map(use -> OptionalDouble.of(use.rate()))
                                .orElse(OptionalDouble.empty()));
        figure(rows, "released", Better.NEITHER, _ -> OptionalDouble.empty());
        words(rows, "takes", row -> String.join(", ", row.model().inputModalities()));
        words(rows, "gives", row -> String.join(", ", row.model().outputModalities()));
        words(
                rows,
                "can",
                row ->
                        row.traits().stream()
                                .map(trait -> texts.get("models.trait." + Figures.word(trait)))
                                .collect(Collectors.joining(", ")));
        words(
                rows,
                "cutoff",
                row -> row.model().details().cutoff().map(Numbers::day).orElse(Numbers.NONE));
        words(
                rows,
                "ends",
                row -> row.model().details().expires().map(Numbers::day).orElse(Numbers.NONE));
        parameters(rows);
        words(rows, "note", ModelRow::note);
    }

    private static List<ColumnConstraints> constraints(int models) {
        var all = new ArrayList<ColumnConstraints>();
        var names = new ColumnConstraints();
        names.setMinWidth(0);
        all.add(names);
        for (int i = 0; i < models; i++) {
            var column = new ColumnConstraints();
            column.setHgrow(Priority.ALWAYS);
            column.setMinWidth(0);
            column.setPercentWidth(84.0 / models);
            all.add(column);
        }
        names.setPercentWidth(16);
        return all;
    }

    private Node head(ModelRow row) {
        var title = new Paragraph(row.title(), "model-heading");
        var id = new Paragraph(row.target().toString(), "mono", "muted");
        var tryIt = new Button(texts.get("models.tryIt"));
        tryIt.getStyleClass().add("small");
        tryIt.setOnAction(_ -> actions.tryOut(row.target().toString()));
        var copy = new Button(texts.get("models.copyId"));
        copy.getStyleClass().add("small");
        copy.setOnAction(_ -> models.copyId(row));
        var buttons = new HBox(8, tryIt, copy);
        var box = new VBox(4, title, id, buttons);
        box.setMinWidth(0);
        box.getStyleClass().add("compared-head");
        VBox.setMargin(buttons, new Insets(4, 0, 4, 0));
        return box;
    }

    private void price(List<ModelRow> rows, String word, Price price) {
        figure(
                rows,
                word,
                Better.LESS,
                row ->
                        row.usual(price)
                                .map(amount -> OptionalDouble.of(amount.doubleValue()))
                                .orElse(OptionalDouble.empty()));
    }

    private static OptionalDouble number(OptionalLong value) {
        return value.isPresent()
                ? OptionalDouble.of((double) value.getAsLong())
                : OptionalDouble.empty();
    }

    private void figure(
            List<ModelRow> rows,
            String word,
            Better better,
            Function<ModelRow, OptionalDouble> value) {
        List<OptionalDouble> values = rows.stream().map(value).toList();
        OptionalDouble best = best(values, better);
        ModelColumn column = ModelColumn.named(word).orElseThrow();
        var cells = new ArrayList<Paragraph>();
        for (int i = 0; i < rows.size(); i++) {
            var cell = new Paragraph(figures.cell(column, rows.get(i)), "figure");
            if (best.isPresent() && values.get(i).equals(best)) {
                cell.getStyleClass().add("best");
                cell.setText(texts.format("models.best", cell.getText()));
            }
            cells.add(cell);
        }
        add(figures.heading(column), cells);
    }

    /// What is better than another; empty if all are alike.
    private static OptionalDouble best(List<OptionalDouble> values, Better better) {
        if (better == Better.NEITHER
                || values.stream().filter(OptionalDouble::isPresent).distinct().count() < 2) {
            return OptionalDouble.empty();
        }
        var known = values.stream().flatMapToDouble(OptionalDouble::stream);
        return better == Better.LESS ? known.min() : known.max();
    }

    private void words(List<ModelRow> rows, String word, Function<ModelRow, String> value) {
        List<String> values = rows.stream().map(value).toList();
        if (values.stream().allMatch(text -> text.isEmpty() || text.equals(Numbers.NONE))) {
            return;
        }
        add(
                texts.get("models.fact." + word),
                values.stream()
                        .map(text -> new Paragraph(text.isEmpty() ? Numbers.NONE : text))
                        .toList());
    }

    /// What only some take.
    private void parameters(List<ModelRow> rows) {
        Set<String> shared = new HashSet<>(rows.getFirst().model().details().parameters());
        rows.forEach(row -> shared.retainAll(row.model().details().parameters()));
        words(
                rows,
                "alone",
                row ->
                        row.model().details().parameters().stream()
                                .filter(name -> !shared.contains(name))
                                .collect(Collectors.joining(", ")));
    }

    private void add(String name, List<Paragraph> cells) {
        var line = new ArrayList<Paragraph>();
        line.add(new Paragraph(name, "hint"));
        line.addAll(cells);
        for (Paragraph cell : line) {
            cell.getStyleClass().add("compared");
            cell.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
            cell.setMinWidth(0);
        }
        grid.addRow(grid.getRowCount(), line.toArray(Node[]::new));
    }
}
