package dev.understudy.console.prompt;

import dev.understudy.console.prompt.Answering.Problem;
import dev.understudy.console.ui.PlainText;
import dev.understudy.console.ui.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/// A failed answer: what happened, why, and what to do next.
final class ProblemBox extends HBox {
    ProblemBox(Problem problem, Texts texts, Button retry) {
        getStyleClass().add("problem-box");
        setId("problem");
        var title = new Label(title(problem, texts));
        title.getStyleClass().add("problem-title");
        title.setWrapText(true);
        var message = new PlainText(texts);
        message.show(message(problem, texts));
        var words = new VBox(title, message);
        if (problem instanceof Problem.Refused refused) {
            words.getChildren().add(code(refused, texts));
        }
        words.getChildren().add(retry);
        words.getStyleClass().add("problem-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(new FontIcon(MaterialDesignA.ALERT_CIRCLE_OUTLINE), words);
    }

    private static Label code(Problem.Refused refused, Texts texts) {
        var code =
                new Label(
                        refused.code().isEmpty()
                                ? texts.format("prompt.failedStatus", refused.status())
                                : texts.format(
                                        "prompt.failedCode", refused.status(), refused.code()));
        code.getStyleClass().addAll("mono", "muted");
        return code;
    }

    private static String title(Problem problem, Texts texts) {
        return switch (problem) {
            case Problem.Refused _ -> texts.get("prompt.failedRefused");
            case Problem.Unreachable _ -> texts.get("prompt.failedUnreachable");
            case Problem.Broken _ -> texts.get("prompt.failedBroken");
        };
    }

    private static String message(Problem problem, Texts texts) {
        return switch (problem) {
            case Problem.Refused refused -> refused.message();
            case Problem.Unreachable(var address) ->
                    texts.format("prompt.failedUnreachableWhy", address);
            case Problem.Broken(var address) -> texts.format("prompt.failedBrokenWhy", address);
        };
    }
}
