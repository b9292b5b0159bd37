package dev.understudy.console.rehearse;

import dev.understudy.console.rehearse.Performance.State;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import dev.understudy.rehearsal.CaseResult;
import dev.understudy.rehearsal.Outcome;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// One play of the chain: its attempts as they grow, what the caller sees, and what came of it.
public final class RehearsalCard extends VBox {
    private final RehearsalViewModel rehearsal;
    private final Texts texts;
    private final VerdictWords words;
    private final Chip verdict = new Chip();
    private final Chip stale = new Chip();
    private final Label facts = new Label();
    private final Button run = new Button();
    private final Button keep = new Button();
    private final Label name = new Label();
    private final Waterfall waterfall;
    private final SeenText seen;
    private final VBox caller = new VBox();
    private final VBox said = new VBox();

    public RehearsalCard(RehearsalViewModel rehearsal, Texts texts) {
        this.rehearsal = rehearsal;
        this.texts = texts;
        this.words = new VerdictWords(texts);
        this.waterfall = new Waterfall(texts);
        this.seen = new SeenText(texts);
        setId("rehearsal");
        getStyleClass().addAll("card", "rehearsal");
        stale.say(texts.get("rehearse.stale"), Tone.CAUTION);
        name.getStyleClass().add("hint");
        said.getStyleClass().add("rehearsal-said");
        var which = new HBox(name, stale);
        which.getStyleClass().add("card-head");
        name.setMinWidth(0);
        which.managedProperty().bind(name.managedProperty());
        which.visibleProperty().bind(name.visibleProperty());
        getChildren().addAll(head(), prompt(), which, waterfall, caller(), said);
        rehearsal.shownProperty().subscribe(_ -> show());
        rehearsal.singleProperty().subscribe(_ -> show());
        rehearsal.stepsProperty().subscribe(_ -> show());
    }

    private HBox head() {
        var title = new Label(texts.get("rehearse.title"));
        title.getStyleClass().add("card-title");
        title.setMinWidth(USE_PREF_SIZE);
        facts.getStyleClass().add("hint");
        facts.setMinWidth(0);
        facts.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(facts, Priority.ALWAYS);
        run.setId("rehearse");
        run.getStyleClass().add("small");
        run.setMinWidth(USE_PREF_SIZE);
        run.setOnAction(_ -> {
            if (rehearsal.singleProperty().get().isRunning()) {
                rehearsal.cancel();
            } else {
                rehearsal.run();
            }
        });
        keep.setId("keep-test");
        keep.getStyleClass().add("small");
        keep.setText(texts.get("rehearse.keep"));
        keep.setTooltip(new Tooltip(texts.get("rehearse.keepHelp")));
        keep.setMinWidth(USE_PREF_SIZE);
        keep.setOnAction(_ -> rehearsal.keep());
        var head = new HBox(title, verdict, facts, run, keep);
        head.getStyleClass().add("card-head");
        return head;
    }

    private TextField prompt() {
        var field = new TextField();
        field.setId("rehearse-prompt");
        field.setPromptText(texts.get("rehearse.prompt"));
        field.setAccessibleText(texts.get("rehearse.promptSpoken"));
        field.textProperty().bindBidirectional(rehearsal.promptProperty());
        field.setOnAction(_ -> {
            if (!run.isDisabled() && !rehearsal.singleProperty().get().isRunning()) {
                rehearsal.run();
            }
        });
        return field;
    }

    private VBox caller() {
        var caption = new Label(texts.get("rehearse.caller"));
        caption.getStyleClass().add("caption");
        var scroll = new ScrollPane(seen);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("seen-place");
        seen.heightProperty().subscribe(() -> scroll.setVvalue(1));
        caller.getChildren().addAll(caption, scroll);
        caller.getStyleClass().add("seen");
        return caller;
    }

    private void show() {
        boolean running = rehearsal.singleProperty().get().isRunning();
        run.setText(texts.get(running ? "rehearse.cancel" : "rehearse.run"));
        run.setDisable(!running && rehearsal.stepsProperty().get().isEmpty());
        Optional<Performance> now = rehearsal.shownProperty().get();
        keep.setDisable(now.filter(Performance::keepable).isEmpty());
        shown(stale, now.filter(Performance::stale).isPresent());
        said.getChildren().clear();
        now.ifPresentOrElse(this::show, this::showNothing);
    }

    private void showNothing() {
        shown(verdict, false);
        shown(name, false);
        shown(waterfall, false);
        shown(caller, false);
        facts.setText("");
        said.getChildren().add(new Paragraph(texts.get("rehearse.empty"), "muted"));
    }

    private void show(Performance now) {
        shown(verdict, true);
        shown(name, true);
        name.setText(now.of().name());
        shown(waterfall, !now.trace().attempts().isEmpty());
        waterfall.show(now.trace(), now.of().play().faults());
        shown(caller, !now.text().isEmpty());
        seen.show(now.text(), now.seams());
        facts.setText(texts.format("rehearse.quoted", now.of().play().prompt()));
        switch (now.state()) {
            case State.Running _ -> {
                verdict.say(texts.get("rehearse.running"), Tone.ACTIVE);
                if (now.trace().attempts().isEmpty()) {
                    said.getChildren().add(new Paragraph(texts.get("rehearse.begins"), "muted"));
                }
            }
            case State.Ended(var result) -> show(now, result);
            case State.Failed(var why) -> {
                verdict.say(texts.get("rehearse.notPlayed"), Tone.BAD);
                said.getChildren().add(problem(why));
            }
            case State.Cancelled _ -> {
                verdict.say(texts.get("rehearse.cancelled"), Tone.NEUTRAL);
                said.getChildren().add(new Paragraph(texts.get("rehearse.cancelledText"), "muted"));
            }
        }
    }

    private void show(Performance now, CaseResult result) {
        Outcome outcome = result.outcome();
        verdict.say(words.word(outcome), VerdictWords.tone(outcome.verdict()));
        facts.setText(
                texts.format(
                        "rehearse.facts",
                        Numbers.time(outcome.took()),
                        outcome.cost().map(Numbers::usd).orElse(Numbers.NONE),
                        now.of().play().prompt()));
        var sentence = new Paragraph(words.sentence(outcome));
        sentence.setId("rehearsal-why");
        said.getChildren().add(sentence);
        words.misses(result).forEach(miss -> said.getChildren().add(new Paragraph(miss, "missed")));
        var line = new FlowPane();
        line.getStyleClass().add("rehearsal-facts");
        line.setAlignment(Pos.CENTER_LEFT);
        for (String fact : words.facts(outcome)) {
            var label = new Label(fact);
            label.getStyleClass().add("hint");
            line.getChildren().add(label);
        }
        var help = new Tooltip(texts.get("rehearse.lostHelp"));
        Tooltip.install(line, help);
        line.setAccessibleHelp(help.getText());
        said.getChildren().add(line);
    }

    private static Paragraph problem(String why) {
        var words = new Paragraph(VerdictWords.sentence(why), "problem-text");
        words.setId("rehearsal-problem");
        return words;
    }

    private static void shown(Node node, boolean is) {
        node.setVisible(is);
        node.setManaged(is);
    }
}
