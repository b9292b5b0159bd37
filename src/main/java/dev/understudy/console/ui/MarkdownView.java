package dev.understudy.console.ui;

import java.net.URI;
import java.util.function.Consumer;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Markdown that is shown while it arrives.
///
/// Finished blocks become controls once and are never touched again; only the block that is still
/// open is parsed anew with each piece. Code in an open fence is appended as it comes.
public final class MarkdownView extends VBox {
    private final BlockNodes nodes;
    private final VBox tail = new VBox();
    private BlockSplitter splitter = new BlockSplitter(new Cuts());
    private String shown = "";
    private String tailText = "";
    private @Nullable CodeBlock openCode;

    /// @param clipboard takes the code a copy button is pressed for
    /// @param links takes the address of a link the user has chosen to open
    public MarkdownView(Texts texts, Consumer<String> clipboard, Consumer<URI> links) {
        this.nodes = new BlockNodes(texts, clipboard, links);
        getStyleClass().add("markdown");
        tail.getStyleClass().add("markdown");
        tail.setManaged(false);
        getChildren().add(tail);
    }

    /// Shows `text`; if it carries on what is shown, only what is new is looked at.
    public void show(String text) {
        if (!text.startsWith(shown)) {
            clear();
        }
        String piece = text.substring(shown.length());
        shown = text;
        if (!piece.isEmpty()) {
            splitter.append(piece);
        }
    }

    /// Ends the text, so that its last block is closed too. More text begins anew.
    public void finish() {
        splitter.finish();
        splitter = new BlockSplitter(new Cuts());
    }

    /// Takes everything away.
    public void clear() {
        shown = "";
        openCode = null;
        splitter = new BlockSplitter(new Cuts());
        getChildren().setAll(tail);
        showTail("");
    }

    private void showTail(String markdown) {
        if (!markdown.equals(tailText)) {
            tailText = markdown;
            tail.getChildren().setAll(nodes.parse(markdown));
            tail.setManaged(!tail.getChildren().isEmpty());
        }
    }

    private void addBlock(javafx.scene.Node block) {
        getChildren().add(getChildren().size() - 1, block);
    }

    /// Puts what the splitter cuts in its place.
    private final class Cuts implements BlockSplitter.Sink {
        @Override
        public void block(String markdown) {
            nodes.parse(markdown).forEach(MarkdownView.this::addBlock);
        }

        @Override
        public void openCode(String language) {
            openCode = nodes.code(language);
            addBlock(openCode);
        }

        @Override
        public void code(String text) {
            if (openCode != null) {
                openCode.append(text);
            }
        }

        @Override
        public void closeCode() {
            openCode = null;
        }

        @Override
        public void tail(String markdown) {
            showTail(markdown);
        }
    }
}
