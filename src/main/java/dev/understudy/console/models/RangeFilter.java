package dev.understudy.console.models;

import dev.understudy.console.models.ModelFilter.Bounds;
import dev.understudy.console.ui.Texts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.VBox;
import org.controlsfx.control.RangeSlider;

/// A button that opens a slider with two ends, which snap to useful numbers.
final class RangeFilter extends MenuButton {
    private static final PseudoClass BOUNDED = PseudoClass.getPseudoClass("bounded");

    private final Texts texts;
    private final String name;
    private final List<Double> stops;
    private final DoubleFunction<String> words;
    private final Consumer<Bounds> change;
    private final RangeSlider slider;
    private final Label chosen = new Label();
    private boolean showing;

    /// @param name of what is bounded
    /// @param stops the numbers, the least first; beyond either end nothing is bounded
    RangeFilter(
            Texts texts,
            String name,
            List<Double> stops,
            DoubleFunction<String> words,
            Consumer<Bounds> change) {
        this.texts = texts;
        this.name = name;
        this.stops = List.copyOf(stops);
        this.words = words;
        this.change = change;
        int last = stops.size() + 1;
        slider = new RangeSlider(0, last, 0, last);
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setBlockIncrement(1);
        slider.setSnapToTicks(true);
        slider.setPrefWidth(280);
        slider.lowValueProperty().subscribe(_ -> moved());
        slider.highValueProperty().subscribe(_ -> moved());
        var title = new Label(name);
        title.getStyleClass().add("card-title");
        chosen.getStyleClass().add("muted");
        var box = new VBox(title, slider, chosen);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("range");
        var item = new CustomMenuItem(box, false);
        item.getStyleClass().add("range-item");
        getItems().add(item);
        getStyleClass().add("range-filter");
        setMinWidth(USE_PREF_SIZE);
        show(Bounds.NONE);
    }

    /// Shows bounds that were set elsewhere.
    void show(Bounds bounds) {
        showing = true;
        double most =
                bounds.most() == Double.POSITIVE_INFINITY
                        ? slider.getMax()
                        : 1 + stops(stop -> stop < bounds.most());
        slider.setHighValue(most);
        slider.setLowValue(stops(stop -> stop <= bounds.least()));
        showing = false;
        say(bounds);
    }

    private double stops(Predicate<Double> which) {
        return (double) stops.stream().filter(which).count();
    }

    private void moved() {
        if (!showing) {
            var bounds =
                    new Bounds(
                            bound(slider.getLowValue(), Double.NEGATIVE_INFINITY),
                            bound(slider.getHighValue(), Double.POSITIVE_INFINITY));
            say(bounds);
            change.accept(bounds);
        }
    }

    private double bound(double position, double open) {
        int index = (int) Math.round(position) - 1;
        return index < 0 || index >= stops.size() ? open : stops.get(index);
    }

    private void say(Bounds bounds) {
        boolean from = bounds.least() != Double.NEGATIVE_INFINITY;
        boolean to = bounds.most() != Double.POSITIVE_INFINITY;
        String said =
                from && to
                        ? texts.format(
                                "models.between",
                                words.apply(bounds.least()),
                                words.apply(bounds.most()))
                        : from
                                ? texts.format("models.atLeast", words.apply(bounds.least()))
                                : to
                                        ? texts.format("models.atMost", words.apply(bounds.most()))
                                        : texts.get("models.any");
        chosen.setText(said);
        setText(from || to ? name + " " + said : name);
        pseudoClassStateChanged(BOUNDED, from || to);
    }
}
