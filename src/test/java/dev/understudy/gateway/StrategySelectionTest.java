package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.catalog.CatalogueShelf;
import dev.understudy.journal.RecentMetrics;
import dev.understudy.model.Evaluation;
import dev.understudy.model.Target;
import dev.understudy.routing.Quotas;
import dev.understudy.routing.SelectionException;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsReader;
import dev.understudy.strategy.InvalidExpressionException;
import dev.understudy.strategy.ModelStrategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StrategySelectionTest {
    private static final Target A = new Target("p", "a");
    private static final Target B = new Target("q", "b");
    private static final Target NAMED = new Target("p", "named");
    private static final List<Target> CONFIGURED = List.of(A, B);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ai.models|p:a q:b q:dear q:cheap p:named",
                "ai.models.sortBy(m, m.id)|p:a q:b q:cheap q:dear p:named",
                "ai.models.underCost('text.input', 5).sortBy('price')|q:cheap",
                "ai.models.filter(m, m.known)|p:a q:dear q:cheap",
                "ai.models.filter(m, m.custom)|p:a",
                "ai.models.filter(m, !m.known)|q:b p:named",
                "ai.models.filter(m, m.max_context_window > 1500)|q:dear"
            })
    void choosesAmongWhatIsConfiguredListedAndNamed(String expression, String targets)
            throws Exception {
        assertEquals(
                targets,
                String.join(
                        " ",
                        selection(expression)
                                .select(CONFIGURED, List.of(B, NAMED))
                                .targets()
                                .stream()
                                .map(Target::toString)
                                .toList()));
    }

    @Test
    void readsMetricsWhenItChooses() throws Exception {
        var selection = selection("ai.models.filter(m, m.metrics.endpoint.request_count == 0)");

        assertEquals(4, selection.select(CONFIGURED, List.of()).targets().size());
    }

    @Test
    void tellsHowItChose() throws Exception {
        assertEquals(
                List.of(
                        new Evaluation(
                                Optional.empty(),
                                "ai.models.filter(m, m.id == 'x')",
                                List.of(),
                                0,
                                "",
                                List.of(),
                                0),
                        new Evaluation(
                                Optional.empty(),
                                "ai.models.filter(m, m.max_context_window > 0)",
                                List.of("q:dear", "q:cheap"),
                                2,
                                "",
                                List.of(
                                        new Evaluation.Dropped(
                                                "p:a", "null cannot be compared with int"),
                                        new Evaluation.Dropped(
                                                "q:b", "null cannot be compared with int")),
                                2)),
                selection(
                                "ai.models.filter(m, m.id == 'x')",
                                "ai.models.filter(m, m.max_context_window > 0)")
                        .select(CONFIGURED, List.of())
                        .evaluations());
    }

    @Test
    void tellsWhichExpressionFailed() throws Exception {
        var selection = selection("ai.models[7]");

        var failure =
                assertThrows(
                        SelectionException.class, () -> selection.select(CONFIGURED, List.of()));

        assertEquals(
                "model_selection.strategy: \"ai.models[7]\" failed at 1:10: there is no element 7 in a list of 4",
                failure.getMessage());
        assertEquals(
                "1:10: there is no element 7 in a list of 4",
                failure.evaluations().getFirst().problem());
    }

    @Test
    void saysSoIfNothingIsChosen() throws Exception {
        var selection = selection("ai.models.only(['x'])", "ai.models.only(['y'])");

        var failure =
                assertThrows(
                        SelectionException.class, () -> selection.select(CONFIGURED, List.of()));

        assertEquals(
                "model_selection.strategy chooses none of 4 models: end it with the line \"ai.models\" as a safety net",
                failure.getMessage());
        assertEquals(2, failure.evaluations().size());
    }

    private static StrategySelection selection(String... expressions)
            throws InvalidExpressionException, InvalidSettingsException {
        var settings =
                new SettingsReader(List.of(), Map.<String, String>of()::get)
                        .read(
                                """
                                providers:
                                  - { id: p, base_url: "http://127.0.0.1:1/v1", models: [{ id: a }] }
                                  - { id: q, base_url: "http://127.0.0.1:1/v1" }
                                """)
                        .settings();
        var catalogue = Listed.of("q:dear|9|2000", "q:cheap|1|1000", "q:text-embedding-3|1|1000");
        return new StrategySelection(
                new ModelStrategy(List.of(expressions), System::nanoTime),
                new Repertoire(
                        settings,
                        new CatalogueShelf(() -> catalogue),
                        new RecentMetrics(System::nanoTime, RecentMetrics.WINDOW),
                        new Quotas(System::nanoTime, RecentMetrics.WINDOW)),
                () -> new Random(1));
    }
}
