package dev.understudy.routing;

/// Where a second model carries an answer on: skips what it repeats.
///
/// Models that are asked to carry on begin again instead, or repeat the last words first. Either is
/// recognised while it comes in and left out; what might become one is held back until it is
/// decided. Not thread-safe.
final class Seam {
    /// Fewer characters than this at the end of what was sent may be like the next ones by chance.
    private static final int LEAST_OVERLAP = 4;

    private static final int LONGEST_OVERLAP = 400;

    private final String sent;
    private final StringBuilder held = new StringBuilder();
    private boolean passed;

    /// @param sent what the caller has of the answer
    Seam(String sent) {
        this.sent = sent;
        this.passed = sent.isEmpty();
    }

    /// Takes the next piece of the second model's text.
    ///
    /// @return what of it, and of what was held back, goes to the caller
    String admit(String piece) {
        if (passed) {
            return piece;
        }
        held.append(piece);
        if (mayRepeat()) {
            return "";
        }
        return release();
    }

    /// The end of the second model's text came: what is still held back and no repetition.
    String rest() {
        return passed ? "" : release();
    }

    /// Whether what is held back is all repetition so far and may go on to be.
    private boolean mayRepeat() {
        if (held.length() < sent.length() && sent.startsWith(held.toString())) {
            return true;
        }
        if (held.length() >= LONGEST_OVERLAP) {
            return false;
        }
        String text = held.toString();
        int from = Math.max(0, sent.length() - LONGEST_OVERLAP);
        for (int start = sent.indexOf(text, from);
                start >= 0;
                start = sent.indexOf(text, start + 1)) {
            if (start + text.length() < sent.length() && sent.length() - start >= LEAST_OVERLAP) {
                return true;
            }
        }
        return false;
    }

    private String release() {
        passed = true;
        String text = held.toString();
        held.setLength(0);
        return text.substring(repeated(text));
    }

    /// How many characters of `text` repeat what was sent: all of it from its beginning, or its
    /// end.
    private int repeated(String text) {
        if (text.startsWith(sent)) {
            return sent.length();
        }
        if (sent.startsWith(text)) {
            return text.length();
        }
        int longest = Math.min(Math.min(text.length(), sent.length()), LONGEST_OVERLAP);
        for (int length = longest; length >= LEAST_OVERLAP; length--) {
            if (sent.regionMatches(sent.length() - length, text, 0, length)) {
                return length;
            }
        }
        return 0;
    }
}
