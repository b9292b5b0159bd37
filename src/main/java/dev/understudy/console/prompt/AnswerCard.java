package dev.understudy.console.prompt;

import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.MarkdownView;
import dev.understudy.console.ui.TailFollower;
import dev.understudy.console.ui.Texts;
import java.net.URI;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/// The answer: its status, its text as it comes, and its facts.
final class AnswerCard extends VBox {
    private final PromptViewModel prompt;
    private final Texts texts;
    private final KeyCombination retryKeys;
    private final MarkdownView markdown;
    private final Chip status = new Chip();
    private final StackPane problem = new StackPane();
    private final VBox skeleton = new VBox();
    private final ScrollPane scroll = new ScrollPane();
    private final TailFollower tail;
    private final PauseTransition confirmation = new PauseTransition(Duration.seconds(2));

    AnswerCard(
            PromptViewModel prompt,
            Texts texts,
            Consumer<String> clipboard,
            Consumer<URI> links,
            KeyCombination retryKeys,
            KeyCombination copyKeys) {
        this.prompt = prompt;
        this.texts = texts;
        this.retryKeys = retryKeys;
        this.markdown = new MarkdownView(texts, clipboard, links);
        getStyleClass().addAll("card", "answer");
        markdown.setId("answer");
        status.setId("answer-status");
        confirmation.setOnFinished(_ -> prompt.forgetCopied());
        var content = content();
        this.tail = new TailFollower(scroll, content);
        var place = new StackPane(scroll, jump());
        place.getStyleClass().add("answer-place");
        VBox.setVgrow(place, Priority.ALWAYS);
        getChildren().addAll(head(copyKeys), place, new FactsLine(prompt, texts));
        prompt.answerProperty().subscribe(this::showAnswer);
        prompt.answeringProperty().subscribe(this::showState);
    }

    private HBox head(KeyCombination copyKeys) {
        var caption = new Label(texts.get("prompt.answer"));
        caption.getStyleClass().add("caption");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var again = retry();
        again.setId("retry");
        again.visibleProperty()
                .bind(
                        prompt.answeringProperty()
                                .map(now -> !now.running() && !(now instanceof Answering.Failed)));
        again.managedProperty().bind(again.visibleProperty());
        var head = new HBox(caption, status, space, again, copy(copyKeys));
        head.getStyleClass().add("card-head");
        return head;
    }

    private Button retry() {
        var button = new Button(texts.get("prompt.retry"), new FontIcon(MaterialDesignR.REFRESH));
        button.getStyleClass().addAll("quiet", "small");
        button.setTooltip(new Tooltip(retryKeys.getDisplayText()));
        button.setOnAction(_ -> prompt.retry());
        return button;
    }

    private Button copy(KeyCombination keys) {
        var button = new Button("", new FontIcon(MaterialDesignC.CONTENT_COPY));
        button.setId("copy-answer");
        button.getStyleClass().addAll("quiet", "small");
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(new Tooltip(keys.getDisplayText()));
        button.setAccessibleHelp(texts.get("prompt.copyHelp"));
        button.visibleProperty().bind(prompt.answerProperty().isNotEmpty());
        button.managedProperty().bind(button.visibleProperty());
        button.textProperty()
                .bind(
                        Bindings.when(prompt.answerCopiedProperty())
                                .then(texts.get("prompt.copied"))
                                .otherwise(texts.get("prompt.copy")));
        prompt.answerCopiedProperty()
                .subscribe(copied -> {
                    if (copied) {
                        confirmation.playFromStart();
                    }
                });
        button.setOnAction(_ -> prompt.copyAnswer());
        return button;
    }

    private VBox content() {
        skeleton.getStyleClass().add("skeleton");
        var waiting = new Label(texts.get("prompt.waitingText"));
        skeleton.getChildren().addAll(waiting, bar("long"), bar("long"), bar("short"));
        problem.setAlignment(Pos.TOP_LEFT);
        var content = new VBox(new ReasoningBox(prompt, texts), skeleton, markdown, problem);
        content.getStyleClass().add("answer-text");
        scroll.setContent(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setId("answer-scroll");
        return content;
    }

    private static Region bar(String length) {
        var bar = new Region();
        bar.getStyleClass().addAll("bar", length);
        return bar;
    }

    private Button jump() {
        var button = new Button(texts.get("prompt.jump"), new FontIcon(MaterialDesignA.ARROW_DOWN));
        button.setId("jump");
        button.getStyleClass().add("jump");
        StackPane.setAlignment(button, Pos.BOTTOM_CENTER);
        button.visibleProperty().bind(tail.followingProperty().not().and(prompt.runningBinding()));
        button.setOnAction(_ -> tail.follow());
        return button;
    }

    private void showAnswer(String answer) {
        markdown.setManaged(!answer.isEmpty());
        if (answer.isEmpty()) {
            markdown.clear();
            tail.follow();
        } else {
            markdown.show(answer);
        }
    }

    private void showState(Answering state) {
        problem.getChildren().clear();
        problem.setManaged(state instanceof Answering.Failed);
        boolean waiting = state instanceof Answering.Waiting;
        skeleton.setVisible(waiting);
        skeleton.setManaged(waiting);
        switch (state) {
            case Answering.NotAsked _ -> status.say("", Chip.Tone.NEUTRAL);
            case Answering.Waiting _ -> status.say(texts.get("prompt.waiting"), Chip.Tone.NEUTRAL);
            case Answering.Streaming _ ->
                    status.say(texts.get("prompt.streaming"), Chip.Tone.ACTIVE);
            case Answering.Complete(var reason) -> complete(reason);
            case Answering.Stopped _ -> {
                markdown.finish();
                status.say(texts.get("prompt.stopped"), Chip.Tone.CAUTION);
            }
            case Answering.Failed(var found) -> {
                markdown.finish();
                status.say(texts.get("prompt.failed"), Chip.Tone.BAD);
                var button = retry();
                button.setId("retry-failed");
                button.getStyleClass().removeAll("quiet", "small");
                problem.getChildren().setAll(new ProblemBox(found, texts, button));
            }
        }
    }

    private void complete(String reason) {
        markdown.finish();
        switch (reason) {
            case "length" -> status.say(texts.get("prompt.lengthLimit"), Chip.Tone.CAUTION);
            case "content_filter" -> status.say(texts.get("prompt.filtered"), Chip.Tone.CAUTION);
            default -> status.say(texts.get("prompt.complete"), Chip.Tone.GOOD);
        }
    }
}
