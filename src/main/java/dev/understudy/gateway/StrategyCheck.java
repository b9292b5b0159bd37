package dev.understudy.gateway;

import dev.understudy.settings.ExpressionCheck;
import dev.understudy.strategy.Expressions;
import dev.understudy.strategy.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks the strategies of settings while they are read. The language is made ready when the first
/// expression comes up, which most settings have none of. Thread-safe.
public final class StrategyCheck implements ExpressionCheck {
    private @Nullable Expressions expressions; // guarded by this

    @Override
    public List<String> ofModels(String expression) {
        return told(expressions().checkForModels(expression));
    }

    @Override
    public List<String> ofKeys(String expression) {
        return told(expressions().checkForKeys(expression));
    }

    private static List<String> told(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    private synchronized Expressions expressions() {
        var known = expressions;
        if (known == null) {
            known = new Expressions();
            expressions = known;
        }
        return known;
    }
}
