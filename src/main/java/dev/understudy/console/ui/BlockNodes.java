package dev.understudy.console.ui;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/// Turns blocks of Markdown into controls: CommonMark with GitHub's tables.
final class BlockNodes {
    private static final List<String> BULLETS = List.of("•", "◦", "▪");

    private final Parser parser =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private final Texts texts;
    private final Consumer<String> clipboard;
    private final InlineTexts inline;

    BlockNodes(Texts texts, Consumer<String> clipboard, Consumer<URI> links) {
        this.texts = texts;
        this.clipboard = clipboard;
        this.inline = new InlineTexts(texts, links);
    }

    /// Parses `markdown`, one control a block.
    List<Region> parse(String markdown) {
        return children(parser.parse(markdown), 0);
    }

    /// An empty block of code.
    CodeBlock code(String language) {
        return new CodeBlock(texts, language, clipboard);
    }

    private List<Region> children(Node parent, int depth) {
        var nodes = new ArrayList<Region>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            nodes.add(block(node, depth));
        }
        return nodes;
    }

    private Region block(Node node, int depth) {
        return switch (node) {
            case Heading heading -> heading(heading);
            case ListBlock list -> list(list, depth);
            case BlockQuote quote -> box("quote", children(quote, depth));
            case FencedCodeBlock code -> code(firstWord(code.getInfo()), code.getLiteral());
            case IndentedCodeBlock code -> code("", code.getLiteral());
            case TableBlock table -> new TableGrid(table, this::cell);
            case ThematicBreak _ -> box("break", List.of());
            case HtmlBlock html -> prose(List.of(words(html.getLiteral())));
            default -> prose(inline.of(node));
        };
    }

    private Region heading(Heading heading) {
        Region prose = prose(inline.of(heading));
        prose.getStyleClass().addAll("heading", "heading-" + Math.min(heading.getLevel(), 4));
        return prose;
    }

    private Region list(ListBlock list, int depth) {
        var items = new ArrayList<Region>();
        boolean bullets = list instanceof BulletList;
        int number = list instanceof OrderedList ordered ? start(ordered) : 0;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String mark =
                    bullets ? BULLETS.get(Math.min(depth, BULLETS.size() - 1)) : number++ + ".";
            items.add(item(mark, children(item, depth + 1)));
        }
        Region box = box("list", items);
        box.getStyleClass().add(bullets ? "bullets" : "numbers");
        if (list.isTight()) {
            box.getStyleClass().add("tight");
        }
        return box;
    }

    private static int start(OrderedList list) {
        Integer start = list.getMarkerStartNumber();
        return start == null ? 1 : start;
    }

    private static Region item(String mark, List<Region> content) {
        var marker = new Label(mark);
        marker.getStyleClass().add("marker");
        marker.setMinWidth(Region.USE_PREF_SIZE);
        Region body = box("item-body", content);
        HBox.setHgrow(body, Priority.ALWAYS);
        var item = new HBox(marker, body);
        item.getStyleClass().add("item");
        return item;
    }

    private Region code(String language, String literal) {
        CodeBlock block = code(language);
        block.append(literal.stripTrailing());
        return block;
    }

    private Region cell(Node cell) {
        return prose(inline.of(cell));
    }

    private Region prose(List<Text> pieces) {
        return new Prose(texts, pieces);
    }

    private static Text words(String literal) {
        var text = new Text(literal.strip());
        text.getStyleClass().add("words");
        return text;
    }

    private static Region box(String style, List<Region> content) {
        var box = new VBox();
        box.getStyleClass().add(style);
        box.getChildren().setAll(content);
        return box;
    }

    private static String firstWord(String info) {
        String stripped = info.strip();
        int space = stripped.indexOf(' ');
        return space < 0 ? stripped : stripped.substring(0, space);
    }
}
