package dev.understudy.console.rehearse;

import dev.understudy.console.rehearse.RunState.Standing;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.rehearsal.FaultSet;
import dev.understudy.rehearsal.Outcome;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;

/// How the chain takes each of the sixteen known faults.
public final class FaultsCard extends VBox {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.systemDefault());
    private static final int COLUMNS = 8;

    private final RehearsalViewModel rehearsal;
    private final Texts texts;
    private final Function<String, Optional<Path>> chooser;
    private final VerdictWords words;
    private final Button run = new Button();
    private final FlowPane counts = new FlowPane();
    private final List<FaultSquare> squares;
    private final ProgressBar progress = new ProgressBar(0);
    private final VBox said = new VBox();
    private final MenuButton export = new MenuButton();

    /// @param chooser asks where a file goes that is called so at first
    public FaultsCard(
            RehearsalViewModel rehearsal, Texts texts, Function<String, Optional<Path>> chooser) {
        this.rehearsal = rehearsal;
        this.texts = texts;
        this.chooser = chooser;
        this.words = new VerdictWords(texts);
        this.squares =
                FaultSet.catalogue().stream().map(fault -> new FaultSquare(fault, texts)).toList();
        setId("faults");
        getStyleClass().addAll("card", "faults-card");
        counts.getStyleClass().add("fault-counts");
        said.getStyleClass().add("faults-said");
        progress.getStyleClass().add("limit");
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setAccessibleText(texts.get("rehearse.progressSpoken"));
        getChildren().addAll(head(), counts, matrix(), progress, said);
        rehearsal.allProperty().subscribe(_ -> show());
        rehearsal.stepsProperty().subscribe(_ -> show());
    }

    private HBox head() {
        var title = new Label(texts.get("rehearse.allTitle"));
        title.getStyleClass().add("card-title");
        title.setMinWidth(USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        export.setId("export-faults");
        export.setText(texts.get("rehearse.export"));
        export.getStyleClass().addAll("small", "quiet");
        export.setMinWidth(USE_PREF_SIZE);
        for (ReportFile file : ReportFile.values()) {
            var item = new MenuItem(texts.get(file.label()));
            item.setOnAction(_ ->
                    chooser.apply(file.fileName(rehearsal.chain()))
                            .ifPresent(path -> rehearsal.write(file, path)));
            export.getItems().add(item);
        }
        run.setId("all-faults");
        run.getStyleClass().add("small");
        run.setMinWidth(USE_PREF_SIZE);
        run.setOnAction(_ -> {
            if (rehearsal.allProperty().get().isRunning()) {
                rehearsal.cancelAll();
            } else {
                rehearsal.runAll();
            }
        });
        var head = new HBox(title, space, export, run);
        head.getStyleClass().add("card-head");
        return head;
    }

    private TilePane matrix() {
        var tiles = new TilePane();
        tiles.getStyleClass().add("fault-matrix");
        tiles.setPrefColumns(COLUMNS);
        tiles.getChildren().addAll(squares);
        for (int i = 0; i < squares.size(); i++) {
            int place = i;
            squares.get(i).setOnAction(_ -> at(place).ifPresent(rehearsal::look));
        }
        return tiles;
    }

    private Optional<Performance> at(int place) {
        RunState state = rehearsal.allProperty().get();
        return place < state.cases().size() ? state.of(state.cases().get(place)) : Optional.empty();
    }

    private void show() {
        RunState state = rehearsal.allProperty().get();
        run.setText(texts.get(state.isRunning() ? "rehearse.cancel" : "rehearse.runAll"));
        run.setDisable(!state.isRunning() && rehearsal.stepsProperty().get().isEmpty());
        shown(export, !state.played().isEmpty());
        export.setDisable(state.isRunning());
        for (int i = 0; i < squares.size(); i++) {
            squares.get(i).show(at(i));
        }
        shown(progress, state.isRunning());
        progress.setProgress(state.played().size() / Math.max(1.0, state.cases().size()));
        shown(counts, !state.played().isEmpty());
        count(state);
        said.getChildren().setAll(said(state));
    }

    private void count(RunState state) {
        counts.getChildren().clear();
        for (Verdict verdict :
                List.of(Verdict.RESCUED, Verdict.ANSWERED, Verdict.SAFE_ERROR, Verdict.BROKEN)) {
            long count =
                    state.played().stream()
                            .flatMap(one -> one.outcome().stream())
                            .map(Outcome::verdict)
                            .filter(verdict::equals)
                            .count();
            if (count > 0 || verdict != Verdict.ANSWERED) {
                var chip = new Chip();
                chip.say(
                        verdict == Verdict.SAFE_ERROR
                                ? texts.format("rehearse.safeErrors", count)
                                : texts.format("rehearse.count", count, words.word(verdict)),
                        count == 0 ? Tone.NEUTRAL : VerdictWords.tone(verdict));
                counts.getChildren().add(chip);
            }
        }
    }

    private List<Node> said(RunState state) {
        var lines = new ArrayList<Node>();
        switch (state.standing()) {
            case Standing.Idle() -> lines.add(hint(texts.get("rehearse.allEmpty")));
            case Standing.Running() ->
                    lines.add(
                            hint(
                                    texts.format(
                                            "rehearse.progress",
                                            state.played().size(),
                                            state.cases().size())));
            case Standing.Done() -> lines.add(hint(lastRun(state)));
            case Standing.Cancelled() ->
                    lines.add(
                            hint(
                                    texts.format(
                                            "rehearse.allCancelled",
                                            state.played().size(),
                                            state.cases().size())));
            case Standing.Failed(var why) ->
                    lines.add(new Paragraph(VerdictWords.sentence(why), "problem-text"));
        }
        long unexpected =
                state.played().stream()
                        .flatMap(one -> one.result().stream())
                        .filter(result -> !result.passed())
                        .count();
        if (unexpected > 0) {
            lines.add(
                    new Paragraph(texts.format("rehearse.unexpectedCount", unexpected), "missed"));
        }
        if (state.isStale()) {
            var stale = new Chip();
            stale.say(texts.get("rehearse.stale"), Tone.CAUTION);
            lines.add(stale);
        }
        return lines;
    }

    private String lastRun(RunState state) {
        return texts.format("rehearse.lastRun", state.ended().map(TIME::format).orElse(""));
    }

    private static Paragraph hint(String text) {
        return new Paragraph(text, "hint");
    }

    private static void shown(Node node, boolean is) {
        node.setVisible(is);
        node.setManaged(is);
    }
}
