package dev.understudy.console.explain;

import dev.understudy.console.ui.Undo;
import dev.understudy.model.Evaluation;
import dev.understudy.model.Plan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Plans of the gateway as people look into them, and the strategies behind them.
///
/// Nothing here calls a provider. All may wait for the disk, and work for some milliseconds: it is
/// called in the background. Thread-safe.
public interface ExplainBook {
    /// What a strategy chooses among.
    enum Kind {
        MODELS,
        KEYS
    }

    /// What names lead to under the settings in force.
    ///
    /// @param asked models, aliases, chains, `auto`; nothing is like `auto`
    Explained explain(List<String> asked);

    /// What they would lead to, and what would be chosen, under another strategy.
    ///
    /// @param expressions of which the first that chooses anything decides; all are right
    Trial tryOut(Kind kind, List<String> expressions, List<String> asked);

    /// The expressions in force.
    List<String> written(Kind kind);

    /// Puts expressions in force, and writes them into the settings' file; none to choose no more.
    Undo write(Kind kind, List<String> expressions) throws ExplainException;

    /// What is wrong with an expression; nothing if it is right.
    List<Mistake> check(Kind kind, String expression);

    /// What may stand at a place of an expression.
    ///
    /// @param offset in characters, within the expression
    List<Completion> complete(Kind kind, String expression, int offset);

    /// A plan.
    ///
    /// @param problem why there is none, and what to do; blank if there is one
    /// @param keys the aliases of the keys that may be used, by the provider, in their order
    record Explained(Plan plan, String problem, Map<String, List<String>> keys) {
        public Explained {
            keys = Map.copyOf(keys);
        }
    }

    /// What came of a strategy.
    ///
    /// @param evaluations how each expression went, up to the one that decided
    /// @param chosen what it chose, in order, the first of them
    /// @param count how many it chose altogether
    /// @param plan what was asked for would lead to
    record Trial(List<Evaluation> evaluations, List<Chosen> chosen, int count, Explained plan) {
        public Trial {
            evaluations = List.copyOf(evaluations);
            chosen = List.copyOf(chosen);
        }
    }

    /// Something that was chosen.
    ///
    /// @param name a model as `provider:model`, or a provider
    /// @param facts of a model
    /// @param keys the aliases of the provider's keys, in order; none of a model
    record Chosen(String name, Facts facts, List<String> keys) {
        public Chosen {
            keys = List.copyOf(keys);
        }
    }

    /// What is known of a model that strategies often ask about.
    ///
    /// @param input in USD for a million tokens
    /// @param output the same
    /// @param context in tokens
    /// @param errors the share of its requests that failed lately, from 0 to 1; empty if it was not
    ///   asked
    record Facts(
            Optional<BigDecimal> input,
            Optional<BigDecimal> output,
            OptionalLong context,
            OptionalDouble errors) {
        /// Nothing is known.
        public static final Facts NOTHING =
                new Facts(
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty());
    }

    /// What is wrong, and where.
    ///
    /// @param line from 1
    /// @param column from 1
    record Mistake(int line, int column, String message) {}

    /// A word that may be written.
    ///
    /// @param start where the word begins that it takes the place of, in characters
    record Completion(String word, String signature, String about, int start) {}
}
