package dev.understudy.console.rehearse;

import dev.understudy.console.ui.Labels;
import dev.understudy.console.ui.Texts;
import dev.understudy.rehearsal.FaultSet;
import dev.understudy.rehearsal.NamedFault;
import javafx.css.PseudoClass;
import javafx.scene.control.ComboBox;
import javafx.util.Subscription;

/// The fault that is played at one step.
public final class FaultChoice extends ComboBox<NamedFault> {
    private static final PseudoClass FAULTY = PseudoClass.getPseudoClass("faulty");

    private final RehearsalViewModel rehearsal;
    private final int step;
    private Subscription following = Subscription.EMPTY;

    /// @param step from 1
    public FaultChoice(RehearsalViewModel rehearsal, Texts texts, int step) {
        this.rehearsal = rehearsal;
        this.step = step;
        setId("fault-" + step);
        getStyleClass().add("fault-choice");
        getItems().setAll(FaultSet.picker());
        setConverter(new Labels<>(NamedFault::name));
        setVisibleRowCount(getItems().size());
        setAccessibleText(texts.format("rehearse.faultSpoken", step));
        setPrefWidth(176);
        setMinWidth(120);
        follow();
        valueProperty()
                .subscribe(() -> {
                    if (getValue() != null && !getValue().equals(rehearsal.fault(step))) {
                        rehearsal.setFault(step, getValue());
                    }
                });
        sceneProperty()
                .subscribe(scene -> {
                    following.unsubscribe();
                    following =
                            scene == null
                                    ? Subscription.EMPTY
                                    : rehearsal.faultsProperty().subscribe(_ -> follow());
                });
    }

    private void follow() {
        NamedFault now = rehearsal.fault(step);
        setValue(now);
        pseudoClassStateChanged(FAULTY, now.trouble().isPresent());
    }
}
