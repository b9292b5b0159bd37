package dev.understudy.console.rehearse;

import dev.understudy.console.rehearse.Performance.State;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.rehearsal.CaseResult;
import dev.understudy.rehearsal.NamedFault;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/// How the chain takes one fault: a colour, a sign and its words.
final class FaultSquare extends Button {
    private static final List<String> LOOKS =
            List.of("unplayed", "running", "held", "safe", "unexpected", "broken");

    private final NamedFault fault;
    private final Texts texts;
    private final FontIcon sign = new FontIcon(MaterialDesignC.CHECK);

    FaultSquare(NamedFault fault, Texts texts) {
        this.fault = fault;
        this.texts = texts;
        setId("fault-square-" + fault.key());
        getStyleClass().add("fault-square");
        setGraphic(sign);
        setTooltip(new Tooltip());
        show(Optional.empty());
    }

    void show(Optional<Performance> now) {
        setDisable(now.isEmpty());
        Optional<CaseResult> result = now.flatMap(Performance::result);
        if (result.isPresent()) {
            show(result.get());
        } else if (now.filter(Performance::isRunning).isPresent()) {
            look("running", MaterialDesignD.DOTS_HORIZONTAL, texts.get("rehearse.running"));
        } else if (now.isPresent() && now.get().state() instanceof State.Failed(var why)) {
            look("unplayed", MaterialDesignM.MINUS, VerdictWords.sentence(why));
        } else {
            look("unplayed", MaterialDesignM.MINUS, texts.get("rehearse.notRun"));
        }
    }

    private void show(CaseResult result) {
        Verdict verdict = result.outcome().verdict();
        String words =
                texts.format(
                        result.passed() ? "rehearse.asExpected" : "rehearse.notAsExpected",
                        new VerdictWords(texts).word(result.outcome()),
                        result.passed()
                                ? result.outcome().why()
                                : String.join("; ", result.misses()));
        if (verdict == Verdict.BROKEN) {
            look("broken", MaterialDesignC.CLOSE, words);
        } else if (!result.passed()) {
            look("unexpected", MaterialDesignE.EXCLAMATION, words);
        } else if (verdict == Verdict.SAFE_ERROR) {
            look("safe", MaterialDesignE.EXCLAMATION, words);
        } else {
            look("held", MaterialDesignC.CHECK, words);
        }
    }

    private void look(String style, Ikon icon, String words) {
        getStyleClass().removeAll(LOOKS);
        getStyleClass().add(style);
        sign.setIconCode(icon);
        String all = texts.format("rehearse.squareSpoken", fault.key(), fault.name(), words);
        setAccessibleText(all);
        getTooltip().setText(all);
    }
}
