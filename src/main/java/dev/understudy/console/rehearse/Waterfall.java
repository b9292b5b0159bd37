package dev.understudy.console.rehearse;

import dev.understudy.client.RequestTrace;
import dev.understudy.client.RequestTrace.Try;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Rehearsal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The attempts of one request below each other, on one time line. May be shown again while the
/// request runs: rows that are there stay and grow.
public final class Waterfall extends VBox {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Texts texts;
    private final VBox rows = new VBox();
    private final HBox scale = new HBox();
    private final Label whole = new Label();
    private final List<Row> shown = new ArrayList<>();

    public Waterfall(Texts texts) {
        this.texts = texts;
        getStyleClass().add("waterfall");
        rows.getStyleClass().add("waterfall-rows");
        var from = new Label("0");
        var place = new Region();
        HBox.setHgrow(place, Priority.ALWAYS);
        scale.getStyleClass().add("waterfall-scale");
        scale.getChildren().addAll(from, place, whole);
        getChildren().addAll(rows, scale);
    }

    /// Shows a request's attempts.
    ///
    /// @param faults those that were played on purpose
    public void show(RequestTrace trace, Rehearsal faults) {
        List<Try> attempts = trace.attempts();
        Duration start = attempts.isEmpty() ? Duration.ZERO : attempts.getFirst().started();
        Duration length =
                attempts.stream()
                        .map(attempt -> attempt.ended().minus(start))
                        .reduce(SHORTEST, (a, b) -> a.compareTo(b) > 0 ? a : b);
        var words = new AttemptWords(trace, faults, texts);
        while (shown.size() > attempts.size()) {
            rows.getChildren().remove(shown.removeLast().line);
        }
        while (shown.size() < attempts.size()) {
            var row = new Row();
            shown.add(row);
            rows.getChildren().add(row.line);
        }
        for (int i = 0; i < attempts.size(); i++) {
            shown.get(i).show(words, i, start, length);
        }
        whole.setText(Numbers.time(length));
        scale.setVisible(!attempts.isEmpty());
        scale.setManaged(!attempts.isEmpty());
    }

    /// One attempt.
    private static final class Row {
        private final Label who = new Label();
        private final WaterfallBar bar = new WaterfallBar();
        private final Chip word = new Chip();
        private final Tooltip tip = new Tooltip();
        private final HBox line;

        Row() {
            who.getStyleClass().add("waterfall-who");
            HBox.setHgrow(bar, Priority.ALWAYS);
            var place = new HBox(word);
            place.getStyleClass().add("waterfall-word");
            line = new HBox(who, bar, place);
            line.getStyleClass().add("waterfall-row");
            Tooltip.install(line, tip);
        }

        void show(AttemptWords words, int index, Duration start, Duration length) {
            Try attempt = words.trace().attempts().get(index);
            who.setText(words.who(attempt));
            bar.show(attempt, words.carriesOn(index), start, length);
            word.say(words.word(index), words.tone(index));
            String spoken = words.spoken(index);
            tip.setText(spoken);
            line.setAccessibleText(spoken);
        }
    }
}
