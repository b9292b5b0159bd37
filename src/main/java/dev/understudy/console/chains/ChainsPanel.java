package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Chains;
import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.shell.PanelEntry;
import dev.understudy.console.ui.ChangesBar;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Shortcuts;
import dev.understudy.console.ui.Texts;
import dev.understudy.console.ui.Tick;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/// The chains there are, one of them as a stack of steps, and what can be expected of it.
public final class ChainsPanel extends VBox {
    private static final double BESIDE = 1000;
    private static final double SIDE = 260;
    private static final KeyCombination FIND = KeyCombination.valueOf("Shortcut+F");
    private static final KeyCombination NEW = KeyCombination.valueOf("Shortcut+N");
    private static final KeyCombination ADD = KeyCombination.valueOf("Shortcut+D");
    private static final KeyCombination REDO = KeyCombination.valueOf("Shortcut+Y");
    private static final KeyCombination REDO_TOO = KeyCombination.valueOf("Shortcut+Shift+Z");
    private static final KeyCombination RENAME = KeyCombination.valueOf("F2");

    private final ChainsViewModel chains;
    private final Texts texts;
    private final ChainList list;
    private final StepStack stack;
    private final NewChain begun;
    private final RulesCard rules;
    private final Paragraph problem = new Paragraph("", "problem-text");
    private final VBox middle = new VBox();
    private final VBox side = new VBox();
    private final ScrollPane scroll = new ScrollPane(middle);
    private final ScrollPane beside = new ScrollPane(side);
    private final HBox body = new HBox();
    private final StackPane place = new StackPane();
    private final Parts parts;

    /// What other parts of the console show beside a chain.
    ///
    /// @param fault where a fault is chosen for a step, from 1
    /// @param below cards beneath the steps
    /// @param beside cards at the side
    /// @param actions buttons at the panel's head
    public record Parts(
            IntFunction<Optional<Node>> fault,
            List<Region> below,
            List<Region> beside,
            List<Button> actions) {
        /// Nothing.
        public static final Parts NONE =
                new Parts(_ -> Optional.empty(), List.of(), List.of(), List.of());

        public Parts {
            below = List.copyOf(below);
            beside = List.copyOf(beside);
            actions = List.copyOf(actions);
        }
    }

    public ChainsPanel(ChainsViewModel chains, Texts texts, StepActions actions, Parts parts) {
        this.chains = chains;
        this.texts = texts;
        this.parts = parts;
        this.list = new ChainList(chains, texts, this::begin);
        this.stack = new StepStack(chains, texts, actions, parts.fault());
        this.begun = new NewChain(chains, texts, this::end);
        this.rules = new RulesCard(chains, texts, this::closeRules);
        getStyleClass().addAll("panel", "chains-panel");
        var head = new ChainsHead(chains, texts, this::openRules, parts.actions());
        problem.setId("chains-problem");
        problem.setMaxWidth(Double.MAX_VALUE);
        problem.managedProperty().bind(problem.visibleProperty());
        middle.getStyleClass().add("cards");
        side.getStyleClass().add("cards");
        side.getChildren().add(new ForecastCard(chains, texts));
        side.getChildren().addAll(parts.beside());
        side.getChildren().add(new WatchCard(chains, texts));
        scrolls(scroll);
        scrolls(beside);
        beside.setMinWidth(SIDE);
        beside.setPrefWidth(SIDE);
        HBox.setHgrow(scroll, Priority.ALWAYS);
        body.getStyleClass().add("chains-body");
        body.widthProperty().subscribe(width -> arrange(width.doubleValue()));
        body.setMinHeight(0);
        place.getChildren().add(body);
        place.setMinHeight(0);
        VBox.setVgrow(place, Priority.ALWAYS);
        getChildren()
                .addAll(
                        head,
                        problem,
                        place,
                        new ChangesBar(chains.changes(), texts, chains::undo));
        chains.chainsProperty().subscribe(this::show);
        chains.selectedProperty().subscribe(_ -> fill());
        new Shortcuts(this)
                .on(FIND, list::find)
                .on(NEW, this::begin)
                .on(ADD, stack::add)
                .on(REDO, chains::redo)
                .on(REDO_TOO, chains::redo)
                .on(RENAME, head::rename);
        new Tick(this, chains::look);
    }

