package dev.understudy.console.models;

import dev.understudy.console.models.ModelSearch.Found;
import dev.understudy.console.ui.Labels;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Shortcuts;
import dev.understudy.console.ui.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/// What models are looked for by: words, chips with counts, a provider, a price and a context; or a
/// link that tells all of it, pasted into the search.
final class FilterBar extends VBox {
    private static final KeyCombination FIND = KeyCombination.valueOf("Shortcut+F");
    private static final List<Double> PRICES =
            List.of(0.0, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0);
    private static final List<Double> CONTEXTS =
            List.of(8e3, 16e3, 32e3, 64e3, 128e3, 200e3, 256e3, 512e3, 1e6);

    private final ModelsViewModel models;
    private final Texts texts;
    private final TextField search = new TextField();
    private final Map<Trait, ToggleButton> chips = new EnumMap<>(Trait.class);
    private final ToggleButton favourites = new ToggleButton();
    private final ComboBox<Choice> provider = new ComboBox<>();
    private final RangeFilter price;
    private final RangeFilter context;
    private boolean showing;

    /// @param down goes on to what was found
    FilterBar(ModelsViewModel models, Texts texts, Runnable down) {
        this.models = models;
        this.texts = texts;
        getStyleClass().add("filters");
        setMinHeight(USE_PREF_SIZE);
        price =
                new RangeFilter(
                        texts,
                        texts.get("models.priceRange"),
                        PRICES,
                        amount -> Numbers.usd(BigDecimal.valueOf(amount)),
                        bounds -> models.filter(filter -> filter.priced(bounds)));
        price.setId("price-range");
        context =
                new RangeFilter(
                        texts,
                        texts.get("models.contextRange"),
                        CONTEXTS,
                        tokens -> Numbers.tokens(OptionalLong.of((long) tokens)),
                        bounds -> models.filter(filter -> filter.holding(bounds)));
        context.setId("context-range");
        var first = new HBox(searchField(down), providers(), price, context);
        first.getStyleClass().add("filter-line");
        getChildren().addAll(first, chips());
        models.filterProperty().subscribe(this::show);
        models.foundProperty().subscribe(this::count);
        new Shortcuts(this).on(FIND, this::focusSearch);
    }

    /// A provider, or all of them.
    private record Choice(Optional<String> provider, int count) {}

    void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    private StackPane searchField(Runnable down) {
        search.setId("models-search");
        search.setPromptText(texts.get("models.search"));
        search.setAccessibleText(texts.get("models.searchSpoken"));
        search.textProperty().subscribe(this::typed);
        search.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                        search.clear();
                        event.consume();
                    } else if (event.getCode() == KeyCode.DOWN) {
                        down.run();
                        event.consume();
                    }
                });
        var hint = new Label(FIND.getDisplayText());
        hint.getStyleClass().add("key-hint");
        hint.setMouseTransparent(true);
        hint.visibleProperty()
                .bind(search.focusedProperty().not().and(search.textProperty().isEmpty()));
        var field = new StackPane(search, hint);
        StackPane.setAlignment(hint, Pos.CENTER_RIGHT);
        HBox.setHgrow(field, Priority.ALWAYS);
        field.getStyleClass().add("search");
        return field;
    }

    private void typed(String text) {
        FilterLink.read(text)
                .ifPresentOrElse(
                        linked -> models.open(linked, () -> show(linked)),
                        () -> models.filter(filter -> filter.searching(text)));
    }

    private ComboBox<Choice> providers() {
        provider.setId("models-provider");
        provider.setAccessibleText(texts.get("models.providerSpoken"));
        provider.setConverter(
                new Labels<>(choice ->
                        choice.provider()
                                .map(id -> id + " " + choice.count())
                                .orElse(texts.get("models.everyProvider"))));
        provider.setPrefWidth(168);
        provider.setMinWidth(136);
        provider.valueProperty()
                .subscribe(choice -> {
                    if (!showing && choice != null) {
                        models.filter(filter -> filter.of(choice.provider()));
                    }
                });
        return provider;
    }

    private FlowPane chips() {
        var pane = new FlowPane(4, 6);
        pane.setMinHeight(USE_PREF_SIZE);
        favourites.setId("chip-favourites");
        favourites.getStyleClass().addAll("filter-chip");
        favourites.setGraphic(new FontIcon(MaterialDesignS.STAR));
        favourites.setTooltip(new Tooltip(texts.get("models.favouritesOnly")));
        favourites.setOnAction(_ -> models.filter(ModelFilter::togglingFavourites));
        for (Trait trait : Trait.values()) {
            var chip = new ToggleButton();
            chip.setId("chip-" + Figures.word(trait));
            chip.getStyleClass().add("filter-chip");
            chip.setOnAction(_ -> models.filter(filter -> filter.toggling(trait)));
            chips.put(trait, chip);
            pane.getChildren().add(chip);
        }
        pane.getChildren().add(favourites);
        pane.getStyleClass().add("filter-chips");
        return pane;
    }

    private void show(ModelFilter filter) {
        showing = true;
        chips.forEach((trait, chip) -> chip.setSelected(filter.traits().contains(trait)));
        favourites.setSelected(filter.favourites());
        price.show(filter.price());
        context.show(filter.context());
        if (!ModelFilter.ALL.searching(search.getText()).terms().equals(filter.terms())) {
            search.setText(String.join(" ", filter.terms()));
            search.end();
        }
        showing = false;
    }

    private void count(Found found) {
        showing = true;
        chips.forEach((trait, chip) -> {
            int count = found.traits().getOrDefault(trait, 0);
            chip.setText(texts.get("models.trait." + Figures.word(trait)) + " " + count);
            chip.setDisable(count == 0 && !chip.isSelected());
        });
        favourites.setText(String.valueOf(found.favourites()));
        favourites.setAccessibleText(texts.format("models.favourites", found.favourites()));
        favourites.setDisable(found.favourites() == 0 && !favourites.isSelected());
        var choices = new ArrayList<Choice>();
        choices.add(new Choice(Optional.empty(), 0));
        found.providers().forEach((id, count) -> choices.add(new Choice(Optional.of(id), count)));
        if (!provider.getItems().equals(choices)) {
            provider.getItems().setAll(choices);
        }
        Optional<String> wanted = models.filterProperty().get().provider();
        provider.setValue(
                choices.stream()
                        .filter(choice -> Objects.equals(choice.provider(), wanted))
                        .findFirst()
                        .orElseGet(() -> new Choice(wanted, 0)));
        showing = false;
    }
}
