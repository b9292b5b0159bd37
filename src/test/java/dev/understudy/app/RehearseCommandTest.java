package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.app.GivenProgram.Result;
import dev.understudy.gateway.Http;
import dev.understudy.gateway.TestGateway;
import dev.understudy.model.AccessTerms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// `understudy rehearse`: what it prints, writes and returns.
@Timeout(120)
final class RehearseCommandTest {
    private static final String SETTINGS =
            """
            first_token_timeout: 1s
            stream_idle_timeout: 1s
            chains:
              - { id: duo, targets: ["sandbox:fb-ok", "sandbox:text-60"] }
              - { id: solo, targets: ["sandbox:fb-ok"] }
            """;

    @TempDir Path home;
    private Path suite;

    @BeforeEach
    void settings() throws IOException {
        Files.writeString(home.resolve("gateway.yaml"), SETTINGS);
        suite = home.resolve("rehearsals.yaml");
    }

    @Test
    void returnsZeroIfAllGoesAsExpected() throws Exception {
        Files.writeString(
                suite,
                """
                cases:
                  - { name: plain, model: "sandbox:fb-ok", expect: { verdict: answered, contains: word60 } }
                  - { name: rescued, chain: duo, faults: { 1: 503 }, expect: { verdict: rescued, target: "sandbox:text-60", max_ms: 20000 } }
                  - { name: refused, chain: duo, wire: messages, stream: false, faults: { 1: refusal }, expect: { code: content_policy_violation } }
                  - { name: carried on, chain: duo, wire: responses, faults: { 1: "break@9" }, expect: { verdict: rescued } }
                """);

        Result result = run("rehearse", suite.toString());

        assertEquals(0, result.exit(), result.out() + result.err());
        assertEquals(5, result.out().lines().count(), result.out());
        assertTrue(result.out().contains("ok    rescued  rescued in "), result.out());
        assertEquals("4 of 4 as expected", result.lastLine());
        assertTrue(result.err().contains("2/4 rescued …"), result.err());
    }

    @Test
    void returnsOneIfSomeDoNotAndReportsThem() throws Exception {
        Files.writeString(
                suite,
                """
                cases:
                  - { name: 'a <hostile> & "quoted" name', chain: solo, faults: { 1: 503 } }
                  - { name: fine, chain: solo }
                """);
        Path junit = home.resolve("junit.xml");
        Path markdown = home.resolve("report.md");
        Path json = home.resolve("report.json");

        Result result =
                run(
                        "rehearse",
                        suite.toString(),
                        "--junit",
                        junit.toString(),
                        "--report",
                        markdown.toString());
        run("rehearse", suite.toString(), "--report", json.toString());

        assertEquals(1, result.exit(), result.err());
        assertTrue(
                result.out()
                        .contains(
                                "expected answered or rescued, was safe_error: the error provider_failed"),
                result.out());
        assertEquals("1 of 2 as expected", result.lastLine());
        Element root = xml(Files.readString(junit)).getDocumentElement();
        assertEquals("rehearsals.yaml", root.getAttribute("name"));
        assertEquals("2", root.getAttribute("tests"));
        assertEquals("1", root.getAttribute("failures"));
        assertEquals(
                "a <hostile> & \"quoted\" name",
                ((Element) root.getElementsByTagName("testcase").item(0)).getAttribute("name"));
        assertEquals(1, root.getElementsByTagName("failure").getLength());
        assertTrue(Files.readString(markdown).contains("a &lt;hostile>"));
        assertEquals(
                "provider_failed",
                Http.json(Files.readString(json)).at("/cases/0/error_code").asString());
    }

    @Test
    void playsAllFaultsOnAChain() throws Exception {
        Path junit = home.resolve("junit.xml");

        Result result = run("rehearse", "--all-faults", "duo", "--junit", junit.toString());

        assertEquals(0, result.exit(), result.out() + result.err());
        assertEquals("16 of 16 as expected", result.lastLine());
        assertEquals("16", xml(Files.readString(junit)).getDocumentElement().getAttribute("tests"));
    }

