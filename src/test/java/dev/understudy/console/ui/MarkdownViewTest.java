package dev.understudy.console.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class MarkdownViewTest {
    private static final String DOCUMENT =
            """
            # Title

            Text with **strong**, *soft* and `code`, [a link](https://example.org/) and
            ![a picture](http://example.org/x.png).

            - one
              1. two
            - three

            | a | b |
            | - | -: |
            | 1 | 2 |

            ```java
            int a;

            ```

            > quoted

            ---
            """;

    private final List<URI> opened = new ArrayList<>();

    private MarkdownView view() {
        return new MarkdownView(new Texts(), _ -> {}, opened::add);
    }

    @Test
    void showsTheSameFedAtOnceOrByCharacter() {
        var whole = onUi(this::view);
        var pieces = onUi(this::view);
        onUi(() -> {
            whole.show(DOCUMENT);
            whole.finish();
            for (int end = 1; end <= DOCUMENT.length(); end++) {
                pieces.show(DOCUMENT.substring(0, end));
            }
            pieces.finish();
            return pieces;
        });

        assertEquals(outline(whole), outline(pieces));
        assertTrue(outline(whole).contains("“[image: a picture]” words image"));
    }

    @Test
    void leavesFinishedBlocksAlone() {
        var view = onUi(this::view);
        onUi(() -> shown(view, "First\n\nSec"));
        Node first = view.getChildren().getFirst();

        onUi(() -> shown(view, "First\n\nSecond\n\nThird"));

        assertSame(first, view.getChildren().getFirst());
        assertEquals(3, view.getChildren().size());
    }

    @Test
    void beginsAnewWithAnotherText() {
        var view = onUi(this::view);
        onUi(() -> shown(view, "First\n\nSecond"));

        onUi(() -> shown(view, "Other"));

        assertTrue(!outline(view).contains("First"));
    }

    @Test
    void opensALinkOnlyWhenAsked() {
        var view = onUi(this::view);
        onUi(() -> shown(view, "[web](https://example.org/) [script](javascript:alert(1))"));
        assertEquals(List.of(), opened);

        onUi(() -> {
            view.lookupAll(".words").forEach(MarkdownViewTest::pressEnter);
            return view;
        });

        assertEquals(List.of(URI.create("https://example.org/")), opened);
    }

    private static void pressEnter(Node node) {
        Event.fireEvent(
                node,
                new KeyEvent(
                        KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
    }

    private static MarkdownView shown(MarkdownView view, String text) {
        view.show(text);
        return view;
    }

    private static <T> T onUi(java.util.concurrent.Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, action);
    }

    /// Every text with its styles, indented by depth.
    private static String outline(Node node) {
        var lines = new StringBuilder();
        outline(node, 0, lines);
        return lines.toString();
    }

    private static void outline(Node node, int depth, StringBuilder lines) {
        String words =
                switch (node) {
                    case Text text -> "“" + text.getText() + "” ";
                    case Label label -> "“" + label.getText() + "” ";
                    default -> "";
                };
        lines.repeat(' ', depth)
                .append(words)
                .append(String.join(" ", node.getStyleClass()))
                .append('\n');
        if (node instanceof Parent parent && !(node instanceof Label)) {
            parent.getChildrenUnmodifiable().forEach(child -> outline(child, depth + 1, lines));
        }
    }
}
