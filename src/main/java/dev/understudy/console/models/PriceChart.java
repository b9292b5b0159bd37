package dev.understudy.console.models;

import dev.understudy.catalog.History;
import dev.understudy.catalog.History.Point;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// What a model's output has cost, as far back as that is known.
final class PriceChart extends VBox {
    private static final double HEIGHT = 96;

    private final Texts texts;
    private final Paragraph said = new Paragraph("", "hint");
    private Optional<LineChart<Number, Number>> chart = Optional.empty();

    PriceChart(Texts texts) {
        this.texts = texts;
        getStyleClass().add("price-history");
        var title = new Label(texts.get("models.priceHistory"));
        title.getStyleClass().add("card-title");
        getChildren().addAll(title, said);
    }

    /// Shows another model's.
    void show(History history, Target target, Optional<BigDecimal> output, Instant now) {
        chart.ifPresent(getChildren()::remove);
        chart = Optional.empty();
        setManaged(output.isPresent());
        setVisible(output.isPresent());
        if (output.isEmpty()) {
            return;
        }
        List<Point> points = history.prices(target, Price.OUTPUT, output.get());
        Instant since = points.getFirst().since();
        if (points.size() == 1) {
            said.setText(
                    since.equals(Instant.EPOCH)
                            ? texts.get("models.historyUnknown")
                            : texts.format("models.unchanged", day(since)));
            return;
        }
        said.setText(texts.format("models.historyOf", day(since), day(now)));
        LineChart<Number, Number> drawn = draw(points, now);
        chart = Optional.of(drawn);
        getChildren().add(1, drawn);
    }

    private static String day(Instant time) {
        return Numbers.day(LocalDate.ofInstant(time, ZoneOffset.UTC));
    }

    private static LineChart<Number, Number> draw(List<Point> points, Instant now) {
        double first = (double) points.getFirst().since().getEpochSecond();
        var x = new NumberAxis(first, (double) now.getEpochSecond(), 1);
        x.setTickLabelsVisible(false);
        x.setTickMarkVisible(false);
        x.setMinorTickVisible(false);
        x.setVisible(false);
        double most = points.stream().mapToDouble(p -> p.amount().doubleValue()).max().orElse(1);
        double top = most == 0 ? 1 : most * 1.15;
        var y = new NumberAxis(0, top, top / 2);
        y.setTickLabelFormatter(new Dollars());
        y.setMinorTickVisible(false);
        y.setTickMarkVisible(false);
        var line = new XYChart.Series<Number, Number>();
        double before = points.getFirst().amount().doubleValue();
        for (Point point : points) {
            double time = (double) point.since().getEpochSecond();
            double amount = point.amount().doubleValue();
            line.getData().add(new XYChart.Data<>(time, before));
            line.getData().add(new XYChart.Data<>(time, amount));
            before = amount;
        }
        line.getData().add(new XYChart.Data<>((double) now.getEpochSecond(), before));
        var chart = new LineChart<>(x, y, FXCollections.observableArrayList(List.of(line)));
        chart.setId("price-chart");
        chart.getStyleClass().add("price-chart");
        chart.setAnimated(false);
        chart.setCreateSymbols(false);
        chart.setLegendVisible(false);
        chart.setVerticalGridLinesVisible(false);
        chart.setHorizontalZeroLineVisible(false);
        chart.setAxisSortingPolicy(LineChart.SortingPolicy.NONE);
        chart.setMinHeight(HEIGHT);
        chart.setPrefHeight(HEIGHT);
        chart.setMaxHeight(HEIGHT);
        return chart;
    }

    private static final class Dollars extends StringConverter<Number> {
        @Override
        public String toString(Number amount) {
            return Numbers.usd(BigDecimal.valueOf(amount.doubleValue()));
        }

        @Override
        public Number fromString(String text) {
            throw new UnsupportedOperationException("nothing is typed on an axis");
        }
    }
}
