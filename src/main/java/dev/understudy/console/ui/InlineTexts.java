package dev.understudy.console.ui;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;

/// Turns what stands inside a paragraph into styled pieces of text.
///
/// An image becomes its description: nothing is ever fetched. A link is told to the handler only
/// when the user clicks it or presses Enter on it, and only if it leads to the web or to mail.
final class InlineTexts {
    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");

    private final Texts texts;
    private final Consumer<URI> links;

    InlineTexts(Texts texts, Consumer<URI> links) {
        this.texts = texts;
        this.links = links;
    }

    /// The pieces of `parent`'s children, in order.
    List<Text> of(Node parent) {
        var pieces = new ArrayList<Text>();
        addChildren(parent, List.of(), Optional.empty(), pieces);
        return pieces;
    }

    private void addChildren(
            Node parent, List<String> styles, Optional<URI> link, List<Text> pieces) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case org.commonmark.node.Text text ->
                        pieces.add(piece(text.getLiteral(), styles, link));
                case Code code -> pieces.add(piece(code.getLiteral(), with(styles, "code"), link));
                case HtmlInline html -> pieces.add(piece(html.getLiteral(), styles, link));
                case SoftLineBreak _ -> pieces.add(piece(" ", styles, link));
                case HardLineBreak _ -> pieces.add(piece("\n", styles, link));
                case Emphasis _ -> addChildren(node, with(styles, "emphasis"), link, pieces);
                case StrongEmphasis _ -> addChildren(node, with(styles, "strong"), link, pieces);
                case Link to -> addLink(to, styles, pieces);
                case Image _ -> addImage(node, styles, link, pieces);
                default -> addChildren(node, styles, link, pieces);
            }
        }
    }

    private void addLink(Link to, List<String> styles, List<Text> pieces) {
        var target = target(to.getDestination());
        addChildren(to, target.isPresent() ? with(styles, "link") : styles, target, pieces);
    }

    private void addImage(Node image, List<String> styles, Optional<URI> link, List<Text> pieces) {
        var description = new StringBuilder();
        for (Text text : of(image)) {
            description.append(text.getText());
        }
        String shown =
                description.isEmpty()
                        ? texts.get("markdown.imageWithoutText")
                        : texts.format("markdown.image", description);
        pieces.add(piece(shown, with(styles, "image"), link));
    }

    private Text piece(String literal, List<String> styles, Optional<URI> link) {
        var text = new Text(literal);
        text.getStyleClass().add("words");
        text.getStyleClass().addAll(styles);
        link.ifPresent(uri -> open(text, uri));
        return text;
    }

    private void open(Text text, URI uri) {
        text.setFocusTraversable(true);
        text.setAccessibleRole(AccessibleRole.HYPERLINK);
        text.setAccessibleText(text.getText());
        text.setAccessibleHelp(uri.toString());
        // A tooltip is a window of its own: too much to make for every link that is never looked
        // at.
        text.setOnMouseEntered(_ -> {
            text.setOnMouseEntered(null);
            Tooltip.install(text, new Tooltip(uri.toString()));
        });
        text.setOnMouseClicked(e -> {
            if (e.isStillSincePress()) {
                links.accept(uri);
            }
        });
        text.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                links.accept(uri);
                e.consume();
            }
        });
    }

    private static Optional<URI> target(String destination) {
        try {
            var uri = URI.create(destination);
            boolean known =
                    uri.getScheme() != null
                            && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
            return known ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static List<String> with(List<String> styles, String style) {
        var more = new ArrayList<>(styles);
        more.add(style);
        return more;
    }
}
