package dev.understudy.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.client.RequestTrace.Try;
import dev.understudy.gateway.Http;
import dev.understudy.model.Play;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Expectation;
import dev.understudy.model.RehearsalCase.Verdict;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

/// Reports of runs, with names and texts that do their worst.
final class ReportTest {
    private static final String HOSTILE =
            "]]><b>|`*_[x](y)&amp;\u0000\u001b[31m\ud800 \ufffe \"'\n# 🎭 <!--";

    private static Outcome outcome(Verdict verdict, String served, String text) {
        return new Outcome(
                verdict,
                "because",
                "rh_1",
                List.of("a:m", "b:m"),
                List.of(
                        new Try(
                                "a:m",
                                "main",
                                Duration.ZERO,
                                Duration.ofMillis(20),
                                Optional.empty(),
                                "failed",
                                "rate_limited",
                                429,
                                "next_target",
                                Optional.empty()),
                        new Try(
                                served,
                                "",
                                Duration.ofMillis(30),
                                Duration.ofMillis(470),
                                Optional.of(Duration.ofMillis(100)),
                                "completed",
                                "",
                                0,
                                "",
                                Optional.of(new BigDecimal("0.000012")))),
                Optional.of(served),
                new Outcome.Sight(
                        200,
                        text,
                        List.of(),
                        "",
                        "",
                        Optional.of("stop"),
                        Optional.empty(),
                        Duration.ZERO),
                Duration.ofMillis(500),
                Optional.of(new BigDecimal("0.000012")));
    }

    private static Report report() {
        Play play = Play.of("duo").with(Rehearsal.parse("1=429"));
        var passed =
                CaseResult.of(
                        new RehearsalCase("good", play, Expectation.of(Verdict.RESCUED)),
                        outcome(Verdict.RESCUED, "b:m", "Hello"));
        var failed =
                CaseResult.of(
                        new RehearsalCase(
                                HOSTILE,
                                play,
                                new Expectation(
                                        Set.of(Verdict.RESCUED),
                                        Optional.of("b:m"),
                                        List.of("Hello", HOSTILE),
                                        Optional.of(Duration.ofMillis(400)),
                                        Optional.of("code"),
                                        Optional.of(true))),
                        outcome(Verdict.BROKEN, HOSTILE, "Hello"));
        return new Report(
                HOSTILE, new CaseRun.Results(List.of(passed, failed), 1, Optional.empty()));
    }

    @Test
    void tellsEverythingThatDidNotHold() {
        List<String> misses = report().results().played().getLast().misses();

        assertEquals(6, misses.size(), misses.toString());
        assertEquals("expected rescued, was broken: because", misses.getFirst());
        assertEquals("expected another target to carry the answer on, none did", misses.get(2));
        assertEquals("expected an end within 400 ms, took 500 ms", misses.get(4));
        assertEquals("expected the code code, got none", misses.getLast());
    }

    @Test
    void writesXmlThatAnyParserReads() throws Exception {
        Element root =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(report().junit())))
                        .getDocumentElement();

        assertEquals("3", root.getAttribute("tests"));
        assertEquals("1", root.getAttribute("failures"));
        assertEquals("1", root.getAttribute("skipped"));
        assertEquals("1.000", root.getAttribute("time"));
        assertEquals(3, root.getElementsByTagName("testcase").getLength());
        assertEquals(1, root.getElementsByTagName("failure").getLength());
        String name =
                ((Element) root.getElementsByTagName("testcase").item(1)).getAttribute("name");
        assertTrue(name.startsWith("]]><b>|`*_[x](y)&amp;\ufffd\ufffd[31m\ufffd \ufffd \"'"), name);
        assertTrue(name.endsWith("🎭 <!--"), name);
    }

    @Test
    void writesJsonWithTimesAndCosts() {
        JsonNode root = Http.json(report().json());

        assertEquals(false, root.path("passed").asBoolean());
        assertEquals(1, root.path("not_played").asInt());
        JsonNode good = root.at("/cases/0");
        assertEquals("1=429", good.path("faults").asString());
        assertEquals(30.0, good.path("lost_ms").asDouble());
        assertEquals("rate_limited", good.at("/attempts/0/reason").asString());
        assertTrue(report().json().contains("\"cost_usd\" : 0.000012"), report().json());
        assertFalse(report().json().contains("Hello\""), "an answer's text is in the report");
    }

    @Test
    void writesMarkdownThatStaysATable() {
        List<String> lines = report().markdown().lines().toList();

        assertEquals(4, lines.stream().filter(line -> line.startsWith("|")).count());
        assertEquals("1 of 2 as expected, 1 not played.", lines.get(2));
        String row = lines.get(7);
        assertEquals(10, row.split("(?<!\\\\)\\|", -1).length - 1, row);
        assertFalse(report().markdown().contains("<b>"));
        assertFalse(report().markdown().contains("\u001b"));
        assertTrue(
                lines.get(6)
                        .equals(
                                "| ✓ | good | 1=429 | rescued | b:m | a:m rate\\_limited 429 → b:m | 0.50 s | 0.03 s | 0.000012 USD |"),
                lines.get(6));
    }
}
