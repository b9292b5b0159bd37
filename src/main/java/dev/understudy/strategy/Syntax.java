package dev.understudy.strategy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.parser.gen.CELLexer;
import org.projectnessie.cel.parser.gen.CELParser;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.BaseErrorListener;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.CharStreams;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.CommonTokenStream;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.RecognitionException;
import org.projectnessie.cel.shaded.org.antlr.v4.runtime.Recognizer;

/// Looks for the first fault in an expression's grammar, as the library's own parser would print
/// each to the error stream.
final class Syntax {
    private Syntax() {}

    static Optional<Problem> fault(String text) {
        var first = new First();
        var lexer = new CELLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(first);
        var parser = new CELParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(first);
        try {
            parser.start();
            return Optional.empty();
        } catch (FaultException e) {
            return Optional.of(e.problem);
        }
    }

    private static final class FaultException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        FaultException(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }

    private static final class First extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException cause) {
            String found = message.replaceFirst(" expecting \\{.*", "");
            throw new FaultException(new Problem(line, column + 1, "not an expression: " + found));
        }
    }
}
