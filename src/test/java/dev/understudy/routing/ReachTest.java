package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.model.Chain;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Provider.Standing;
import dev.understudy.model.Target;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What access keys' scopes let through.
final class ReachTest {
    private final Resolver resolver =
            new Resolver(
                    Given.settings(
                            List.of(
                                    Given.standing(
                                            Standing.LISTED,
                                            "lab",
                                            new ProviderModel("small", List.of("mini")),
                                            new ProviderModel("large", List.of())),
                                    Given.provider("openrouter", List.of("or"))),
                            new Chain("support", List.of("lab:large", "openrouter:a/b")),
                            new Chain("outer", List.of("support", "lab:extra")),
                            new Chain("cheap", List.of("lab:small"))));

    @ParameterizedTest
    @CsvSource({
        "openrouter:anthropic/*, openrouter:anthropic/claude, true",
        "openrouter:anthropic/*, openrouter:Anthropic/Claude, true",
        "OPENROUTER:anthropic/*, openrouter:anthropic/claude, true",
        "openrouter:anthropic/*, openrouter:openai/gpt, false",
        "openrouter:anthropic/*, lab:anthropic/claude, false",
        "openrouter:anthropic/*, lab:openrouter:anthropic/claude, false",
        "openrouter:*, openrouter:a/b:free, true",
        "anthropic/*, openrouter:anthropic/claude, true",
        "anthropic/*, openrouter:x/anthropic/claude, false",
        "small, lab:small, true",
        "small, lab:smaller, false",
        "small, lab:x:small, false",
        "*, lab:anything, true",
        "lab*, lab:x, false",
        "*mini*, lab:a-mini-b, true",
        "a*b*c, lab:a-b-c, true",
        "a*b*b, lab:ab, false",
        "aa*aa, lab:aaa, false",
        "lab:small, lab:small, true",
        "lab:(small|x), lab:small, false",
        "lab:sm.ll, lab:small, false"
    })
    void matchesModels(String pattern, String target, boolean permitted) {
        assertEquals(permitted, reach(pattern, "", "").permits(target(target)));
    }

    /// The same as a regular expression says.
    @Property(tries = 2000)
    void matchesAsAnExpressionWould(
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 7) String name,
            @ForAll("patterns") String pattern) {
        boolean expected =
                Pattern.matches(
                        Arrays.stream(pattern.split("\\*", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")),
                        "m" + name);

        assertEquals(expected, reach(pattern, "", "").permits(new Target("lab", "m" + name)));
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> patterns() {
        return net.jqwik.api.Arbitraries.strings()
                .withChars('a', 'b', '*')
                .ofMaxLength(7)
                .map(text -> "m" + text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', lab:small support mini, lab:small lab:large openrouter:a/b",
        "lab:*, '', '', lab:small openrouter:a/b support, lab:small lab:large",
        "mini, '', '', mini, lab:small",
        "or:*, '', '', or:x, openrouter:x",
        "'', support, '', support, lab:large openrouter:a/b",
        "'', outer, '', outer, lab:large openrouter:a/b lab:extra",
        "'', support, '', support lab:large lab:small, lab:large openrouter:a/b",
        "lab:small, support, '', support lab:small lab:extra cheap, lab:large openrouter:a/b lab:small",
        "'', support, lab, support, lab:large",
        "'', '', openrouter, support lab:small openrouter:x, openrouter:a/b openrouter:x",
        "'', SUPPORT, LAB, Support, lab:large",
        "'', '', lab, auto, lab:small lab:large lab:extra",
        "lab:l*, '', '', auto, lab:large",
        "'', support, '', auto, lab:large openrouter:a/b",
        "openrouter:x, '', '', auto, openrouter:x"
    })
    void plansNothingElse(
            String models, String chains, String providers, String asked, String targets)
            throws UnknownModelException {
        Plan plan =
                resolver.resolve(List.of(asked.split(" ", -1)), reach(models, chains, providers));

        assertEquals(
                targets,
                plan.targets().stream().map(Target::toString).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "lab:*, '', '', openrouter:a/b",
        "lab:nothing, '', '', support",
        "'', support, '', cheap",
        "'', support, '', lab:large",
        "'', support, '', outer",
        "'', support, nowhere, support",
        "'', '', nowhere, auto",
        "'', nowhere, '', auto",
    })
    void saysWhatMayBeUsed(String models, String chains, String providers, String asked) {
        var refused =
                assertThrows(
                        UnknownModelException.class,
                        () -> resolver.resolve(List.of(asked), reach(models, chains, providers)));

        assertEquals(Plan.Why.OUT_OF_SCOPE, refused.why());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("the access key \"agent\" may not use "), message);
        for (String allowed : List.of(models, chains, providers)) {
            assertTrue(message.contains(allowed), message);
        }
    }

    @Test
    void letsAStrategyChooseOnlyAmongWhatMayBeUsed() throws UnknownModelException {
        var choosing =
                new Resolver(
                        Given.settings(
                                List.of(
                                        Given.standing(
                                                Standing.LISTED,
                                                "lab",
                                                new ProviderModel("small", List.of()),
                                                new ProviderModel("large", List.of())))),
                        KnownModels.NONE,
                        Given.selecting(all -> List.of(all.getLast())),
                        new Turns());

        assertEquals(
                List.of(target("lab:small")),
                choosing.resolve(List.of("auto"), reach("lab:small", "", "")).targets());
        assertEquals(List.of(target("lab:large")), choosing.resolve(List.of("auto")).targets());
    }

    @Test
    void isUnboundedOnlyWithoutAnyBound() {
        assertTrue(Reach.ALL.unbounded());
        for (Reach bounded : List.of(reach("a", "", ""), reach("", "a", ""), reach("", "", "a"))) {
            assertFalse(bounded.unbounded());
        }
    }

    private static Reach reach(String models, String chains, String providers) {
        return Reach.of(new Scope(words(models), words(chains), words(providers), false), "agent");
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    }

    private static Target target(String text) {
        int colon = text.indexOf(':');
        return new Target(text.substring(0, colon), text.substring(colon + 1));
    }
}
