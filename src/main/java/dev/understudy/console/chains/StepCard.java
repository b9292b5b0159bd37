package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.IconButton;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.ChainStep;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/// A step of a chain: what it leads to, how that is, what it says for itself, and what is done with
/// it.
///
/// Alt+Up and Alt+Down move it, Enter opens its settings, Space leaves it out, Delete takes it
/// away.
final class StepCard extends VBox {
    private static final double BESIDE = 480;
    private static final PseudoClass OFF = PseudoClass.getPseudoClass("off");

    private final ChainsViewModel chains;
    private final Texts texts;
    private final StepWords words;
    private final StepForm form;
    private final StepMenu menu;
    private final Label number = new Label();
    private final Label target = new Label();
    private final Chip local;
    private final Region dot = new Region();
    private final Label status = new Label();
    private final FlowPane facts = new FlowPane();
    private final HBox second = new HBox();
    private final IntFunction<Optional<Node>> faults;
    private List<String> told = List.of();
    private Optional<Node> fault = Optional.empty();
    private int planned;
    private int place;

    /// @param faults where a fault is chosen for a step of the plan, from 1, if there is such a
    ///   place
    StepCard(
            ChainsViewModel chains,
            Texts texts,
            StepActions actions,
            IntFunction<Optional<Node>> faults) {
        this.chains = chains;
        this.faults = faults;
        this.texts = texts;
        this.words = new StepWords(texts, chains.clock());
        this.local = new Chip(texts.get("chains.local"), Tone.NEUTRAL);
        this.form = new StepForm(chains, texts, this::close);
        this.menu = new StepMenu(chains, texts, this, actions);
        getStyleClass().addAll("card", "step-card");
        setFocusTraversable(true);
        facts.getStyleClass().add("step-facts");
        facts.setMinWidth(0);
        HBox.setHgrow(facts, Priority.ALWAYS);
        second.getStyleClass().add("step-second");
        second.getChildren().add(facts);
        getChildren().addAll(first(), second);
        widthProperty().subscribe(width -> arrange(width.doubleValue()));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        setOnMousePressed(_ -> requestFocus());
        focusedProperty()
                .subscribe(focused -> {
                    if (focused) {
                        chains.step(place);
                    }
                });
        setOnContextMenuRequested(event -> {
            menu.show(event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    private HBox first() {
        var handle = new FontIcon(MaterialDesignD.DRAG_VERTICAL);
        handle.getStyleClass().add("handle");
        number.getStyleClass().add("step-number");
        target.getStyleClass().add("step-target");
        target.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        target.setMinWidth(64);
        local.managedProperty().bind(local.visibleProperty());
        dot.getStyleClass().add("status-dot");
        status.getStyleClass().add("step-status");
        status.setMinWidth(48);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var tune =
                new IconButton(
                        MaterialDesignT.TUNE_VARIANT,
                        texts.get("chains.settings"),
                        this::toggleForm);
        var more = new IconButton(MaterialDesignD.DOTS_HORIZONTAL, texts.get("chains.more"));
        more.setOnAction(_ -> menu.show(more));
        var line = new HBox(handle, number, target, local, space, dot, status, tune, more);
        line.getStyleClass().add("step-first");
        return line;
    }

    /// Shows a step.
    void show(Entry entry, int place) {
        this.place = place;
        ChainStep step = entry.chain().steps().get(place);
        StepNow now = entry.steps().get(place);
        setId("step-" + (place + 1));
        number.setText(String.valueOf(place + 1));
        target.setText(step.target());
        local.setVisible(now.local());
        pseudoClassStateChanged(OFF, step.disabled());
        StepWords.Said said = words.status(now);
        status.setText(said.words());
        status.setTooltip(said.why().map(Tooltip::new).orElse(null));
        dot.getStyleClass().setAll("status-dot", tone(said.tone()));
        List<String> telling = words.facts(entry.chain(), place, now);
        if (!telling.equals(told)) {
            told = telling;
            facts.getChildren()
                    .setAll(telling.stream().map(fact -> new Chip(fact, Tone.NEUTRAL)).toList());
        }
        form.show(entry, place);
        showFault(entry.planned(place));
        setAccessibleText(
                texts.format("chains.stepSpoken", place + 1, step.target(), said.words()));
    }

    /// @param number of the step in the plan; 0 if it is in none
    private void showFault(int number) {
        if (number != planned) {
            planned = number;
            fault.ifPresent(getChildren()::remove);
            second.getChildren().setAll(facts);
            fault = number > 0 ? faults.apply(number) : Optional.empty();
            arrange(getWidth());
        }
    }

    /// The fault's choice beside the facts where there is room, else below them.
    private void arrange(double width) {
        fault.ifPresent(node -> {
            boolean beside = width == 0 || width >= BESIDE;
            if (beside && !second.getChildren().contains(node)) {
                getChildren().remove(node);
                second.getChildren().add(node);
            } else if (!beside && !getChildren().contains(node)) {
                second.getChildren().remove(node);
                getChildren().add(2, node);
            }
        });
    }

    private static String tone(Tone tone) {
        return switch (tone) {
            case NEUTRAL, ACTIVE -> "idle";
            case GOOD -> "good";
            case CAUTION -> "caution";
            case BAD -> "bad";
        };
    }

    int place() {
        return place;
    }

    /// Opens the settings, or closes them.
    void toggleForm() {
        if (getChildren().contains(form)) {
            close();
        } else {
            chains.step(place);
            getChildren().add(form);
            form.begin();
        }
    }

    private void close() {
        getChildren().remove(form);
        requestFocus();
    }

    private void key(KeyEvent event) {
        if (!isFocused()) {
            return;
        }
        boolean known = true;
        switch (event.getCode()) {
            case UP, DOWN -> {
                int by = event.getCode() == javafx.scene.input.KeyCode.UP ? -1 : 1;
                if (event.isAltDown()) {
                    chains.shift(by);
                } else {
                    chains.step(
                            Math.clamp(chains.stepProperty().get() + by, 0, chains.steps() - 1));
                }
            }
            case ENTER -> toggleForm();
            case SPACE -> chains.toggle(place);
            case DELETE, BACK_SPACE -> chains.remove(place);
            case CONTEXT_MENU -> menu.show(this);
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }
}
