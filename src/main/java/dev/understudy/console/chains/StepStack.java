package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.VBox;

/// The steps of the chain that is looked at, in order, with what leads from one to the next, and a
/// field for one more. Steps are dragged to another place; models are dropped between them.
final class StepStack extends VBox {
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("drop-target");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,64}:\\S{1,200}");

    private final ChainsViewModel chains;
    private final Texts texts;
    private final StepActions actions;
    private final StepWords words;
    private final IntFunction<Optional<Node>> faults;
    private final List<StepCard> cards = new ArrayList<>();
    private final List<Label> gaps = new ArrayList<>();
    private final SuggestField add;
    private String chain = "";

    /// @param faults where a fault is chosen for a step of the plan, from 1
    StepStack(
            ChainsViewModel chains,
            Texts texts,
            StepActions actions,
            IntFunction<Optional<Node>> faults) {
        this.chains = chains;
        this.texts = texts;
        this.actions = actions;
        this.words = new StepWords(texts, chains.clock());
        this.faults = faults;
        this.add = new SuggestField(chains, texts, this::added);
        setId("steps");
        getStyleClass().add("steps");
        add.setId("add-step");
        add.getStyleClass().add("add-step");
        add.setPromptText(texts.get("chains.addStep"));
        add.setAccessibleText(texts.get("chains.addStepSpoken"));
        gaps.add(gap());
        setOnDragOver(this::over);
        setOnDragExited(_ -> mark(-1));
        setOnDragDropped(this::dropped);
        chains.selectedProperty().subscribe(this::show);
        chains.stepProperty().subscribe(place -> focus(place.intValue()));
    }

    /// Has a step typed in.
    void add() {
        add.requestFocus();
    }

    private Label gap() {
        var gap = new Label();
        gap.getStyleClass().add("step-gap");
        gap.setMaxWidth(Double.MAX_VALUE);
        gap.setMinWidth(0);
        return gap;
    }

    private void show(Optional<Entry> entry) {
        int wanted = entry.map(one -> one.steps().size()).orElse(0);
        String name = entry.map(one -> one.chain().id()).orElse("");
        if (!name.equals(chain)) {
            chain = name;
            build(0);
        }
        if (cards.size() != wanted) {
            build(wanted);
        }
        entry.ifPresent(one -> {
            for (int i = 0; i < wanted; i++) {
                cards.get(i).show(one, i);
                lead(gaps.get(i + 1), one, i);
            }
        });
        focus(chains.stepProperty().get());
    }

    private void lead(Label gap, Entry entry, int place) {
        boolean last = place == entry.steps().size() - 1;
        gap.setText(last ? "" : words.onwards(entry.chain(), place));
        gap.getStyleClass().setAll("label", "step-gap");
        if (last) {
            gap.getStyleClass().add("last");
        }
    }

    /// Has as many cards as wanted. Those that are there stay, and so does the focus.
    private void build(int wanted) {
        int place = chains.stepProperty().get();
        while (cards.size() > wanted) {
            getChildren().removeAll(cards.removeLast(), gaps.removeLast());
        }
        getChildren().removeAll(add, gaps.getFirst());
        getChildren().addFirst(gaps.getFirst());
        while (cards.size() < wanted) {
            var card = new StepCard(chains, texts, actions, faults);
            var _ = new StepDrag(this, card);
            Label gap = gap();
            cards.add(card);
            gaps.add(gap);
            getChildren().addAll(card, gap);
        }
        getChildren().add(add);
        chains.step(Math.min(place, wanted - 1));
    }

    private void focus(int place) {
        boolean elsewhere =
                getScene() == null
                        || (getScene().getFocusOwner() != null
                                && !(getScene().getFocusOwner() instanceof StepCard));
        if (place >= 0 && place < cards.size() && !elsewhere) {
            cards.get(place).requestFocus();
        }
    }

    private void added(String target) {
        add.fill("");
        chains.insert(chains.steps(), target);
    }

    private void over(DragEvent event) {
        if (model(event).isPresent()) {
            event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
            mark(place(event.getY()));
        }
        event.consume();
    }

    private void dropped(DragEvent event) {
        mark(-1);
        Optional<String> model = model(event);
        model.ifPresent(name -> chains.insert(place(event.getY()), name));
        event.setDropCompleted(model.isPresent());
        event.consume();
    }

    /// Puts a step in front of the one at a place.
    void move(int from, int to) {
        int there = to > from ? to - 1 : to;
        chains.step(from);
        chains.shift(there - from);
    }

    /// A model's name, if that is what is dragged.
    static Optional<String> model(DragEvent event) {
        return Optional.ofNullable(event.getDragboard().getString())
                .map(String::strip)
                .filter(text -> NAME.matcher(text).matches());
    }

    /// In front of which step something at a height would be put.
    int place(double y) {
        int place = 0;
        for (StepCard card : cards) {
            if (y > card.getLayoutY() + card.getHeight() / 2) {
                place++;
            }
        }
        return place;
    }

    /// Shows where something would be put; nowhere if it is -1.
    void mark(int place) {
        for (int i = 0; i < gaps.size(); i++) {
            gaps.get(i).pseudoClassStateChanged(TARGET, i == place);
        }
    }
}
