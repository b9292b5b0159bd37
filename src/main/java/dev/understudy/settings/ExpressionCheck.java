package dev.understudy.settings;

import java.util.List;

/// Tells what is wrong with the expressions of strategies.
public interface ExpressionCheck {
    /// Takes every expression as right.
    ExpressionCheck NONE =
            new ExpressionCheck() {
                @Override
                public List<String> ofModels(String expression) {
                    return List.of();
                }

                @Override
                public List<String> ofKeys(String expression) {
                    return List.of();
                }
            };

    /// What is wrong with an expression that is to choose models, each with its place in it, such
    /// as `1:11: there is no "fliter"`; empty if nothing is.
    List<String> ofModels(String expression);

    /// The same for one that is to choose keys.
    List<String> ofKeys(String expression);
}
