package dev.understudy.strategy;

/// What is wrong with an expression, and where.
///
/// @param line from 1
/// @param column from 1
/// @param message says what to write instead, where that is known
public record Problem(int line, int column, String message) {
    /// The problem at a place in a text.
    ///
    /// @param offset in code points
    static Problem at(String text, int offset, String message) {
        int end =
                text.offsetByCodePoints(0, Math.min(offset, text.codePointCount(0, text.length())));
        int line = 1;
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Problem(line, text.codePointCount(start, end) + 1, message);
    }

    @Override
    public String toString() {
        return "%d:%d: %s".formatted(line, column, message);
    }
}
