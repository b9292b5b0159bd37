package dev.understudy.console.chains;

import dev.understudy.console.chains.Forecast.Basis;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What the chain can be expected to do.
final class ForecastCard extends VBox {
    private final ChainsViewModel chains;
    private final Texts texts;
    private final Label answers = new Label();
    private final Label first = new Label();
    private final Label slow = new Label();
    private final Label cost = new Label();
    private final Paragraph from = new Paragraph("", "hint");
    private final Paragraph problem = new Paragraph("", "problem-text");

    ForecastCard(ChainsViewModel chains, Texts texts) {
        this.chains = chains;
        this.texts = texts;
        getStyleClass().addAll("card", "side-card");
        setId("forecast");
        var title = new Label(texts.get("chains.forecast"));
        title.getStyleClass().add("card-title");
        title.setTooltip(new Tooltip(texts.get("chains.forecastHelp")));
        from.setId("forecast-from");
        var rows =
                new VBox(
                        row("chains.answers", "forecast-answers", answers),
                        row("chains.firstHalf", "forecast-first", first),
                        row("chains.firstMost", "forecast-slow", slow),
                        row("chains.perThousand", "forecast-cost", cost));
        rows.getStyleClass().add("side-rows");
        from.managedProperty().bind(from.visibleProperty());
        problem.setId("forecast-problem");
        problem.managedProperty().bind(problem.visibleProperty());
        getChildren().addAll(title, rows, from, problem);
        chains.forecastProperty().subscribe(this::show);
        chains.askingProperty().subscribe(_ -> show(chains.forecastProperty().get()));
    }

    private HBox row(String text, String id, Label value) {
        var name = new Label(texts.get(text));
        name.getStyleClass().add("muted");
        value.setId(id);
        value.getStyleClass().add("side-figure");
        value.setMinWidth(USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var row = new HBox(name, space, value);
        row.getStyleClass().add("side-row");
        return row;
    }

    private void show(Optional<Forecast> told) {
        Forecast forecast = told.orElse(Forecast.UNKNOWN);
        answers.setText(chance(forecast.answers()));
        first.setText(forecast.firstToken().map(Numbers::time).orElse(Numbers.NONE));
        slow.setText(forecast.slowFirstToken().map(Numbers::time).orElse(Numbers.NONE));
        cost.setText(forecast.perThousand().map(Numbers::usd).orElse(Numbers.NONE));
        Optional<String> why = forecast.basis().problem();
        problem.setText(why.orElse(""));
        problem.setVisible(why.isPresent());
        from.setText(from(told));
        from.setVisible(why.isEmpty() || forecast.basis().isKnown());
    }

    private String from(Optional<Forecast> told) {
        if (told.isEmpty()) {
            return texts.get("chains.forecasting");
        }
        if (chains.askingProperty().get()) {
            return texts.get("chains.forecastAsking");
        }
        Basis basis = told.get().basis();
        return basis.isKnown()
                ? texts.format("chains.forecastFrom", basis.ownTries(), basis.endpoints())
                : texts.get("chains.forecastNone");
    }

    /// As many places as tell it from certainty, up to four.
    private static String chance(OptionalDouble chance) {
        if (chance.isEmpty()) {
            return Numbers.NONE;
        }
        BigDecimal percent = BigDecimal.valueOf(chance.getAsDouble() * 100);
        BigDecimal hundred = BigDecimal.valueOf(100);
        for (int places = 1; places <= 4; places++) {
            BigDecimal rounded = percent.setScale(places, RoundingMode.DOWN);
            if (hundred.subtract(percent).movePointRight(places).compareTo(BigDecimal.ONE) >= 0
                    || places == 4) {
                return rounded.toPlainString() + " %";
            }
        }
        return Numbers.NONE;
    }
}
