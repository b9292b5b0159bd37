package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.model.Chain;
import dev.understudy.model.Evaluation;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Provider.Standing;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What selections make of plans.
@Timeout(10)
final class ResolverSelectionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai:x|openai:x|asked for by name",
                "lab:small|lab:small|\"small\" stands for llama3.2:1b at lab",
                "big|big|\"big\" is configured at openai",
                "support|chain support|target 1 of the chain \"support\"",
                "only-small|chain only-small|target 1 of the chain \"only-small\": \"small\" is configured at lab",
                "wraps|chain support|target 1 of the chain \"support\"",
                "known-one|known-one|\"known-one\" is a known model of lab",
                "auto|auto|configured, in the order of gateway.yaml"
            })
    void saysHowATargetCameToItsPlace(String name, String source, String reason)
            throws UnknownModelException {
        Plan.Step first = choosing(Selection.ALL).resolve(List.of(name)).steps().getFirst();

        assertEquals(source, first.source());
        assertEquals(reason, first.reason());
    }

    @Test
    void triesAllThatIsConfiguredWhereNothingIsAskedFor() throws UnknownModelException {
        for (List<String> asked :
                List.of(List.<String>of(), List.of("auto"), List.of("Ngrok/Auto"))) {
            assertEquals(
                    "lab:llama3.2:1b lab:gpt-4o openai:gpt-4o lab:x",
                    shown(choosing(Selection.ALL).resolve(asked)));
        }
    }

    @Test
    void leavesTheOrderToTheSelectionWhereNothingIsAskedFor() throws UnknownModelException {
        Selection reversed = Given.selecting(List::reversed);

        assertEquals(
                "lab:x openai:gpt-4o lab:gpt-4o lab:llama3.2:1b",
                shown(choosing(reversed).resolve(List.of())));
    }

    @Test
    void letsASelectionFilterAndNeitherOrderNorAddWhereModelsAreAskedFor()
            throws UnknownModelException {
        Selection some =
                Given.selecting(candidates -> {
                    var chosen = new ArrayList<>(candidates.reversed());
                    chosen.remove(new Target("openai", "gpt-4o"));
                    chosen.add(new Target("openai", "added"));
                    return chosen;
                });

        Plan plan = choosing(some).resolve(List.of("lab:y", "support", "lab:x"));

        assertEquals("lab:y lab:llama3.2:1b lab:x", shown(plan));
        assertEquals(
                List.of(
                        new Plan.Rejection(
                                "openai:gpt-4o",
                                "\"openai:gpt-4o\" is left out by model_selection",
                                Plan.Why.NOT_SELECTED)),
                plan.rejected());
    }

    @ParameterizedTest
    @CsvSource({
        "lab:y auto lab:x, lab:y lab:x lab:y2 lab:z",
        "auto lab:y, lab:x lab:y lab:y2 lab:z",
        "lab:z lab:w auto, lab:z lab:x lab:y lab:y2"
    })
    void putsWhatIsChosenWhereAutoStands(String asked, String targets)
            throws UnknownModelException {
        var selected = new AtomicInteger();
        Selection some =
                (_, named) -> {
                    selected.incrementAndGet();
                    return new Selection.Chosen(
                            Stream.of("x", "y", "y2", "z").map(m -> new Target("lab", m)).toList(),
                            List.of());
                };

        assertEquals(targets, shown(choosing(some).resolve(List.of(asked.split(" ", -1)))));
        assertEquals(1, selected.get());
    }

    @Test
    void triesAtMostFiftyOfThoseChosen() throws UnknownModelException {
        Selection many =
                (_, _) ->
                        new Selection.Chosen(
                                IntStream.range(0, 600)
                                        .mapToObj(i -> new Target("lab", "m" + i))
                                        .toList(),
                                List.of());

        assertEquals(50, choosing(many).resolve(List.of()).steps().size());
        assertEquals("lab:m599", shown(choosing(many).resolve(List.of("lab:m599"))));
    }

    @Test
    void asksNoStrategyOfNamesThatLeadNowhere() {
        Selection broken =
                (_, _) -> {
                    throw new SelectionException("not asked", List.of());
                };

        assertEquals(
                Plan.Why.UNKNOWN,
                assertThrows(
                                UnknownModelException.class,
                                () -> choosing(broken).resolve(List.of("suport")))
                        .why());
    }

    @Test
    void tellsHowTheStrategyChose() throws UnknownModelException {
        var told =
                new Evaluation(
                        Optional.empty(), "ai.models", List.of("lab:x"), 1, "", List.of(), 0);
        var chosen = new Selection.Chosen(List.of(new Target("lab", "x")), List.of(told));

        assertEquals(
                List.of(told), choosing((_, _) -> chosen).resolve(List.of("lab:x")).selection());
        assertEquals(
                List.of(told),
                assertThrows(
                                UnknownModelException.class,
                                () -> choosing((_, _) -> chosen).resolve(List.of("lab:y")))
                        .selection());
    }

    @Test
    void saysThatASelectionFailed() {
        Selection broken =
                (_, _) -> {
                    throw new SelectionException("no such function", List.of());
                };

        var failed =
                assertThrows(
                        UnknownModelException.class,
                        () -> choosing(broken).resolve(List.of("lab:x")));

        assertEquals("the model selection failed: no such function", failed.getMessage());
        assertEquals(Plan.Why.NOT_SELECTED, failed.why());
    }

    private static Resolver choosing(Selection selection) {
        return new Resolver(
                Given.settings(
                        List.of(
                                Given.standing(
                                        Standing.LISTED,
                                        "lab",
                                        new ProviderModel("llama3.2:1b", List.of("small")),
                                        new ProviderModel("gpt-4o", List.of())),
                                Given.provider(
                                        "openai",
                                        List.of(),
                                        new ProviderModel("gpt-4o", List.of("big")))),
                        new Chain("support", List.of("openai:gpt-4o", "small")),
                        new Chain("wraps", List.of("support", "lab:x")),
                        new Chain("only-small", List.of("small"))),
                id -> id.equals("known-one") ? List.of(new Target("lab", "known-1")) : List.of(),
                selection,
                new Turns());
    }

    private static String shown(Plan plan) {
        return String.join(" ", plan.targets().stream().map(Target::toString).toList());
    }
}
