package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Chain;
import dev.understudy.model.ChainStep;
import dev.understudy.model.ChainStep.Own;
import dev.understudy.model.Parameter;
import dev.understudy.model.StepParameters;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import dev.understudy.model.Waits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChainsDocumentTest {
    private static final String FILE =
            """
            # The desk's own gateway.
            providers:
              - { id: lab, base_url: "http://127.0.0.1:9/v1", api_keys: [ { id: main, value: a } ] }
            chains:
              # for people
              - id: support   # asked by the help desk
                targets:
                  - "lab:a"   # near
                  # far away
                  - { target: "lab:b", hedge_after: 2s } # slow
                  - "lab:c"
                weights: [ 3, 2, 1 ]
              - id: both
                targets: [ Support, { target: support, disabled: true }, "lab:d" ]
                hedge_after: 1s # quick

            total_timeout: 2m # all attempts
            """;

    /// One change.
    @FunctionalInterface
    private interface Edit {
        void on(ChainsDocument document) throws SettingsEditException;
    }

    private static String edited(String text, Edit edit) throws SettingsEditException {
        var document = new ChainsDocument(text);
        edit.on(document);
        return document.text();
    }

    private static void changes(Edit edit, String from, String to) throws SettingsEditException {
        assertTrue(FILE.contains(from), from);
        assertEquals(FILE.replace(from, to), edited(FILE, edit));
    }

    private static List<Chain> chains(String text) throws InvalidSettingsException {
        return new SettingsReader(BuiltInProviders.all(), Map.<String, String>of()::get)
                .read(text)
                .settings()
                .chains();
    }

    private static void refuses(String why, Edit edit) throws SettingsEditException {
        var document = new ChainsDocument(FILE);
        var refused = assertThrows(SettingsEditException.class, () -> edit.on(document));
        assertEquals(why, refused.getMessage());
    }

    @Test
    void makesChainsBehindTheOthers() throws Exception {
        String made = edited(FILE, it -> it.create("drafts", List.of("lab:x", "support")));

        assertTrue(
                made.contains(
                        """
                            hedge_after: 1s # quick
                          - id: drafts
                            targets: ["lab:x", support]
                        """),
                made);
        assertEquals(new Chain("drafts", List.of("lab:x", "support")), chains(made).getLast());
        assertEquals(
                List.of(new Chain("first", List.of("openai:demo"))),
                chains(edited("", it -> it.create("first", List.of("openai:demo")))));
    }

    @Test
    void copiesAChainAsItIsWritten() throws Exception {
        String made = edited(FILE, it -> it.duplicate("support", "support-2"));

        assertEquals(
                FILE.replace(
                        "  - id: both",
                        """
                        - id: support-2   # asked by the help desk
                          targets:
                            - "lab:a"   # near
                            # far away
                            - { target: "lab:b", hedge_after: 2s } # slow
                            - "lab:c"
                          weights: [ 3, 2, 1 ]
                        """
                                        .indent(2)
                                + "  - id: both"),
                made);
        List<Chain> all = chains(made);
        assertEquals(all.get(0).steps(), all.get(1).steps());
    }

    @Test
    void copiesAChainWithinBrackets() throws Exception {
        String flow = "chains: [ { id: a, targets: [ 'openai:demo' ] } ]\n";

        assertEquals(
                "chains: [ { id: a, targets: [ 'openai:demo' ] }, { id: b, targets: [ 'openai:demo' ] } ]\n",
                edited(flow, it -> it.duplicate("a", "b")));
        assertEquals(
                "chains:\n  - id: a\n    targets: [ x ]\n  - id: b\n    targets: [ x ]",
                edited("chains:\n  - id: a\n    targets: [ x ]", it -> it.duplicate("a", "b"))
                        .strip());
    }

    @Test
    void takesChainsAway() throws Exception {
        changes(
                it -> it.delete("both"),
                """
                  - id: both
                    targets: [ Support, { target: support, disabled: true }, "lab:d" ]
                    hedge_after: 1s # quick
                """,
                "");
        refuses(
                "The chain both leads to support: take it out there first.",
                it -> it.delete("support"));
    }

    @Test
    void renamesWhereverAChainIsNamed() throws Exception {
        String renamed = edited(FILE, it -> it.rename("support", "help"));

        assertEquals(
                FILE.replace("- id: support  ", "- id: help  ")
                        .replace("[ Support, { target: support,", "[ help, { target: help,"),
                renamed);
        changes(it -> it.rename("both", "Both"), "id: both", "id: Both");
    }

    @Test
    void putsStepsAtTheirPlace() throws Exception {
        changes(
                it -> it.insert("support", 1, List.of("lab:x", "lab:y")),
                """
                      # far away
                      - { target: "lab:b", hedge_after: 2s } # slow
                      - "lab:c"
                    weights: [ 3, 2, 1 ]
                """,
                """
                      - "lab:x"
                      - "lab:y"
                      # far away
                      - { target: "lab:b", hedge_after: 2s } # slow
                      - "lab:c"
                    weights: [ 3, 1, 1, 2, 1 ]
                """);
        changes(
                it -> it.insert("both", 3, List.of("lab:x")),
                "\"lab:d\" ]",
                "\"lab:d\", \"lab:x\" ]");
    }

    @Test
    void movesStepsWithTheirCommentsAndWeights() throws Exception {
        changes(
                it -> it.move("support", 2, 0),
                """
                      - "lab:a"   # near
                      # far away
                      - { target: "lab:b", hedge_after: 2s } # slow
                      - "lab:c"
                    weights: [ 3, 2, 1 ]
                """,
                """
                      - "lab:c"
                      - "lab:a"   # near
                      # far away
                      - { target: "lab:b", hedge_after: 2s } # slow
                    weights: [ 1, 3, 2 ]
                """);
    }

    @Test
    void takesStepsAwayWithTheirWeights() throws Exception {
        changes(
                it -> it.remove("support", 2),
                "      - \"lab:c\"\n    weights: [ 3, 2, 1 ]",
                "    weights: [ 3, 2 ]");
        var document = new ChainsDocument("chains: [ { id: a, targets: [ x ] } ]");
        assertThrows(SettingsEditException.class, () -> document.remove("a", 0));
    }

    private static ChainStep step(String target, Own own) {
        return new ChainStep(target, own, OptionalInt.empty(), false);
    }

    private static Own hedged(Duration wait) {
        return new Own(
                Optional.of(wait),
                Optional.empty(),
                Optional.empty(),
                Waits.USUAL,
                List.of(),
                StepParameters.NONE);
    }

    @Test
    void aStepThatSaysMoreThanItsTargetHasKeysAndValues() throws Exception {
        changes(
                it -> it.replace("support", 0, step("lab:a", hedged(Duration.ofMillis(1_500)))),
                "- \"lab:a\"   # near",
                "- { target: \"lab:a\", hedge_after: 1500ms }   # near");
        changes(
                it -> it.replace("support", 1, ChainStep.of("lab:b")),
                "{ target: \"lab:b\", hedge_after: 2s } # slow",
                "\"lab:b\" # slow");
        changes(
                it -> it.replace("support", 1, step("lab:z", hedged(Duration.ofSeconds(2)))),
                "\"lab:b\"",
                "\"lab:z\"");
        changes(
                it -> it.replace("both", 1, ChainStep.of("support")),
                "{ target: support, disabled: true }",
                "support");
        changes(
                it -> it.replace("support", 0, ChainStep.of("lab:new")),
                "\"lab:a\"   # near",
                "\"lab:new\"   # near");
    }

    @Test
    void writesAllThatAStepCanSay() throws Exception {
        var own =
                new Own(
                        Optional.of(Duration.ofSeconds(90)),
                        Optional.of(OnStreamBreak.FAIL),
                        Optional.of(OnRefusal.NEXT),
                        new Waits(
                                Optional.of(Duration.ofMinutes(2)),
                                Optional.of(Duration.ofHours(1)),
                                Optional.of(Duration.ofSeconds(7_200).plusMillis(5))),
                        List.of("main"),
                        new StepParameters(
                                Map.of(
                                        Parameter.TEMPERATURE,
                                        new BigDecimal("0.2"),
                                        Parameter.SEED,
                                        new BigDecimal("7")),
                                OptionalLong.of(900),
                                List.of("END", "\n\n", "yes"),
                                Map.of(
                                        "provider",
                                        "{\"order\":[\"a\",\"b\"],\"deep\":{\"on\":true,\"no\":null,\"n\":1.5}}")));
        var wanted = new ChainStep("lab:b", own, OptionalInt.empty(), true);

        String text = edited(FILE, it -> it.replace("support", 1, wanted));

        assertEquals(wanted, chains(text).getFirst().steps().get(1));
        assertEquals(
                text,
                edited(text, it -> it.replace("support", 1, wanted)),
                "what is said already is left as it is written");
        assertEquals(
                ChainStep.of("lab:b"),
                chains(edited(text, it -> it.replace("support", 1, ChainStep.of("lab:b"))))
                        .getFirst()
                        .steps()
                        .get(1));
    }

    @Test
    void changesOnlyTheParametersThatAreDifferent() throws Exception {
        String text =
                """
                chains:
                  - id: a
                    targets:
                      - target: "openai:demo"
                        parameters:
                          temperature: 0.20 # as tried
                          max_tokens: 1_000
                          stop: END
                """;
        StepParameters before = chains(text).getFirst().steps().getFirst().own().parameters();
        var after =
                new StepParameters(
                        before.numbers(),
                        OptionalLong.empty(),
                        before.stops(),
                        Map.of("user", "1"));

        String changed =
                edited(
                        text,
                        it ->
                                it.replace(
                                        "a",
                                        0,
                                        step(
                                                "openai:demo",
                                                new Own(
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Waits.USUAL,
                                                        List.of(),
                                                        after))));

        assertEquals(
                text.replace("          max_tokens: 1_000\n", "") + "          user: 1\n", changed);
    }

    @Test
    void givesAWeightToTheChainsWhereItHasSome() throws Exception {
        var step = new ChainStep("lab:c", Own.NOTHING, OptionalInt.of(9), false);
        changes(it -> it.replace("support", 2, step), "[ 3, 2, 1 ]", "[ 3, 2, 9 ]");
        var own = new ChainStep("lab:d", Own.NOTHING, OptionalInt.of(9), false);
        changes(
                it -> it.replace("both", 2, own),
                "\"lab:d\" ]",
                "{ target: \"lab:d\", weight: 9 } ]");
    }

    @Test
    void writesRulesThatAreNotTheUsualOnes() throws Exception {
        var rules =
                new StepRules(
                        Optional.empty(),
                        OnStreamBreak.FAIL,
                        OnRefusal.STOP,
                        new Waits(
                                Optional.empty(),
                                Optional.of(Duration.ofSeconds(8)),
                                Optional.empty()),
                        List.of(),
                        StepParameters.NONE);
        changes(
                it -> it.setRules("both", rules),
                "    hedge_after: 1s # quick\n",
                "    first_token_timeout: 8s\n    on_stream_break: fail\n");
        assertEquals(
                FILE.replace("    hedge_after: 1s # quick\n", ""),
                edited(
                        edited(FILE, it -> it.setRules("both", rules)),
                        it -> it.setRules("both", StepRules.STANDARD)));
    }

    @Test
    void worksInsideATrafficPolicy() throws Exception {
        String policy =
                """
                on_http_request:
                  - actions:
                      - type: ai-gateway
                        config:
                          # ours
                          chains:
                            - id: a
                              targets: [ "openai:demo" ] # one
                """;

        assertEquals(
                policy.replace("\"openai:demo\" ]", "\"openai:demo\", \"openai:b\" ]"),
                edited(policy, it -> it.insert("A", 1, List.of("openai:b"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    both      | There is a chain both already: choose another name.
                    SUPPORT   | There is a chain SUPPORT already: choose another name.
                    a b       | A chain's name is 1 to 64 letters, digits, dots, dashes or underscores.
                    """)
    void refusesNamesThatCannotBe(String name, String why) throws Exception {
        refuses(why, it -> it.create(name, List.of("lab:a")));
        refuses(why, it -> it.duplicate("support", name));
    }

    @Test
    void refusesWhatChainsCannotHave() throws Exception {
        refuses("There is no chain none any more.", it -> it.move("none", 0, 1));
        refuses(
                "The chain support has no step 4 any more: look at it anew.",
                it -> it.remove("support", 3));
        refuses(
                "A chain has at most 10 steps: put the others into a chain of their own, and let support lead to it.",
                it -> it.insert("support", 0, List.of("a", "b", "c", "d", "e", "f", "g", "h")));
        refuses(
                "The chain both leads to support already, so it cannot be a step of it.",
                it -> it.insert("support", 0, List.of("both")));
        refuses(
                "A chain cannot lead to itself: choose another target for both.",
                it -> it.replace("both", 2, ChainStep.of("BOTH")));
        refuses(
                "A chain needs a target: choose a model first.",
                it -> it.create("empty", List.of()));
    }
}
