package dev.understudy.console.ui;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// The foot of a panel: what was changed just now, to be taken back, and what went wrong.
public final class ChangesBar extends VBox {
    private static final KeyCombination UNDO = KeyCombination.valueOf("Shortcut+Z");

    private final Changes changes;
    private final Texts texts;
    private final Runnable undo;

    public ChangesBar(Changes changes, Texts texts) {
        this(changes, texts, changes::undo);
    }

    /// @param undo takes back what was changed last, where a panel remembers more than one change
    public ChangesBar(Changes changes, Texts texts, Runnable undo) {
        this.changes = changes;
        this.texts = texts;
        this.undo = undo;
        getStyleClass().add("changes");
        changes.lastProperty().subscribe(this::show);
        changes.problemProperty().subscribe(this::show);
        new Shortcuts(this).on(UNDO, undo);
    }

    private void show() {
        getChildren().clear();
        changes.problemProperty().get().ifPresent(words -> getChildren().add(problem(words)));
        Optional<Changes.Made> last = changes.lastProperty().get();
        last.ifPresent(made -> getChildren().add(made(made)));
        setManaged(!getChildren().isEmpty());
    }

    private HBox made(Changes.Made made) {
        var words = new Label(made.words());
        words.setId("change");
        var bar = new HBox(words, space());
        made.undo().ifPresent(_ -> bar.getChildren().add(undo()));
        bar.getChildren().add(closer(changes::forget));
        bar.getStyleClass().addAll("change-bar", "made");
        return bar;
    }

    private HBox problem(String message) {
        var words = new Label(message);
        words.setId("change-problem");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var bar =
                new HBox(
                        new FontIcon(MaterialDesignA.ALERT_CIRCLE_OUTLINE),
                        words,
                        space(),
                        closer(changes::closeProblem));
        bar.getStyleClass().addAll("change-bar", "failed");
        return bar;
    }

    private Button undo() {
        var button = new Button(texts.get("changes.undo"));
        button.setId("undo");
        button.getStyleClass().add("small");
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(new Tooltip(UNDO.getDisplayText()));
        button.setOnAction(_ -> undo.run());
        return button;
    }

    private Button closer(Runnable close) {
        return new IconButton(MaterialDesignC.CLOSE, texts.get("banner.close"), close);
    }

    private static Region space() {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }
}
