package dev.understudy.strategy;

import java.util.List;

/// Checks expressions while they are written. Thread-safe.
public final class Expressions {
    private final Language models = Language.models();
    private final Language keys = Language.keys();

    /// What is wrong with an expression that is to choose models; empty if nothing is.
    public List<Problem> checkForModels(String expression) {
        return check(models, expression);
    }

    /// What is wrong with an expression that is to choose keys; empty if nothing is.
    public List<Problem> checkForKeys(String expression) {
        return check(keys, expression);
    }

    private static List<Problem> check(Language language, String expression) {
        try {
            language.compile(expression);
            return List.of();
        } catch (InvalidExpressionException e) {
            return e.problems();
        }
    }
}
