package dev.understudy.console.chains;

import dev.understudy.catalog.Change.What;
import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What became different about the chain's models lately, and what could be taken instead.
final class WatchCard extends VBox {
    private final ChainsViewModel chains;
    private final Texts texts;
    private final StepWords words;
    private final VBox list = new VBox();
    private List<Warning> told = List.of();

    WatchCard(ChainsViewModel chains, Texts texts) {
        this.chains = chains;
        this.texts = texts;
        this.words = new StepWords(texts, chains.clock());
        getStyleClass().addAll("card", "side-card");
        setId("watch");
        var title = new Label(texts.get("chains.watch"));
        title.getStyleClass().add("card-title");
        list.getStyleClass().add("watch-list");
        list.getChildren().setAll(calm());
        getChildren().addAll(title, list);
        chains.selectedProperty().subscribe(this::show);
    }

    private Node calm() {
        return new Paragraph(texts.get("chains.watchCalm"), "hint");
    }

    private void show(Optional<Entry> entry) {
        List<Warning> warnings = entry.map(Entry::warnings).orElse(List.of());
        if (!warnings.equals(told)) {
            told = warnings;
            list.getChildren()
                    .setAll(
                            warnings.isEmpty()
                                    ? List.of(calm())
                                    : warnings.stream().map(this::line).toList());
        }
    }

    private Node line(Warning warning) {
        var dot = new Region();
        dot.getStyleClass().addAll("status-dot", "caution");
        var text = new Paragraph(said(warning), "watch-words");
        HBox.setHgrow(text, Priority.ALWAYS);
        var line = new HBox(8, dot, text);
        line.getStyleClass().add("watch-line");
        var cheaper =
                new Hyperlink(
                        texts.get(
                                warning.what() instanceof What.Repriced
                                        ? "chains.cheaper"
                                        : "chains.equals"));
        cheaper.setId("cheaper-" + (warning.step() + 1));
        cheaper.setOnAction(_ -> offer(cheaper, warning));
        return new VBox(4, line, cheaper);
    }

    private String said(Warning warning) {
        int step = warning.step() + 1;
        return switch (warning.what()) {
            case What.Repriced repriced ->
                    texts.format("chains.dearer", step, repriced.percent(), day(warning));
            case What.Expires(var last) -> texts.format("chains.expires", step, Numbers.day(last));
            case What.Gone() -> texts.format("chains.gone", step, day(warning));
            case What.Appeared() -> texts.format("chains.changed", step, day(warning));
        };
    }

    private static String day(Warning warning) {
        return Numbers.day(LocalDate.ofInstant(warning.time(), ZoneOffset.UTC));
    }

    private void offer(Node at, Warning warning) {
        chains.cheaper(
                warning.target(),
                found -> {
                    var menu = new ContextMenu();
                    found.forEach(one -> menu.getItems().add(item(one, warning.step())));
                    if (found.isEmpty()) {
                        var none = new MenuItem(texts.get("chains.noneCheaper"));
                        none.setDisable(true);
                        menu.getItems().add(none);
                    }
                    menu.show(at, Side.BOTTOM, 0, 4);
                });
    }

    private MenuItem item(Suggestion one, int step) {
        String price =
                one.input().isPresent() && one.output().isPresent()
                        ? "  " + words.price(one.input().get(), one.output().get())
                        : "";
        var item = new MenuItem(one.target() + price);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> chains.retarget(step, one.target()));
        return item;
    }
}
