package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Play;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Expectation;
import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.model.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Suites of rehearsals as people write them.
@Timeout(30)
final class SuiteReaderTest {
    @Test
    void readsWhatACaseMaySay() throws Exception {
        List<RehearsalCase> cases =
                SuiteReader.read(
                        """
                        cases:
                          - name: all of it
                            chain: support
                            prompt: Say hello.
                            stream: false
                            wire: messages
                            faults: { 1: 429@2s, 2: "break@3x1" }
                            expect:
                              verdict: [rescued, safe_error]
                              target: openrouter:m
                              contains: [hello, "1"]
                              max_ms: 5_000
                              code: provider_failed
                              carried_on: true
                          - name: next to nothing
                            model: lab:m
                        """);

        assertEquals(
                List.of(
                        new RehearsalCase(
                                "all of it",
                                new Play(
                                        "support",
                                        "Say hello.",
                                        false,
                                        Wire.MESSAGES,
                                        Rehearsal.parse("1=429@2s, 2=break@3x1")),
                                new Expectation(
                                        Set.of(Verdict.RESCUED, Verdict.SAFE_ERROR),
                                        Optional.of("openrouter:m"),
                                        List.of("hello", "1"),
                                        Optional.of(Duration.ofSeconds(5)),
                                        Optional.of("provider_failed"),
                                        Optional.of(true))),
                        new RehearsalCase(
                                "next to nothing",
                                Play.of("lab:m"),
                                Expectation.of(Verdict.ANSWERED, Verdict.RESCUED))),
                cases);
    }

    @Test
    void expectsAnErrorWhereACodeIsNamed() throws Exception {
        assertEquals(
                Set.of(Verdict.SAFE_ERROR),
                SuiteReader.read("cases: [{ name: a, chain: b, expect: { code: x } }]")
                        .getFirst()
                        .expect()
                        .verdicts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "cases:\n", "cases: []"})
    void takesASuiteWithoutCases(String text) throws Exception {
        assertEquals(List.of(), SuiteReader.read(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "case: []                                      | there is no key \"case\": did you mean \"cases\"?",
                "cases: { a: b }                               | line 1, column 8: cases: expected a list",
                "cases: [a]                                    | cases[0]: expected keys and values",
                "cases: [{ chain: a }]                         | cases[0]: a case has a name",
                "cases: [{ name: a }]                          | cases[0]: a case names what it asks for",
                "cases: [{ name: a, chain: b, model: c }]      | cases[0].model: a case names a chain or a model",
                "cases: [{ name: a, chain: b }, { name: a, chain: b }] | cases[1].name: there is a case \"a\" already",
                "cases: [{ name: a, chain: b, prompt: \" \" }] | cases[0].prompt: a prompt has words",
                "cases: [{ name: a, chain: b, stream: maybe }] | cases[0].stream: expected false or true",
                "cases: [{ name: a, chain: b, wire: soap }]    | cases[0].wire: expected chat-completions or messages or responses",
                "cases: [{ name: a, chain: b, fault: x }]      | cases[0]: there is no key \"fault\": did you mean \"faults\"?",
                "cases: [{ name: a, chain: b, faults: 503 }]   | cases[0].faults: expected keys and values",
                "cases: [{ name: a, chain: b, faults: { 0: 503 } }]   | cases[0].faults.0: expected the number of a step",
                "cases: [{ name: a, chain: b, faults: { 1: 200 } }]   | line 1, column 43: cases[0].faults.1: \"200\" is no fault",
                "cases: [{ name: a, chain: b, faults: { 1: \"503, 2=503\" } }] | is no fault",
                "cases: [{ name: a, chain: b, faults: { 1: [503] } }] | cases[0].faults.1: expected a status",
                "cases: [{ name: a, chain: b, faults: { 1: 503, 1: 500 } }] | \"1\" stands twice",
                "cases: [{ name: a, chain: b, expect: rescued }]      | cases[0].expect: expected keys and values",
                "cases: [{ name: a, chain: b, expect: { verdict: fine } }] | cases[0].expect.verdict: expected answered or broken or complete",
                "cases: [{ name: a, chain: b, expect: { verdict: {} } }] | cases[0].expect.verdict: expected answered",
                "cases: [{ name: a, chain: b, expect: { contains: [[]] } }] | cases[0].expect.contains: expected a piece",
                "cases: [{ name: a, chain: b, expect: { max_ms: 0 } }] | cases[0].expect.max_ms: expected a number from 1",
                "cases: &a [*a]                                | anchors and aliases are not used here",
                "cases: !!java.net.URL [x]                     | tags are not used here",
                "cases: [                                      | not valid YAML"
            })
    void tellsWhatIsWrongAndWhere(String text, String told) {
        var e = assertThrows(InvalidSettingsException.class, () -> SuiteReader.read(text));

        assertTrue(e.problems().getFirst().toString().contains(told), e.problems().toString());
    }

    @Test
    void tellsEveryProblemAtOnce() {
        var e =
                assertThrows(
                        InvalidSettingsException.class,
                        () ->
                                SuiteReader.read(
                                        """
                                        cases:
                                          - name: a
                                            chain: b
                                            faults: { 1: bang }
                                          - name: a
                                            chain: b
                                            wire: soap
                                        """));

        assertEquals(List.of(4, 5, 7), e.problems().stream().map(Problem::line).sorted().toList());
    }

    @Test
    void boundsWhatItTakes() {
        String many = "cases:\n" + "  - { name: a, chain: b }\n".repeat(1_001);

        var e = assertThrows(InvalidSettingsException.class, () -> SuiteReader.read(many));
        assertEquals(1, e.problems().size());
        assertThrows(
                InvalidSettingsException.class,
                () -> SuiteReader.read("cases: " + "[".repeat(100) + "]".repeat(100)));
    }
}
