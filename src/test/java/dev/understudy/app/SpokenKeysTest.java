package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys as arguments are refused, and not repeated.
@Timeout(60)
final class SpokenKeysTest {
    @TempDir Path home;

    private record Result(int exit, String said) {}

    private Result run(String... arguments) {
        var all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(arguments));
        var said = new StringWriter();
        var writer = new PrintWriter(said);
        return new Result(Main.run(all.toArray(new String[0]), writer, writer), said.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-canary-4f9a1c77e0b2",
                "sk-or-v1-4f9a1c77e0b2d81b6630aa95",
                "sk-ant-api03-4f9a1c77e0b2",
                "gsk_4f9a1c77e0b2d81b",
                "us-4f9a1c77e0b2d81b6630aa954f9a1c77e0b2d81b663",
                "4f9a1c77e0b2d81b6630aa954f9a1c77",
                "'sk-canary-4f9a1c77e0b2'",
                "OPENROUTER_API_KEY=sk-canary-4f9a1c77e0b2",
                "--key=sk-canary-4f9a1c77e0b2",
                "openrouter/sk-canary-4f9a1c77e0b2"
            })
    void refusesAKeyWhereverItStands(String key) {
        for (List<String> command :
                List.of(
                        List.of("keys", "add", "openrouter", "main", key),
                        List.of("keys", "add", "openrouter", key),
                        List.of("keys", "add", key),
                        List.of("keys", "rotate", "openrouter/main", key),
                        List.of("keys", "remove", key),
                        List.of("keys", "import", key),
                        List.of("access", "create", key),
                        List.of("access", "revoke", key))) {
            Result result = run(command.toArray(new String[0]));

            assertEquals(Failures.USAGE, result.exit, result.said);
            assertEquals(SpokenKeys.REFUSAL, result.said.strip());
        }
        assertFalse(Files.exists(home.resolve("access.json")));
        assertFalse(Files.exists(home.resolve("gateway.yaml")));
    }

    @Test
    void repeatsNoArgumentThatIsTooMany() {
        for (String secret : new String[] {"hunter2", "--key=hunter2"}) {
            Result result = run("keys", "add", "openrouter", "main", secret);

            assertEquals(Failures.USAGE, result.exit);
            assertFalse(result.said.contains("hunter2"), result.said);
            assertTrue(result.said.contains("understudy keys add --help"), result.said);
        }
        assertFalse(run("keys", "hunter2").said.contains("hunter2"));
        assertFalse(run("hunter2", "x").said.contains("hunter2"));
    }

    @Test
    void stillTellsOfMisspeltCommandsAndOptions() {
        assertTrue(run("keys", "roate", "a/b").exit == Failures.USAGE);
        assertTrue(run("keys", "lst").said.contains("list"));
        assertTrue(run("keys", "list", "--verbose").said.contains("--verbose"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openrouter:anthropic/claude-3.5-sonnet",
                "together:Qwen/Qwen3-235B-A22B-Instruct-2507-FP8-Throughput",
                "/tmp/junit-4915763892074683172/gateway.yaml",
                "C:\\Users\\someone\\AppData\\Roaming\\understudy",
                "sk-notes",
                "claude-sonnet-4-20250514",
                "my editor on the laptop",
                "ak_4f9a1c77e0b2d81b",
                "--requests-per-minute=60"
            })
    void takesNothingElseForAKey(String argument) {
        assertFalse(SpokenKeys.among(argument));
    }
}
