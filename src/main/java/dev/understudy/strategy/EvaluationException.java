package dev.understudy.strategy;

import java.util.Objects;

/// An operation cannot be done, such as comparing a missing number. It has no stack trace, as one
/// may be thrown for each of thousands of models.
final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int NOWHERE = -1;

    private final int offset;

    EvaluationException(String message) {
        this(message, NOWHERE);
    }

    private EvaluationException(String message, int offset) {
        super(message, null, false, false);
        this.offset = offset;
    }

    /// The same with its place in the expression; the innermost counts.
    ///
    /// @param offset in code points from the expression's start
    EvaluationException at(int offset) {
        return this.offset == NOWHERE ? new EvaluationException(reason(), offset) : this;
    }

    /// In code points from the expression's start.
    int offset() {
        return Math.max(0, offset);
    }

    String reason() {
        return Objects.requireNonNullElse(getMessage(), "");
    }
}
