package dev.understudy.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.testfx.util.WaitForAsyncUtils;

/// All texts that a person can see, or hear read out.
public final class Shown {
    private Shown() {}

    /// Those of every window, pop-ups and what is scrolled away or hidden included.
    public static List<String> texts() {
        return WaitForAsyncUtils.waitForAsyncFx(
                5_000,
                () -> {
                    var texts = new ArrayList<String>();
                    for (Window window : Window.getWindows()) {
                        if (window instanceof Stage stage) {
                            texts.add(stage.getTitle());
                        }
                        add(texts, window.getScene().getRoot());
                    }
                    return texts.stream().filter(Objects::nonNull).toList();
                });
    }

    private static void add(List<String> texts, Node node) {
        switch (node) {
            case Text text -> texts.add(text.getText());
            case Labeled label -> texts.add(label.getText());
            case PasswordField hidden -> texts.add(hidden.getPromptText());
            case TextInputControl field -> {
                texts.add(field.getText());
                texts.add(field.getPromptText());
            }
            default -> {}
        }
        if (node instanceof Control control) {
            Tooltip tooltip = control.getTooltip();
            texts.add(tooltip == null ? null : tooltip.getText());
        }
        texts.add(node.getAccessibleText());
        texts.add(node.getAccessibleHelp());
        Object read = node.queryAccessibleAttribute(AccessibleAttribute.TEXT);
        texts.add(read == null ? null : read.toString());
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> add(texts, child));
        }
    }
}
