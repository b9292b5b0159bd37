package dev.understudy.settings;

import java.util.List;

/// A text of lines, and places in it. Immutable.
final class SourceText {
    private final String text;
    private final String newline;

    SourceText(String text) {
        this.text = text;
        this.newline = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /// How its lines end.
    String newline() {
        return newline;
    }

    /// Whether nothing stands between two places.
    boolean blank(int from, int to) {
        return text.substring(from, to).isBlank();
    }

    /// Behind the colon that follows a key's end.
    int colon(int keyEnd) {
        int at = keyEnd;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at >= text.length() || text.charAt(at) != ':') {
            throw new IllegalStateException("a key without a colon");
        }
        return at + 1;
    }

    /// The dash before an item.
    int dash(int start) {
        int at = start - 1;
        while (at >= 0 && text.charAt(at) == ' ') {
            at--;
        }
        if (at < 0 || text.charAt(at) != '-') {
            throw new IllegalStateException("an item away from its dash");
        }
        return at;
    }

    /// The next comma outside of comments.
    int comma(int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ',') {
                return at;
            }
            if (c == '#') {
                at = lineEnd(at);
            }
        }
        throw new IllegalStateException("no comma");
    }

    /// The start of the line of a place that nothing stands before.
    int ownLine(int at) {
        int start = lineStart(at);
        if (!text.substring(start, at).isBlank()) {
            throw new IllegalStateException("does not begin a line");
        }
        return start;
    }

    int lineStart(int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    int lineEnd(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    /// The start of the line behind a place.
    int nextLine(int at) {
        return Math.min(text.length(), lineEnd(at) + 1);
    }

    String lines(List<String> lines) {
        return String.join(newline, lines) + newline;
    }

    /// Lines put in where a line begins, or behind the last one.
    String insertLines(int at, List<String> lines) {
        boolean cut = at > 0 && text.charAt(at - 1) != '\n';
        return splice(at, at, (cut ? newline : "") + lines(lines));
    }

    /// Another text from one place to another.
    String splice(int from, int to, String with) {
        return text.substring(0, from) + with + text.substring(to);
    }
}
