package dev.understudy.console.models;

import dev.understudy.catalog.Endpoint;
import dev.understudy.catalog.Endpoint.Percentiles;
import dev.understudy.catalog.EndpointList;
import dev.understudy.catalog.Host;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.console.ui.Ago;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Where a model is served: how soon, how fast and how surely, each with its limits and prices.
final class EndpointTable extends VBox {
    private final ModelsViewModel models;
    private final Texts texts;
    private final ModelActions actions;
    private final Ago ago;
    private final Label age = new Label();
    private final Button ask = new Button();
    private final VBox list = new VBox();

    EndpointTable(ModelsViewModel models, Texts texts, ModelActions actions) {
        this.models = models;
        this.texts = texts;
        this.actions = actions;
        this.ago = new Ago(texts, models.clock());
        getStyleClass().add("endpoints");
        var title = new Label(texts.get("models.endpoints"));
        title.getStyleClass().add("card-title");
        title.setMinWidth(USE_PREF_SIZE);
        age.getStyleClass().add("hint");
        ask.setId("ask-endpoints");
        ask.getStyleClass().addAll("quiet", "small");
        ask.setMinWidth(USE_PREF_SIZE);
        ask.setOnAction(_ -> models.servedBy().ask());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(title, age, space, ask);
        head.getStyleClass().add("card-head");
        list.getStyleClass().add("endpoint-list");
        getChildren().addAll(head, list);
        models.servedBy().endpointsProperty().subscribe(_ -> show());
        models.servedBy().askingProperty().subscribe(_ -> show());
    }

    private void show() {
        EndpointList known = models.servedBy().endpointsProperty().get();
        boolean asking = models.servedBy().askingProperty().get();
        age.setText(
                asking ? texts.get("models.asking") : known.fetched().map(ago::since).orElse(""));
        ask.setText(texts.get(known.fetched().isEmpty() ? "models.ask" : "models.askAgain"));
        ask.setVisible(!asking);
        list.getChildren().clear();
        known.problem()
                .ifPresent(why -> list.getChildren().add(new Paragraph(why, "problem-text")));
        if (!known.endpoints().isEmpty()) {
            list.getChildren().add(grid(known.endpoints()));
            models.hosts()
                    .problem()
                    .map(why -> texts.format("models.hostsProblem", why))
                    .ifPresent(why -> list.getChildren().add(new Paragraph(why, "hint")));
        } else if (known.fetched().isPresent()) {
            list.getChildren().add(new Paragraph(texts.get("models.noEndpoints"), "hint"));
        } else if (!asking && known.problem().isEmpty()) {
            list.getChildren().add(new Paragraph(texts.get("models.endpointsUnknown"), "hint"));
        }
    }

    private GridPane grid(List<Endpoint> endpoints) {
        var grid = new GridPane();
        grid.getStyleClass().add("endpoint-grid");
        var name = new ColumnConstraints();
        name.setHgrow(Priority.ALWAYS);
        name.setMinWidth(64);
        grid.getColumnConstraints().add(name);
        for (int i = 0; i < 3; i++) {
            var figure = new ColumnConstraints();
            figure.setHalignment(HPos.RIGHT);
            figure.setMinWidth(USE_PREF_SIZE);
            grid.getColumnConstraints().add(figure);
        }
        grid.addRow(
                0,
                heading("models.servedBy"),
                heading("models.firstToken"),
                heading("models.perSecond"),
                heading("models.uptime"));
        int row = 1;
        for (Endpoint endpoint : endpoints) {
            grid.addRow(
                    row++,
                    provider(endpoint),
                    figure(spread(endpoint.latency(), Percentiles::p50, true)),
                    figure(spread(endpoint.throughput(), Percentiles::p50, false)),
                    figure(Numbers.percent(endpoint.uptime().best())));
        }
        return grid;
    }

    private Label heading(String key) {
        var label = new Label(texts.get(key));
        label.getStyleClass().add("caption");
        return label;
    }

