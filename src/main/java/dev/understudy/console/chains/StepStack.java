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
import javafx.scene.input.ClipboardContent;
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

    /// @param faults where a fault is chosen for a step, from 1
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
        return gap;
    }

    private void show(Optional<Entry> entry) {
        int wanted = entry.map(one -> one.steps().size()).orElse(0);
        String name = entry.map(one -> one.chain().id()).orElse("");
        if (cards.size() != wanted || !name.equals(chain)) {
            chain = name;
            build(wanted);
        }
        entry.ifPresent(one -> {
            for (int i = 0; i < wanted; i++) {
                cards.get(i).show(one, i);
                gaps.get(i + 1).setText(i < wanted - 1 ? words.onwards(one.chain(), i) : "");
            }
        });
        focus(chains.stepProperty().get());
    }

    private void build(int wanted) {
        boolean focused = getScene() != null && isFocusWithin() && !add.isFocused();
        cards.clear();
        while (gaps.size() > wanted + 1) {
            gaps.removeLast();
        }
        while (gaps.size() < wanted + 1) {
            gaps.add(gap());
        }
        getChildren().setAll(gaps.getFirst());
        for (int i = 0; i < wanted; i++) {
            var card = new StepCard(chains, texts, actions, faults.apply(i + 1));
            drag(card);
            cards.add(card);
            getChildren().addAll(card, gaps.get(i + 1));
        }
        getChildren().add(add);
        if (focused) {
            focus(chains.stepProperty().get());
        }
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

    private static void drag(StepCard card) {
        card.setOnDragDetected(event -> {
            var content = new ClipboardContent();
            content.putString(String.valueOf(card.place() + 1));
            card.startDragAndDrop(TransferMode.MOVE).setContent(content);
            event.consume();
        });
    }

    private void over(DragEvent event) {
        if (event.getGestureSource() instanceof StepCard) {
            event.acceptTransferModes(TransferMode.MOVE);
            mark(place(event.getY()));
        } else if (model(event).isPresent()) {
            event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
            mark(place(event.getY()));
        }
        event.consume();
    }

    private void dropped(DragEvent event) {
        mark(-1);
        int to = place(event.getY());
        if (event.getGestureSource() instanceof StepCard card) {
            int from = card.place();
            int there = to > from ? to - 1 : to;
            if (there != from) {
                chains.step(from);
                chains.shift(there - from);
            }
            event.setDropCompleted(true);
        } else {
            Optional<String> model = model(event);
            model.ifPresent(name -> chains.insert(to, name));
            event.setDropCompleted(model.isPresent());
        }
        event.consume();
    }

    /// A model's name, if that is what is dragged.
    static Optional<String> model(DragEvent event) {
        return Optional.ofNullable(event.getDragboard().getString())
                .map(String::strip)
                .filter(text -> NAME.matcher(text).matches());
    }

    /// In front of which step something at a height would be put.
    private int place(double y) {
        int place = 0;
        for (StepCard card : cards) {
            if (y > card.getBoundsInParent().getCenterY()) {
                place++;
            }
        }
        return place;
    }

    private void mark(int place) {
        for (int i = 0; i < gaps.size(); i++) {
            gaps.get(i).pseudoClassStateChanged(TARGET, i == place);
        }
    }
}
