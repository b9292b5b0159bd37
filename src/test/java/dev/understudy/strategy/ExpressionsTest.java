package dev.understudy.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpressionsTest {
    private final Expressions expressions = new Expressions();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ai.models.filter(m, m.contxt > 1) | 1:22 | there is no field "contxt"
                    ai.modles | 1:3 | there is no field "modles": did you mean "models"?
                    ai.models.underCosts('text.input', 1) | 1:21 | there is no "underCosts": did you mean "underCost"?
                    ai.models.underCost('text.inptu', 1) | 1:20 | "text.inptu" is no type of price: did you mean "text.input"?
                    ai.models.sortBy('text.inptu') | 1:17 | "text.inptu" is no type of price: did you mean "text.input"?
                    models | 1:1 | there is no "models"
                    ai.models.size() | 1:1 | the result is int, where a Model or a list of them is needed
                    ai.providers | 1:1 | the result is list of Provider, where a Model or a list of them is needed
                    ai.models.filter(m, m.id) | 1:17 | the condition must be true or false
                    ai.models.filter(m.id, true) | 1:19 | the first argument must be a simple name
                    {'a': 1} | 1:1 | the result is map, where a Model or a list of them is needed
                    ai.models.filter(m, {'a': 1}.size() == 1) | 1:21 | maps and objects cannot be made here
                    ai.models.filter(m, b'x' == b'x') | 1:21 | only texts, numbers, true, false and null
                    """)
    void tellsWhatIsWrongAndWhere(String expression, String place, String message) {
        Problem problem = expressions.checkForModels(expression).getFirst();

        assertEquals(place, problem.line() + ":" + problem.column());
        assertTrue(problem.message().startsWith(message), problem.message());
    }

    @Test
    void tellsWhereInLaterLines() {
        Problem problem =
                expressions
                        .checkForModels("ai.models\n  .filter(m, m.known)\n  .sortBye('price')")
                        .getFirst();

        assertEquals(3, problem.line());
    }

    @Test
    void tellsOfSyntax() {
        assertEquals(
                List.of(new Problem(1, 11, "not an expression: missing IDENTIFIER at '<EOF>'")),
                expressions.checkForModels("ai.models."));
        assertEquals(
                List.of(new Problem(1, 11, "not an expression: token recognition error at: ';'")),
                expressions.checkForModels("ai.models ;"));
    }

    @Test
    void findsNothingWrongWithWhatIsRight() {
        assertEquals(List.of(), expressions.checkForModels("ai.models // all of them"));
        assertEquals(List.of(), expressions.checkForKeys("ai.keys[0]"));
    }

    @Test
    void knowsItsWords() {
        List<String> words = Vocabulary.all().stream().map(Vocabulary.Word::name).toList();

        assertTrue(
                words.containsAll(
                        List.of(
                                "filter",
                                "only",
                                "underCost",
                                "getMetadata",
                                "random",
                                "max_context_window",
                                "remaining_requests",
                                "models",
                                "keys")));
        assertTrue(words.stream().noneMatch(word -> word.startsWith("@") || word.startsWith("_")));
    }
}
