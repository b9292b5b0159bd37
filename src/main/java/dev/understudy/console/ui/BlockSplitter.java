package dev.understudy.console.ui;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts Markdown that arrives in pieces into blocks that no longer change, and a live tail.
///
/// A block ends at a blank line, before and after a heading, and at a code fence; a list, and code
/// inside it, ends where a line is neither indented nor empty. A fence at the top level is not
/// kept: its text is handed on as it comes. Where pieces are cut makes no difference to the blocks.
final class BlockSplitter {
    /// Takes what was cut.
    interface Sink {
        /// A block that will not change any more, as Markdown.
        void block(String markdown);

        /// A code fence has opened; until it closes only code follows.
        void openCode(String language);

        /// More text of the open fence.
        void code(String text);

        void closeCode();

        /// What has arrived of the block that is still open; empty if there is none.
        void tail(String markdown);
    }

    /// A list is cut between two items once it has grown this long.
    private static final int LONG_LIST = 4_000;

    private static final Pattern FENCE =
            Pattern.compile("( *)(`{3,}(?=[^`]*$)|~{3,})[ \\t]*([^\\s`]*).*");
    private static final Pattern ITEM = Pattern.compile(" *(?:[-*+]|\\d{1,9}[.)])(?:[ \\t]+|$)");
    private static final Pattern HEADING = Pattern.compile("#{1,6}(?:[ \\t].*|$)");

    private final Sink sink;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder block = new StringBuilder();
    private boolean list;
    private boolean indentedCode;
    private boolean blankSeen;
    private String innerFence = "";
    private String fence = "";
    private int fenceIndent;
    private boolean codeStarted;
    private int shown;

    BlockSplitter(Sink sink) {
        this.sink = sink;
    }

    /// Takes the next piece.
    void append(String piece) {
        int start = 0;
        for (int end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', start)) {
            line.append(piece, start, end);
            endLine();
            start = end + 1;
        }
        line.append(piece, start, piece.length());
        showPartialLine();
    }

    /// Ends the text: nothing stays open.
    void finish() {
        if (!line.isEmpty()) {
            endLine();
        }
        if (!fence.isEmpty()) {
            closeFence();
        }
        commit();
        sink.tail("");
    }

    private void endLine() {
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        String text = line.toString();
        if (fence.isEmpty()) {
            textLine(text);
        } else if (closes(text, fence)) {
            closeFence();
        } else {
            showCode(text);
            codeStarted = true;
        }
        line.setLength(0);
        shown = 0;
    }

    private void showPartialLine() {
        if (fence.isEmpty()) {
            sink.tail(block + line.toString());
        } else {
            String text = line.toString();
            String bare = text.strip();
            // A line that may still become the closing fence is held back.
            if (!bare.isEmpty() && bare.charAt(0) != fence.charAt(0) && !text.endsWith("\r")) {
                showCode(text);
            }
        }
    }

    private void textLine(String text) {
        int indent = indent(text);
        boolean blank = text.isBlank();
        if (!innerFence.isEmpty()) {
            if (closes(text, innerFence)) {
                innerFence = "";
            }
            keep(text);
            return;
        }
        if (blank) {
            endParagraph();
            return;
        }
        if (blankSeen && indent < (list ? 2 : 4)) {
            commit();
        }
        blankSeen = false;
        if (block.isEmpty() && indent >= 4) {
            indentedCode = true;
        }
        boolean inside = indent >= (list ? 2 : 4);
        boolean item = ITEM.matcher(text).lookingAt();
        Matcher opening = FENCE.matcher(afterMarkers(text));
        if (opening.matches() && !indentedCode && (item || (list && inside))) {
            list = true;
            innerFence = opening.group(2);
            keep(text);
        } else if (opening.matches() && !inside) {
            commit();
            openFence(opening, indent);
        } else if (!inside && HEADING.matcher(text.strip()).matches()) {
            commit();
            sink.block(text);
        } else {
            if (item && indent < 4 && !indentedCode) {
                startItem(indent);
            }
            keep(text);
        }
    }

    private void endParagraph() {
        if (list || indentedCode) {
            blankSeen = true;
            block.append('\n');
        } else {
            commit();
        }
    }

    private void startItem(int indent) {
        if (list && indent < 2 && block.length() > LONG_LIST) {
            commit();
        }
        list = true;
    }

    private void keep(String text) {
        block.append(text).append('\n');
    }

    private void commit() {
        if (!block.toString().isBlank()) {
            sink.block(block.toString());
        }
        block.setLength(0);
        list = false;
        indentedCode = false;
        blankSeen = false;
        innerFence = "";
    }

    private void openFence(Matcher opening, int indent) {
        fence = opening.group(2);
        fenceIndent = indent;
        codeStarted = false;
        sink.tail("");
        sink.openCode(opening.group(3));
    }

    private void closeFence() {
        fence = "";
        sink.closeCode();
    }

    /// Shows what of a line of code has not been shown, without the fence's own indent.
    private void showCode(String text) {
        if (shown == 0) {
            if (codeStarted) {
                sink.code("\n");
            }
            while (shown < fenceIndent && shown < text.length() && text.charAt(shown) == ' ') {
                shown++;
            }
        }
        if (shown < text.length()) {
            sink.code(text.substring(shown));
        }
        shown = Math.max(text.length(), 1);
    }

    private static boolean closes(String text, String fence) {
        String bare = text.strip();
        return bare.length() >= fence.length()
                && bare.startsWith(fence)
                && bare.chars().allMatch(c -> c == fence.charAt(0));
    }

    private static String afterMarkers(String text) {
        String rest = text;
        for (Matcher item = ITEM.matcher(rest); item.lookingAt(); item = ITEM.matcher(rest)) {
            rest = rest.substring(item.end());
        }
        return rest;
    }

    private static int indent(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case ' ' -> columns++;
                case '\t' -> columns += 4;
                default -> {
                    return columns;
                }
            }
        }
        return columns;
    }
}