    private Node provider(Endpoint endpoint) {
        Optional<Host> host = models.hosts().of(endpoint);
        var dot = new Region();
        dot.getStyleClass().add("status-dot");
        if (endpoint.status() != 0) {
            dot.getStyleClass().add("caution");
        }
        var line = new HBox(dot, name(endpoint, host));
        line.getStyleClass().add("endpoint-line");
        var facts = new Paragraph(facts(endpoint, host), "hint");
        var box = new VBox(line, facts);
        String spoken = spoken(endpoint) + host.map(this::where).orElse("");
        Tooltip.install(box, new Tooltip(spoken));
        box.setAccessibleText(spoken);
        return box;
    }

    private Node name(Endpoint endpoint, Optional<Host> host) {
        return host.filter(EndpointTable::hasPages)
                .<Node>map(one -> new HostName(endpoint.provider(), one, texts, actions))
                .orElseGet(() -> {
                    var name = new Label(endpoint.provider());
                    name.getStyleClass().add("endpoint-name");
                    return name;
                });
    }

    private static boolean hasPages(Host host) {
        return host.privacy().isPresent() || host.terms().isPresent() || host.status().isPresent();
    }

    private String where(Host host) {
        var where = new StringBuilder();
        if (!host.country().isEmpty()) {
            where.append('\n').append(texts.format("models.hostCountry", country(host.country())));
        }
        if (!host.datacenters().isEmpty()) {
            where.append('\n')
                    .append(
                            texts.format(
                                    "models.hostDatacenters",
                                    host.datacenters().stream()
                                            .map(EndpointTable::country)
                                            .collect(Collectors.joining(", "))));
        }
        return where.toString();
    }

    private static String country(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    private String facts(Endpoint endpoint, Optional<Host> host) {
        var facts = new ArrayList<String>();
        if (endpoint.status() != 0) {
            facts.add(texts.get("models.degraded"));
        }
        if (!endpoint.quantization().isBlank()) {
            facts.add(endpoint.quantization());
        }
        Optional.of(endpoint.limits().context())
                .filter(OptionalLong::isPresent)
                .ifPresent(tokens -> facts.add(Numbers.tokens(tokens)));
        if (endpoint.prices().usual(Price.INPUT).isPresent()) {
            facts.add(
                    texts.format(
                            "models.inOut",
                            price(endpoint, Price.INPUT),
                            price(endpoint, Price.OUTPUT)));
        }
        host.map(Host::country).filter(code -> !code.isEmpty()).ifPresent(facts::add);
        return String.join(" · ", facts);
    }

    private static String price(Endpoint endpoint, Price price) {
        return endpoint.prices().usual(price).map(Numbers::usd).orElse(Numbers.NONE);
    }

    private String spoken(Endpoint endpoint) {
        return texts.format(
                "models.endpointSpoken",
                endpoint.tag(),
                all(endpoint.latency(), true),
                all(endpoint.throughput(), false),
                Numbers.percent(endpoint.uptime().fiveMinutes()),
                Numbers.percent(endpoint.uptime().halfHour()),
                Numbers.percent(endpoint.uptime().day()),
                Numbers.tokens(endpoint.limits().prompt()),
                Numbers.tokens(endpoint.limits().output()));
    }

    private static String all(Optional<Percentiles> told, boolean time) {
        return told.isEmpty()
                ? Numbers.NONE
                : String.join(
                        " / ",
                        spread(told, Percentiles::p50, time),
                        spread(told, Percentiles::p75, time),
                        spread(told, Percentiles::p90, time),
                        spread(told, Percentiles::p99, time));
    }

    private static String spread(
            Optional<Percentiles> told, ToDoubleFunction<Percentiles> which, boolean time) {
        return told.map(which::applyAsDouble)
                .map(value -> time ? Numbers.millis(value) : String.valueOf(Math.round(value)))
                .orElse(Numbers.NONE);
    }

    private static Label figure(String text) {
        var label = new Label(text);
        label.getStyleClass().add("figure");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
