package dev.understudy.console.prompt;

import dev.understudy.client.ChatPrompt;
import dev.understudy.console.ui.PlainText;
import dev.understudy.console.ui.Texts;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What was sent: the prompt, and its instructions if there were any.
final class QuestionCard extends VBox {
    /// @param edit puts the prompt back to be edited
    QuestionCard(PromptViewModel prompt, Texts texts, Runnable edit) {
        getStyleClass().addAll("card", "question");
        var caption = new Label(texts.get("prompt.you"));
        caption.getStyleClass().add("caption");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var button = new Button(texts.get("prompt.edit"));
        button.setId("edit");
        button.getStyleClass().addAll("quiet", "small");
        button.setAccessibleHelp(texts.get("prompt.editHelp"));
        button.disableProperty().bind(prompt.promptProperty().isNotEmpty());
        button.setOnAction(_ -> edit.run());
        var head = new HBox(caption, space, button);
        head.getStyleClass().add("card-head");

        var system = new PlainText(texts);
        system.getStyleClass().add("muted");
        var user = new PlainText(texts);
        var content = new VBox(system, user);
        content.getStyleClass().add("question-text");
        getChildren().addAll(head, new Excerpt(content));
        prompt.sentProperty().subscribe(sent -> sent.ifPresent(p -> show(p, system, user, texts)));
    }

    private static void show(ChatPrompt sent, PlainText system, PlainText user, Texts texts) {
        boolean instructed = !sent.system().isEmpty();
        system.show(instructed ? texts.format("prompt.instructed", sent.system()) : "");
        system.setVisible(instructed);
        system.setManaged(instructed);
        user.show(sent.user());
    }

    /// Scrolls a prompt that is longer than a few lines.
    private static final class Excerpt extends ScrollPane {
        private static final double HIGHEST = 120;

        Excerpt(VBox content) {
            super(content);
            setFitToWidth(true);
            setHbarPolicy(ScrollBarPolicy.NEVER);
        }

        @Override
        public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
        }

        @Override
        protected double computePrefHeight(double width) {
            return Math.min(HIGHEST, getContent().prefHeight(width));
        }

        @Override
        protected double computeMinHeight(double width) {
            return computePrefHeight(width);
        }
    }
}
