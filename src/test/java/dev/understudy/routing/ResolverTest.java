package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Additions;
import dev.understudy.model.Chain;
import dev.understudy.model.GatewaySettings.Restrictions;
import dev.understudy.model.KeyStyle;
import dev.understudy.model.ModelFacts;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Provider.Standing;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import dev.understudy.model.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    @CsvSource({
        "openrouter:a/b, openrouter",
        "Open-AI:gpt-4o, openai",
        "big, openai",
        "small, lab",
        "support, openai",
        "outer, lab",
        "a/b, ''",
        "gone, ''",
        "loop, ''",
        "circle, ''",
        "auto, ''",
        "'', ''"
    })
    void knowsWhichProviderIsNamedFirst(String name, String provider) {
        List<String> asked = name.isEmpty() ? List.of() : List.of(name, "openrouter:x");

        assertEquals(provider, resolver.firstNamed(asked).orElse(""));
    }

    @Test
    void knowsWhichProviderIsNamedFirstWhoeversTurnItIs() {
        var weighted =
                new Resolver(
                        Given.settings(
                                List.of(
                                        Given.provider("a", List.of()),
                                        Given.provider("b", List.of())),
                                Chain.of(
                                        "split",
                                        List.of("a:x", "b:x"),
                                        StepRules.STANDARD,
                                        List.of(1, 9))));

        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.of("a"), weighted.firstNamed(List.of("split")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openrouter:anthropic/claude-3.5-sonnet|openrouter:anthropic/claude-3.5-sonnet",
                "openrouter:meta-llama/llama-3:free|openrouter:meta-llama/llama-3:free",
                "OpenRouter:A/B|openrouter:A/B",
                "open-router:a/b|openrouter:a/b",
                "open-ai:gpt-5-preview|openai:gpt-5-preview",
                "OPEN-AI:GPT-4o|openai:gpt-4o",
                "SUPPORT|openai:gpt-4o lab:llama3.2:1b",
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
        Plan plan = resolver.resolve(List.of("gone"));

        assertEquals("lab:x", shown(plan));
        assertEquals(
                List.of(new Plan.Rejection("nowhere:x", "\"nowhere\" is no provider here")),
                plan.rejected());
    }

    @Test
    void leavesALoopOfChainsAfterOneRound() throws UnknownModelException {
        Plan plan = resolver.resolve(List.of("loop"));

        assertEquals("lab:x lab:z lab:y", shown(plan));
        assertEquals(
                List.of(new Plan.Rejection("loop", "the chain \"loop\" leads back to itself")),
                plan.rejected());
    }

    @Test
    void givesEachTargetTheRulesOfTheInnermostChain() throws UnknownModelException {
        var inner =
                new StepRules(
                        Optional.of(Duration.ofSeconds(2)), OnStreamBreak.FAIL, OnRefusal.NEXT);
        var named =
                new Resolver(
                        Given.settings(
                                List.of(Given.provider("lab", List.of())),
                                new Chain("outer", List.of("lab:x", "inner")),
                                Chain.of("inner", List.of("lab:y"), inner, List.of())));

        assertEquals(
                List.of(StepRules.STANDARD, inner, StepRules.STANDARD),
                named.resolve(List.of("outer", "lab:z")).steps().stream()
                        .map(Plan.Step::rules)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, listed:a, ''",
        "true, false, listed:x, ''",
        "true, false, built:a, the provider \"built\" is not allowed: only_allow_configured_providers is set",
        "false, true, listed:a, ''",
        "false, true, built:a, ''",
        "false, true, listed:x, the model \"listed:x\" is not allowed: only_allow_configured_models is set",
        "true, true, listed:a, ''",
        "true, true, built:a, the provider \"built\" is not allowed",
        "false, false, off:a, the provider \"off\" is switched off",
        "false, false, listed:b, the model \"listed:b\" is switched off",
        "false, false, b, the model \"listed:b\" is switched off"
    })
    void letsThroughWhatTheSettingsAllow(
            boolean providers, boolean models, String name, String refusal) {
        var restricted =
                new Resolver(
                        Given.restricted(
                                new Restrictions(providers, models),
                                List.of(
                                        Given.standing(
                                                Standing.LISTED,
                                                "listed",
                                                new ProviderModel("a", List.of()),
                                                new ProviderModel(
                                                        "b",
                                                        List.of(),
                                                        true,
                                                        Set.of(),
                                                        ModelFacts.NONE)),
                                        Given.standing(
                                                Standing.BUILT_IN,
                                                "built",
                                                new ProviderModel("a", List.of())),
                                        Given.standing(Standing.DISABLED, "off"))));
        String said = "";
        try {
            restricted.resolve(List.of(name));
        } catch (UnknownModelException e) {
            said = String.valueOf(e.getMessage());
        }
        assertTrue(refusal.isEmpty() ? said.isEmpty() : said.startsWith(refusal), said);
    }

    @Test
    void prefersAProviderOfTheFileToTheNameOfABuiltInOne() throws UnknownModelException {
        var regional =
                new Provider(
                        "openai-eu",
                        List.of("openai"),
                        "",
                        URI.create("http://127.0.0.1/v1"),
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        KeyStyle.BEARER,
                        "",
                        List.of(),
                        Additions.NONE,
                        Standing.LISTED,
                        Provider.About.NONE);

        assertEquals(
                "openai-eu:x",
                shown(
                        new Resolver(
                                        Given.settings(
                                                List.of(
                                                        Given.provider("openai", List.of()),
                                                        regional)))
                                .resolve(List.of("openai:x"))));
    }

    @Test
    void letsTheTargetsOfAChainComeFirstInTurnsByTheirWeights() throws UnknownModelException {
        Turns turns = new Turns();
        Resolver weighted = weighted(turns, List.of(2, 1, 1));

        var plans = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            assertEquals(weighted.preview(List.of("outer")), weighted.preview(List.of("outer")));
            plans.add(shown(weighted.resolve(List.of("outer"))));
            weighted = weighted(turns, List.of(2, 1, 1)); // as when settings are read again
        }

        assertEquals(
                List.of(
                        "lab:x lab:a lab:b lab:c",
                        "lab:x lab:b lab:a lab:c",
                        "lab:x lab:c lab:a lab:b",
                        "lab:x lab:a lab:b lab:c"),
                plans);
    }

    @Test
    void saysWhatAWeightIsAndWhoseTurnItIs() throws UnknownModelException {
        Resolver weighted = weighted(new Turns(), List.of(1, 5, 1));

        assertEquals(
                List.of(
                        "target 2 of the chain \"split\" (weight 5 of 7, whose turn it is to come first)",
                        "target 1 of the chain \"split\" (weight 1 of 7)",
                        "target 3 of the chain \"split\" (weight 1 of 7)"),
                weighted.preview(List.of("split")).steps().stream()
                        .map(Plan.Step::reason)
                        .toList());
    }

    private static Resolver weighted(Turns turns, List<Integer> weights) {
        return new Resolver(
                Given.settings(
                        List.of(Given.provider("lab", List.of())),
                        new Chain("outer", List.of("lab:x", "split")),
                        Chain.of(
                                "split",
                                List.of("lab:a", "lab:b", "lab:c"),
                                StepRules.STANDARD,
                                weights)),
                KnownModels.NONE,
                Selection.ALL,
                turns);
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
                "suport|\"suport\" is neither a chain nor a known model: did you mean \"support\"?; a provider's model is written provider:model",
                "xyzzy|\"xyzzy\" is neither a chain nor a known model; a provider's model is written provider:model",
                ":x|\":x\" is neither a chain nor a known model; a provider's model is written provider:model",
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
    void saysHowToNameAModelWhereNoneIsAskedForAndNoneConfigured() {
        var bare = new Resolver(Given.settings(List.of(Given.provider("lab", List.of()))));

        for (List<String> asked : List.of(List.<String>of(), List.of("auto"))) {
            assertEquals(
                    "the request names no model, and none is configured: set \"model\" to provider:model, such as openrouter:openai/gpt-4o-mini, or add a chain or models to gateway.yaml",
                    assertThrows(UnknownModelException.class, () -> bare.resolve(asked))
                            .getMessage());
        }
    }

    private static String shown(Plan plan) {
        return String.join(" ", plan.targets().stream().map(Target::toString).toList());
    }
}
