package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `understudy access create` takes only names that lead somewhere.
@Timeout(60)
final class ScopeNamesTest {
    @TempDir Path home;

    private record Result(int exit, String out, String err) {}

    @BeforeEach
    void settings() throws IOException {
        write(home.resolve("gateway.yaml"), "support");
    }

    private static void write(Path file, String chain) throws IOException {
        Files.writeString(
                file,
                """
                providers:
                  - id: lab
                    id_aliases: [shed]
                    base_url: http://127.0.0.1:1/v1
                    models: [{ id: "llama3.2:1b", id_aliases: [small] }]
                chains: [{ id: %s, targets: ["lab:small"] }]
                """
                        .formatted(chain));
    }

    private Result create(String... options) {
        var all = new ArrayList<>(List.of("--home", home.toString(), "access", "create", "agent"));
        all.addAll(List.of(options));
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.run(all.toArray(new String[0]), new PrintWriter(out), new PrintWriter(err));
        return new Result(exit, out.toString(), err.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "--chain suport, 'there is no chain \"suport\": did you mean \"support\"?'",
        "--chain nothing-like-it, 'there is no chain \"nothing-like-it\"'",
        "--provider openruter, 'there is no provider \"openruter\": did you mean \"openrouter\"?'",
        "--provider shed, 'there is no provider \"shed\": did you mean \"lab\"?'",
        "--model openruter:openai/gpt-4o, 'there is no provider \"openruter\", which \"openruter:openai/gpt-4o\" names: did you mean \"openrouter\"'",
        "--model openrouter:, '\"openrouter:\" names no model: write openrouter:*'",
        "--model smal, 'no model is called \"smal\": did you mean \"small\"'",
        "--model no-such-model-anywhere, 'to allow it all the same, write PROVIDER:no-such-model-anywhere'",
        "--model support, '\"support\" is a chain: say --chain support'"
    })
    void refusesNamesThatLeadNowhere(String option, String said) {
        Result result = create(option.split(" ", -1));

        assertEquals(Failures.INPUT, result.exit, result.err);
        assertTrue(result.err.contains(said), result.err);
        assertEquals("", result.out);
        assertFalse(Files.exists(home.resolve("access.json")));
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        Result result = create("--chain", "a", "--provider", "b", "--model", "c:d");

        assertEquals(3, result.err.lines().count(), result.err);
    }

    @Test
    void namesSeveralThatMayBeMeant() {
        Result result = create("--model", "gpt-4o-minni");

        assertTrue(
                result.err.contains("did you mean \"") && result.err.contains("\" or \""),
                result.err);
    }

    @ParameterizedTest
    @CsvSource({
        "--chain SUPPORT",
        "--provider lab",
        "--provider OpenRouter",
        "--model small",
        "--model llama3.2:1b",
        "--model shed:small",
        "--model lab:llama3.2:1b",
        "--model gpt-4o",
        "--model openai/gpt-4o",
        "--model openrouter:openai/gpt-4o",
        "--model openrouter:*",
        "--model *haiku*",
        "--model *:free"
    })
    void takesNamesThatAreKnown(String option) {
        Result result = create(option.split(" ", -1));

        assertEquals(0, result.exit, result.err);
        assertEquals("", result.err);
    }

    @Test
    void warnsOfAModelThatOnlyItsProviderMayKnow() {
        Result result = create("--model", "openrouter:someone/brand-new-9");

        assertEquals(0, result.exit, result.err);
        assertTrue(
                result.err.startsWith(
                        "warning: the model \"someone/brand-new-9\" of openrouter is not known here"),
                result.err);
        assertTrue(result.out.strip().startsWith("us-"), result.out);
        assertEquals(1, result.out.lines().count());
    }

    @Test
    void looksIntoTheSettingsThatAreNamed() throws IOException {
        Path other = home.resolve("other.yaml");
        write(other, "night");

        assertEquals(Failures.INPUT, create("--chain", "night").exit);
        assertEquals(0, create("--chain", "night", "--config", other.toString()).exit);
        assertEquals(
                Failures.ENVIRONMENT,
                create("--chain", "night", "--config", home.resolve("none").toString()).exit);
    }

    @Test
    void asksNothingOfTheSettingsWithoutAScope() throws IOException {
        Files.writeString(home.resolve("gateway.yaml"), "failover: sometimes\n");

        assertEquals(0, create("--budget", "5/day").exit);
        Result result = create("--chain", "support");
        assertEquals(Failures.INPUT, result.exit);
        assertTrue(result.err.contains("expected any_error or standard"), result.err);
    }
}
