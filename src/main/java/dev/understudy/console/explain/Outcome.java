package dev.understudy.console.explain;

import dev.understudy.console.explain.ExplainBook.Mistake;
import dev.understudy.console.explain.ExplainBook.Trial;
import java.util.List;

/// What came of a strategy as it is written: mistakes, or what it would choose.
sealed interface Outcome {
    /// The strategy it is of.
    String text();

    /// It cannot be used.
    ///
    /// @param mistakes by their line in the whole text
    record Wrong(String text, List<Mistake> mistakes) implements Outcome {
        public Wrong {
            mistakes = List.copyOf(mistakes);
        }
    }

    /// It can.
    record Right(String text, Trial trial) implements Outcome {
        /// The line of the text that holds an expression, from 1; the first, if several do.
        int line(String expression) {
            return 1 + text.lines().map(String::strip).toList().indexOf(expression.strip());
        }
    }
}
