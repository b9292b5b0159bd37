package dev.understudy.console.rehearse;

import dev.understudy.console.rehearse.KeptTests.Listed;
import dev.understudy.console.rehearse.Performance.State;
import dev.understudy.console.rehearse.RunState.Standing;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.IconButton;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.RehearsalCase;
import dev.understudy.rehearsal.CaseResult;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/// The tests that are kept of the chain, and how they went.
public final class KeptCard extends VBox {
    private final RehearsalViewModel rehearsal;
    private final KeptTests tests;
    private final Texts texts;
    private final Button run = new Button();
    private final Chip stale = new Chip();
    private final VBox rows = new VBox();

    public KeptCard(RehearsalViewModel rehearsal, Texts texts) {
        this.rehearsal = rehearsal;
        this.tests = rehearsal.tests();
        this.texts = texts;
        setId("kept-tests");
        getStyleClass().addAll("card", "kept-card");
        rows.getStyleClass().add("kept-rows");
        stale.say(texts.get("rehearse.stale"), Tone.CAUTION);
        getChildren().addAll(head(), stale, rows, afterEdits());
        tests.listedProperty().subscribe(_ -> show());
        tests.stateProperty().subscribe(_ -> show());
        rehearsal.stepsProperty().subscribe(_ -> show());
    }

    private HBox head() {
        var title = new Label(texts.get("rehearse.tests"));
        title.getStyleClass().add("card-title");
        title.setMinWidth(USE_PREF_SIZE);
        title.setTooltip(new Tooltip(tests.file().toString()));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        run.setId("run-kept");
        run.getStyleClass().add("small");
        run.setMinWidth(USE_PREF_SIZE);
        run.setOnAction(_ -> {
            if (tests.stateProperty().get().isRunning()) {
                rehearsal.cancelKept();
            } else {
                rehearsal.rerunKept();
            }
        });
        var head = new HBox(title, space, run);
        head.getStyleClass().add("card-head");
        return head;
    }

    private CheckBox afterEdits() {
        var box = new CheckBox(texts.get("rehearse.afterEdits"));
        box.setId("run-after-edits");
        box.setTooltip(new Tooltip(texts.get("rehearse.afterEditsHelp")));
        box.selectedProperty().bindBidirectional(tests.afterEditsProperty());
        return box;
    }

    private void show() {
        Listed listed = tests.listedProperty().get();
        RunState state = tests.stateProperty().get();
        run.setText(texts.get(state.isRunning() ? "rehearse.cancel" : "rehearse.runKept"));
        run.setDisable(
                !state.isRunning()
                        && (rehearsal.stepsProperty().get().isEmpty()
                                || (listed.here().isEmpty() && listed.problem().isEmpty())));
        stale.setVisible(state.isStale());
        stale.setManaged(state.isStale());
        rows.getChildren().clear();
        if (listed.problem().isPresent()) {
            rows.getChildren().add(new Paragraph(listed.problem().get(), "problem-text"));
        } else if (listed.here().isEmpty()) {
            rows.getChildren().add(new Paragraph(texts.get("rehearse.testsEmpty"), "hint"));
        }
        listed.here().forEach(test -> rows.getChildren().add(row(test, state)));
        if (state.standing() instanceof Standing.Failed(var why)) {
            rows.getChildren().add(new Paragraph(VerdictWords.sentence(why), "problem-text"));
        }
    }

    private Node row(RehearsalCase test, RunState state) {
        Optional<Performance> now = state.of(test);
        var name = new Button(test.name());
        name.getStyleClass().addAll("quiet", "small", "kept-name");
        name.setMaxWidth(Double.MAX_VALUE);
        name.setDisable(now.isEmpty());
        name.setTooltip(new Tooltip(test.name()));
        name.setOnAction(_ -> now.ifPresent(rehearsal::look));
        HBox.setHgrow(name, Priority.ALWAYS);
        var chip = new Chip();
        var remove =
                new IconButton(
                        MaterialDesignT.TRASH_CAN_OUTLINE,
                        texts.format("rehearse.remove", test.name()),
                        () -> rehearsal.remove(test));
        remove.getStyleClass().add("remove-test");
        var line = new HBox(name, chip, remove);
        line.getStyleClass().add("kept-line");
        var row = new VBox(line);
        Optional<CaseResult> result = now.flatMap(Performance::result);
        if (result.isPresent()) {
            boolean passed = result.get().passed();
            chip.say(
                    texts.get(passed ? "rehearse.passed" : "rehearse.failed"),
                    passed ? Tone.GOOD : Tone.BAD);
            result.get()
                    .misses()
                    .forEach(miss ->
                            row.getChildren()
                                    .add(new Paragraph(VerdictWords.sentence(miss), "missed")));
        } else if (now.filter(Performance::isRunning).isPresent()) {
            chip.say(texts.get("rehearse.running"), Tone.ACTIVE);
        } else if (now.isPresent() && now.get().state() instanceof State.Cancelled) {
            chip.say(texts.get("rehearse.cancelled"), Tone.NEUTRAL);
        } else {
            chip.say(texts.get("rehearse.notRun"), Tone.NEUTRAL);
        }
        return row;
    }
}
