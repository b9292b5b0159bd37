package dev.understudy.console.explain;

import dev.understudy.console.explain.ExplainBook.Explained;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// How a strategy would change the plan beside: each step with where it comes from.
final class MovesView extends VBox {
    private static final int SHOWN = 8;

    private final Texts texts;

    /// @param now the plan as it is
    /// @param then as it would be
    MovesView(Explained now, Explained then, Texts texts) {
        this.texts = texts;
        getStyleClass().add("moves");
        List<PlanMove> moves = PlanMove.of(now.plan().targets(), then.plan().targets());
        var words = new Paragraph(said(now, then, moves), "plan-difference");
        words.setId("difference");
        getChildren().add(words);
        if (!then.problem().isBlank() || moves.stream().allMatch(PlanMove::stays)) {
            return;
        }
        moves.stream().limit(SHOWN).map(this::row).forEach(getChildren()::add);
        if (moves.size() > SHOWN) {
            getChildren()
                    .add(new Paragraph(texts.format("explain.more", moves.size() - SHOWN), "hint"));
        }
    }

    private String said(Explained now, Explained then, List<PlanMove> moves) {
        if (!then.problem().isBlank()) {
            return texts.format("explain.planFails", then.problem());
        }
        if (!moves.stream().allMatch(PlanMove::stays)) {
            return texts.get("explain.otherPlan");
        }
        return texts.get(now.keys().equals(then.keys()) ? "explain.samePlan" : "explain.otherKeys");
    }

    private Node row(PlanMove move) {
        var place = new Label(move.after() == 0 ? "" : String.valueOf(move.after()));
        place.getStyleClass().addAll("figure", "muted");
        place.setMinWidth(20);
        var name = new Label(move.target().toString());
        name.getStyleClass().add("mono");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        var chip = new Chip(words(move), tone(move));
        chip.setMinWidth(USE_PREF_SIZE);
        var row = new HBox(8, place, name, chip);
        row.getStyleClass().add("chosen");
        return row;
    }

    private String words(PlanMove move) {
        if (move.after() == 0) {
            return texts.get("explain.move.out");
        }
        if (move.before() == 0) {
            return texts.get("explain.move.new");
        }
        if (move.stays()) {
            return texts.get("explain.move.stays");
        }
        return texts.format(
                move.after() < move.before() ? "explain.move.up" : "explain.move.down",
                move.before());
    }

    private static Tone tone(PlanMove move) {
        if (move.after() == 0) {
            return Tone.CAUTION;
        }
        return move.stays() ? Tone.NEUTRAL : Tone.ACTIVE;
    }
}