    @Test
    void rehearsesWithAGatewayThatRuns() throws Exception {
        Files.writeString(
                suite, "cases: [{ name: a, model: 'sandbox:fb-ok', faults: { 1: 500x1 } }]");
        try (TestGateway gateway = TestGateway.start()) {
            String address = gateway.base().resolve("/").toString();

            Result byPipe =
                    new GivenProgram(home)
                            .run(
                                    gateway.key() + "\n",
                                    "rehearse",
                                    suite.toString(),
                                    "--gateway",
                                    address);
            Result byVariable =
                    new GivenProgram(home)
                            .with(RehearsalStage.VARIABLE, gateway.key(AccessTerms.UNBOUNDED))
                            .run("", "rehearse", suite.toString(), "--gateway", address);
            Result wrong =
                    new GivenProgram(home)
                            .run("hello\n", "rehearse", suite.toString(), "--gateway", address);

            assertEquals(0, byPipe.exit(), byPipe.err());
            assertEquals(3, byVariable.exit());
            assertTrue(byVariable.err().contains("may not rehearse"), byVariable.err());
            assertEquals(3, wrong.exit());
            assertTrue(wrong.err().contains("no access key"), wrong.err());
            assertFalse(wrong.err().contains("hello"), wrong.err());
            assertFalse(wrong.err().contains("unencrypted"), wrong.err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                   | 2 | name a suite, or a chain",
                "SUITE --all-faults duo               | 2 | name a suite, or a chain",
                "--all-faults duo --step 0            | 2 | a chain has steps from 1",
                "SUITE --gateway nonsense             | 2 | --gateway takes an address",
                "SUITE --gateway http://h --config f  | 2 | leave --config out",
                "none.yaml                            | 3 | cannot read none.yaml",
                "SUITE --junit none/junit.xml         | 3 | cannot write none/junit.xml",
                "SUITE --report none/report.md        | 3 | cannot write none/report.md",
                "SUITE --config none.yaml             | 3 | cannot read none.yaml"
            })
    void tellsWhatItNeeds(String arguments, int exit, String told) throws Exception {
        Files.writeString(suite, "cases: [{ name: a, chain: duo }]");
        var all = new ArrayList<>(List.of("rehearse"));
        for (String word : arguments.strip().split(" +", -1)) {
            if (!word.isEmpty()) {
                all.add(word.replace("SUITE", suite.toString()));
            }
        }

        Result result = run(all.toArray(String[]::new));

        assertEquals(exit, result.exit(), result.err());
        assertTrue(result.err().contains(told), result.err());
    }

    @Test
    void rehearsesNothingWithASuiteThatIsWrongOrEmpty() throws Exception {
        Files.writeString(suite, "cases:\n  - { name: a, chain: duo, faults: { 1: bang } }\n");
        Result wrong = run("rehearse", suite.toString());
        Files.writeString(suite, "cases: []\n");
        Result empty = run("rehearse", suite.toString());

        assertEquals(1, wrong.exit());
        assertTrue(wrong.err().startsWith("rehearsals.yaml: line 2, column "), wrong.err());
        assertEquals(1, empty.exit());
        assertTrue(empty.err().contains("holds no cases"), empty.err());
    }

    @Test
    void warnsOfAKeyThatGoesToAnotherMachineInTheClear() throws Exception {
        Files.writeString(suite, "cases: [{ name: a, chain: duo }]");

        Result result =
                new GivenProgram(home)
                        .run(
                                "no key\n",
                                "rehearse",
                                suite.toString(),
                                "--gateway",
                                "http://gateway.invalid:4141");

        assertEquals(3, result.exit(), result.err());
        assertTrue(
                result.err().contains("go to gateway.invalid unencrypted: use https"),
                result.err());
    }

    @Test
    void saysThatNoGatewayIsThere() throws Exception {
        Files.writeString(suite, "cases: [{ name: a, chain: duo }]");

        Result result =
                new GivenProgram(home)
                        .with(RehearsalStage.VARIABLE, "us-" + "a".repeat(43))
                        .run("", "rehearse", suite.toString(), "--gateway", "http://127.0.0.1:1");

        assertEquals(3, result.exit(), result.err());
        assertTrue(
                result.err().contains("the gateway at http://127.0.0.1:1/v1 is not reached"),
                result.err());
    }

    @Test
    void writesDownWhatWasPlayedWhenItIsStopped() throws Exception {
        Files.writeString(
                suite,
                """
                cases:
                  - { name: quick, model: "sandbox:fb-ok" }
                  - { name: endless, model: "sandbox:text-2000@1" }
                """);
        Path junit = home.resolve("junit.xml");
        Process running =
                new GivenProgram(home)
                        .start("rehearse", suite.toString(), "--junit", junit.toString());
        try (var err = running.errorReader()) {
            String line = err.readLine();
            while (line != null && !line.startsWith("2/2")) {
                line = err.readLine();
            }

            running.destroy();

            running.waitFor();
            Element root = xml(Files.readString(junit)).getDocumentElement();
            assertEquals("2", root.getAttribute("tests"));
            assertEquals("1", root.getAttribute("skipped"));
            assertEquals("0", root.getAttribute("failures"));
        } finally {
            running.destroyForcibly();
        }
    }

    private Result run(String... arguments) {
        var all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(arguments));
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.run(all.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
        return new Result(exit, out.toString(), err.toString());
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
    }
}
