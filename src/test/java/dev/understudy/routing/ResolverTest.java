package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Chain;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
final class ResolverTest {
    private final Resolver resolver =
            new Resolver(
                    Given.settings(
                            List.of(
                                    Given.provider("openrouter", List.of("open-router")),
                                    Given.provider(
                                            "openai",
                                            List.of("Open-AI"),
                                            new ProviderModel("gpt-4o", List.of("big"))),
                                    Given.provider(
                                            "lab",
                                            List.of(),
                                            new ProviderModel("llama3.2:1b", List.of("small")),
                                            new ProviderModel(
                                                    "meta-llama/llama-3.3-70b", List.of()),
                                            new ProviderModel("gpt-4o", List.of()))),
                            new Chain("support", List.of("openai:gpt-4o", "small")),
                            new Chain("outer", List.of("lab:x", "support", "lab:y")),
                            new Chain("gone", List.of("nowhere:x", "lab:x")),
                            new Chain("loop", List.of("lab:x", "knot", "lab:y")),
                            new Chain("knot", List.of("loop", "lab:z")),
                            new Chain("circle", List.of("circle"))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openrouter:anthropic/claude-3.5-sonnet|openrouter:anthropic/claude-3.5-sonnet",
                "openrouter:meta-llama/llama-3:free|openrouter:meta-llama/llama-3:free",
                "OpenRouter:A/B|openrouter:A/B",
                "open-router:a/b|openrouter:a/b",
                "open-ai:gpt-5-preview|openai:gpt-5-preview",
                "OPEN-AI:GPT-4o|openai:GPT-4o",
                "openai:openai/gpt-5.5|openai:openai/gpt-5.5",
                "openai:big|openai:gpt-4o",
                "openai::x|openai::x",
                "openai: x |openai: x ",
                "lab:small|lab:llama3.2:1b",
                "llama3.2:1b|lab:llama3.2:1b",
                "small|lab:llama3.2:1b",
                "SMALL|lab:llama3.2:1b",
                "meta-llama/llama-3.3-70b|lab:meta-llama/llama-3.3-70b",
                "big|openai:gpt-4o",
                "gpt-4o|openai:gpt-4o lab:gpt-4o",
                "GPT-4o|openai:gpt-4o lab:gpt-4o",
                "support|openai:gpt-4o lab:llama3.2:1b",
                "outer|lab:x openai:gpt-4o lab:llama3.2:1b lab:y"
            })
    void leadsANameToItsTargets(String name, String targets) throws UnknownModelException {
        assertEquals(targets, shown(resolver.resolve(List.of(name))));
        assertEquals(List.of(), resolver.resolve(List.of(name)).rejected());
    }

    @Test
    void prefersAChainToAModelOfItsName() throws UnknownModelException {
        var named =
                new Resolver(
                        Given.settings(
                                List.of(
                                        Given.provider(
                                                "lab",
                                                List.of(),
                                                new ProviderModel("m", List.of()))),
                                new Chain("m", List.of("lab:other"))));

        assertEquals("lab:other", shown(named.resolve(List.of("m"))));
    }

    @Test
    void triesEachTargetOnceInTheOrderAskedFor() throws UnknownModelException {
        assertEquals(
                "lab:x lab:llama3.2:1b openai:gpt-4o",
                shown(resolver.resolve(List.of("lab:x", "lab:small", "support", "LAB:x"))));
    }

    @Test
    void keepsTheOtherTargetsOfAChainThatNamesAnUnknownOne() throws UnknownModelException {
        assertEquals(
                new Plan(
                        List.of(new Target("lab", "x")),
                        List.of(
                                new Plan.Rejection(
                                        "nowhere:x", "\"nowhere\" is no provider here"))),
                resolver.resolve(List.of("gone")));
    }

    @Test
    void leavesALoopOfChainsAfterOneRound() throws UnknownModelException {
        assertEquals(
                new Plan(
                        List.of(
                                new Target("lab", "x"),
                                new Target("lab", "z"),
                                new Target("lab", "y")),
                        List.of(
                                new Plan.Rejection(
                                        "loop", "the chain \"loop\" leads back to itself"))),
                resolver.resolve(List.of("loop")));
    }

    @Test
    void expandsChainsThatNameEachOtherManyTimesInNoTime() throws UnknownModelException {
        var chains = new ArrayList<Chain>();
        for (int i = 0; i < 40; i++) {
            chains.add(new Chain("c" + i, Collections.nCopies(10, "c" + (i + 1))));
        }
        chains.add(new Chain("c40", List.of("lab:x")));
        var deep =
                new Resolver(
                        Given.settings(
                                List.of(Given.provider("lab", List.of())),
                                chains.toArray(Chain[]::new)));

        assertEquals("lab:x", shown(deep.resolve(List.of("c0"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anthropic/claude-3.5-sonnet|\"anthropic/claude-3.5-sonnet\" does not say which provider to use: write \"openrouter:anthropic/claude-3.5-sonnet\"",
                "meta-llama/llama-3:free|\"meta-llama/llama-3:free\" does not say which provider to use: write \"openrouter:meta-llama/llama-3:free\"",
                "openroutr:a/b|\"openroutr\" is no provider here: did you mean \"openrouter:a/b\"?",
                "xyzzy:a/b|\"xyzzy\" is no provider here",
                "openai:|\"openai:\" names a provider and no model: write openai:model",
                "'openai: '|\"openai: \" names a provider and no model: write openai:model",
                "suport|\"suport\" is neither a chain nor a configured model: did you mean \"support\"?; a provider's model is written provider:model",
                "xyzzy|\"xyzzy\" is neither a chain nor a configured model; a provider's model is written provider:model",
                ":x|\":x\" is neither a chain nor a configured model; a provider's model is written provider:model",
                "circle|the chain \"circle\" leads back to itself"
            })
    void saysWhatToWriteInsteadOfAnUnknownName(String name, String reason) {
        var unknown =
                assertThrows(UnknownModelException.class, () -> resolver.resolve(List.of(name)));

        assertEquals(reason, unknown.getMessage());
        assertEquals(List.of(new Plan.Rejection(name, reason)), unknown.rejected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ":", "/", "x:", ":x", "x/", "/x"})
    void saysSoOfLongNamesToo(String part) {
        for (String name : List.of(part.repeat(5_000), "y".repeat(300) + part)) {
            var unknown =
                    assertThrows(
                            UnknownModelException.class, () -> resolver.resolve(List.of(name)));

            assertTrue(String.valueOf(unknown.getMessage()).length() < 700);
        }
    }

    @Test
    void saysHowToNameAModelWhereNoneIsAskedFor() {
        var unknown = assertThrows(UnknownModelException.class, () -> resolver.resolve(List.of()));

        assertEquals(
                "the request names no model: set \"model\" to a chain or to provider:model, such as openrouter:openai/gpt-4o-mini",
                unknown.getMessage());
    }

    private static String shown(Plan plan) {
        return String.join(" ", plan.targets().stream().map(Target::toString).toList());
    }
}
