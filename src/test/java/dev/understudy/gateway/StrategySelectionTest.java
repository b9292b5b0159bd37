package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.model.ModelProfile;
import dev.understudy.model.Target;
import dev.understudy.routing.SelectionException;
import dev.understudy.strategy.InvalidExpressionException;
import dev.understudy.strategy.ModelStrategy;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StrategySelectionTest {
    private static final Target A = new Target("p", "a");
    private static final Target B = new Target("q", "b");

    @Test
    void choosesByTheExpression() throws Exception {
        assertEquals(
                List.of(B, A),
                selection("ai.models.sortBy(m, m.id == 'a')").select(List.of(), List.of(A, B)));
        assertEquals(
                List.of(B),
                selection("ai.models.onlyProviders(['q'])").select(List.of("x"), List.of(A, B)));
    }

    @Test
    void tellsWhichExpressionFailed() throws Exception {
        var selection = selection("ai.models[7]");

        var failure =
                assertThrows(
                        SelectionException.class, () -> selection.select(List.of(), List.of(A, B)));

        assertEquals(
                "model_selection.strategy: \"ai.models[7]\" failed at 1:10: there is no element 7 in a list of 2",
                failure.getMessage());
    }

    private static StrategySelection selection(String expression)
            throws InvalidExpressionException {
        return new StrategySelection(
                new ModelStrategy(List.of(expression), System::nanoTime),
                ModelProfile::unknown,
                new Random(1));
    }
}
