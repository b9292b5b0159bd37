package dev.understudy.console.prompt;

import dev.understudy.console.shell.PanelEntry;
import dev.understudy.console.ui.Shortcuts;
import dev.understudy.console.ui.Texts;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/// Tries a prompt: whom to ask, what to say, and the answer as it streams in.
public final class PromptPanel extends VBox {
    private static final KeyCombination SEND = KeyCombination.valueOf("Shortcut+Enter");
    private static final KeyCombination STOP = KeyCombination.valueOf("Esc");
    private static final KeyCombination RETRY = KeyCombination.valueOf("Shortcut+R");
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+Shift+C");

    private final PromptViewModel prompt;
    private final ComposeCard compose;

    /// @param clipboard takes code that is copied out of an answer
    /// @param links takes the address of a link the user has chosen to open
    public PromptPanel(
            PromptViewModel prompt, Texts texts, Consumer<String> clipboard, Consumer<URI> links) {
        this.prompt = prompt;
        this.compose = new ComposeCard(prompt, texts, SEND);
        getStyleClass().add("panel");
        var answer = new AnswerCard(prompt, texts, clipboard, links, RETRY, COPY);
        VBox.setVgrow(answer, Priority.ALWAYS);
        var conversation = new VBox(new QuestionCard(prompt, texts, this::edit), answer);
        conversation.getStyleClass().add("conversation");
        var first = new FirstPrompt(texts, this::choose);
        prompt.sentProperty()
                .subscribe(sent -> {
                    conversation.setVisible(sent.isPresent());
                    first.setVisible(sent.isEmpty());
                });
        var place = new StackPane(first, conversation);
        place.setMinHeight(0);
        VBox.setVgrow(place, Priority.ALWAYS);
        getChildren().addAll(head(texts), place, compose);
        new Shortcuts(this)
                .on(SEND, prompt::send)
                .on(STOP, prompt::stop)
                .on(RETRY, prompt::retry)
                .on(COPY, prompt::copyAnswer);
        prompt.loadModels();
    }

    /// This panel's place in the rail.
    public static PanelEntry entry(Supplier<PromptPanel> panel) {
        return new PanelEntry(
                "prompt",
                MaterialDesignM.MESSAGE_TEXT_OUTLINE,
                "rail.prompt",
                KeyCombination.valueOf("Shortcut+1"),
                panel);
    }

    /// Puts the caret where the prompt is written.
    @Override
    public void requestFocus() {
        compose.focusPrompt();
    }

    private HBox head(Texts texts) {
        var title = new Label(texts.get("rail.prompt"));
        title.getStyleClass().add("panel-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(title, space, new ModelField(prompt, texts));
        head.getStyleClass().add("panel-head");
        return head;
    }

    private void choose(String example) {
        prompt.promptProperty().set(example);
        compose.focusPrompt();
    }

    private void edit() {
        prompt.edit();
        compose.focusPrompt();
    }
}
