package dev.understudy.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Reads `model_selection` and `api_key_selection`.
final class StrategyReader {
    private static final Set<String> SELECTION = Set.of("strategy");
    private static final int LONGEST_SHOWN = 200;

    private final List<Problem> problems;

    StrategyReader(List<Problem> problems) {
        this.problems = problems;
    }

    /// The expressions of a selection, in order.
    ///
    /// @param check tells what is wrong with one
    List<String> read(Fields root, String key, Function<String, List<String>> check) {
        return root.within(key, SELECTION)
                .map(selection -> expressions(selection, check))
                .orElse(List.of());
    }

    private List<String> expressions(Fields selection, Function<String, List<String>> check) {
        var expressions = new ArrayList<String>();
        List<Node> items = selection.items("strategy");
        for (int i = 0; i < items.size(); i++) {
            String path = selection.join("strategy[%d]".formatted(i));
            Node item = items.get(i);
            if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
                expressions.add(scalar.text());
                check.apply(scalar.text())
                        .forEach(fault -> problem(item, path, wrong(scalar.text(), fault)));
            } else {
                problem(item, path, "expected an expression, found " + item.what());
            }
        }
        return expressions;
    }

    private static String wrong(String expression, String fault) {
        String shown =
                expression.length() <= LONGEST_SHOWN
                        ? expression
                        : expression.substring(0, LONGEST_SHOWN) + "…";
        return "the expression \"%s\" is wrong at %s".formatted(shown.strip(), fault);
    }

    private void problem(Node at, String path, String message) {
        problems.add(new Problem(at.line(), at.column(), path, message));
    }
}
