package dev.understudy.console.settings;

import dev.understudy.console.settings.NetworkBook.Place;
import dev.understudy.console.ui.Labels;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Outbound.Proxy;
import dev.understudy.model.WayCheck;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Tries the way to a provider, and shows which it was, stop by stop.
final class WayCard extends VBox {
    private final NetworkViewModel network;
    private final Texts texts;
    private final ComboBox<Place> places = new ComboBox<>();
    private final HBox stops = new HBox();
    private final Label verdict = new Label();

    WayCard(NetworkViewModel network, Texts texts) {
        this.network = network;
        this.texts = texts;
        setId("way");
        getStyleClass().addAll("card", "setting");
        var title = new Label(texts.get("network.testTitle"));
        title.getStyleClass().add("card-title");
        stops.getStyleClass().add("way-stops");
        stops.setId("way-stops");
        verdict.setId("way-verdict");
        verdict.setWrapText(true);
        verdict.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(title, line(), stops, verdict);
        network.foundProperty().subscribe(this::show);
    }

    private HBox line() {
        List<Place> all = network.places();
        places.setId("way-place");
        places.getItems().setAll(all);
        places.setConverter(new Labels<>(Place::name));
        places.setAccessibleText(texts.get("network.testTo"));
        places.setPrefWidth(184);
        if (!all.isEmpty()) {
            places.setValue(all.getFirst());
        }
        var test = new Button();
        test.setId("way-test");
        test.setMinWidth(USE_PREF_SIZE);
        var busy = new ProgressIndicator();
        busy.setPrefSize(16, 16);
        busy.visibleProperty().bind(network.testingProperty());
        network.testingProperty()
                .subscribe(testing ->
                        test.setText(texts.get(testing ? "network.cancel" : "network.test")));
        test.disableProperty().bind(places.valueProperty().isNull());
        test.setOnAction(_ -> {
            if (network.testingProperty().get()) {
                network.cancelTest();
            } else {
                network.test(places.getValue());
            }
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new HBox(places, test, busy, space);
        line.getStyleClass().add("draft-line");
        return line;
    }

    private void show(Optional<WayCheck> found) {
        stops.getChildren().clear();
        verdict.getStyleClass().removeAll("reached", "field-problem");
        found.ifPresent(check -> {
            boolean reached = check instanceof WayCheck.Reached;
            boolean lostAtProxy =
                    check instanceof WayCheck.Lost lost && lost.message().contains("the proxy ");
            stop(texts.get("network.here"), true);
            check.proxy()
                    .map(Proxy::address)
                    .ifPresent(address -> {
                        arrow();
                        stop(address, !lostAtProxy);
                    });
            arrow();
            stop(places.getValue() == null ? "" : places.getValue().name(), reached);
            verdict.setText(words(check));
            verdict.getStyleClass().add(reached ? "reached" : "field-problem");
        });
        boolean shown = found.isPresent();
        for (Region region : List.of(stops, verdict)) {
            region.setVisible(shown);
            region.setManaged(shown);
        }
    }

    private void stop(String name, boolean reached) {
        var stop = new Label(name);
        stop.getStyleClass().addAll("way-stop", reached ? "reached" : "lost");
        stop.setMinWidth(USE_PREF_SIZE);
        stops.getChildren().add(stop);
    }

    private void arrow() {
        var arrow = new Label("→");
        arrow.getStyleClass().add("muted");
        stops.getChildren().add(arrow);
    }

    private String words(WayCheck check) {
        return switch (check) {
            case WayCheck.Lost lost -> lost.message();
            case WayCheck.Reached(_, var vouched, int status, var took) ->
                    vouched.map(who ->
                                    texts.format(
                                            "network.reachedVouched",
                                            took.toMillis(),
                                            Integer.toString(status),
                                            who))
                            .orElseGet(() ->
                                    texts.format(
                                            "network.reached",
                                            took.toMillis(),
                                            Integer.toString(status)));
        };
    }
}
