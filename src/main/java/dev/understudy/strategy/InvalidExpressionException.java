package dev.understudy.strategy;

import java.util.List;

/// An expression is not one, or not one that can choose.
public final class InvalidExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    private final String expression;
    private final transient List<Problem> problems;

    InvalidExpressionException(String expression, List<Problem> problems) {
        super("the expression \"%s\" is wrong at %s".formatted(expression, problems.getFirst()));
        this.expression = expression;
        this.problems = List.copyOf(problems);
    }

    public String expression() {
        return expression;
    }

    /// In the order of the text; at least one.
    public List<Problem> problems() {
        return problems;
    }
}