    /// This panel's place in the rail.
    public static PanelEntry entry(Supplier<? extends Region> panel) {
        return new PanelEntry(
                "chains",
                MaterialDesignL.LINK_VARIANT,
                "rail.chains",
                KeyCombination.valueOf("Shortcut+2"),
                panel);
    }

    /// Opens a view over the chains.
    public void open(Region view) {
        place.getChildren().setAll(body, view);
        body.setVisible(false);
    }

    /// Closes it.
    public void close() {
        place.getChildren().setAll(body);
        body.setVisible(true);
    }

    private static void scrolls(ScrollPane pane) {
        pane.getStyleClass().add("panel-scroll");
        pane.setFitToWidth(true);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        pane.setMinHeight(0);
    }

    /// The side's cards beside the steps where there is room, else below them.
    private void arrange(double width) {
        boolean room = width >= BESIDE;
        if (room) {
            middle.getChildren().remove(side);
            if (!side.equals(beside.getContent())) {
                beside.setContent(side);
            }
        } else if (beside.getContent() != null) {
            beside.setContent(null);
        }
        fill();
    }

    private void show(Optional<Chains> now) {
        String why = now.flatMap(Chains::problem).orElse("");
        problem.setText(why);
        problem.setVisible(!why.isEmpty());
        fill();
    }

    private void fill() {
        boolean room = beside.getContent() != null;
        Optional<Chains> now = chains.chainsProperty().get();
        Optional<Entry> entry = chains.selectedProperty().get();
        if (now.isEmpty()) {
            body.getChildren().setAll(list, skeleton());
            return;
        }
        if (entry.isEmpty() && !middle.getChildren().contains(begun)) {
            body.getChildren().setAll(list, nothing());
            return;
        }
        if (entry.isPresent() && !middle.getChildren().contains(stack)) {
            middle.getChildren().add(stack);
            middle.getChildren().addAll(parts.below());
        } else if (entry.isEmpty()) {
            middle.getChildren().removeAll(parts.below());
            middle.getChildren().removeAll(stack, side, rules);
        }
        if (!room && entry.isPresent() && !middle.getChildren().contains(side)) {
            middle.getChildren().add(side);
        }
        List<Node> wanted =
                room && entry.isPresent() ? List.of(list, scroll, beside) : List.of(list, scroll);
        if (!body.getChildren().equals(wanted)) {
            body.getChildren().setAll(wanted);
        }
    }

    private void begin() {
        if (!middle.getChildren().contains(begun)) {
            middle.getChildren().addFirst(begun);
        }
        fill();
        scroll.setVvalue(0);
        begun.begin();
    }

    private void end() {
        middle.getChildren().remove(begun);
        fill();
        if (!stack.isFocusWithin()) {
            list.requestFocus();
        }
    }

    private void openRules() {
        if (!middle.getChildren().contains(rules)) {
            middle.getChildren().addFirst(rules);
        }
        scroll.setVvalue(0);
        rules.requestFocus();
    }

    private void closeRules() {
        middle.getChildren().remove(rules);
    }

    private Node nothing() {
        var title = new Label(texts.get("chains.none"));
        title.getStyleClass().add("first-title");
        var button = new Button(texts.get("chains.new"));
        button.setId("first-chain");
        button.getStyleClass().add("accent");
        button.setOnAction(_ -> begin());
        button.setMaxWidth(USE_PREF_SIZE);
        button.setMinWidth(USE_PREF_SIZE);
        var box = new VBox(title, new Paragraph(texts.get("chains.noneHelp"), "muted"), button);
        box.getStyleClass().add("chains-none");
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private static Node skeleton() {
        var box = new VBox();
        box.getStyleClass().add("cards");
        for (int i = 0; i < 3; i++) {
            var card = new Region();
            card.getStyleClass().addAll("card", "outline");
            box.getChildren().add(card);
        }
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }
}
