package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.Keychain;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the commands print, and their exit codes.
@Timeout(60)
final class CommandLineTest {
    @TempDir Path home;

    private record Result(int exit, String out, String err) {}

    @Test
    void findsNothingWrongWithARightFile() throws IOException {
        Result result = check("chains: [{ id: a, targets: ['openrouter:x/y', 'sandbox:demo'] }]\n");

        assertEquals(0, result.exit, result.err);
        assertTrue(result.out.contains("is right: 1 chains"), result.out);
    }

    @ParameterizedTest
    @CsvSource({
        "'sever: { port: 1 }', 'line 1, column 1: there is no key \"sever\": did you mean \"server\"?'",
        "'server: { prot: 1 }', 'line 1, column 11: server: there is no key \"prot\": did you mean \"port\"?'",
        "'server: { port: 99999 }', 'line 1, column 17: server.port: expected a number from 0 to 65535'",
        "'total_timeout: soon', 'line 1, column 16: total_timeout: expected a length of time'",
        "'chains: [{ id: a, targets: [\"openruter:x\"] }]', 'did you mean \"openrouter:x\"?'",
        "'providers: [{ id: lab }]', 'is no built-in provider: give it a base_url'",
        "'a: [', 'not valid YAML'",
        "'model_selection: { strategy: [ai.models, \"ai.models.fliter(m, m.known)\"] }', 'line 1, column 42: model_selection.strategy[1]: the expression \"ai.models.fliter(m, m.known)\" is wrong at 1:17: there is no \"fliter\": did you mean \"filter\"?'",
        "'model_selection: { strategy: [\"ai.models[0].id\"] }', 'the result is string, where a Model or a list of them is needed'",
        "'model_selection: { strategy: [ai.keys] }', 'strategy[0]: the expression \"ai.keys\" is wrong at 1:3: there is no field \"keys\"'",
        "'api_key_selection: { strategy: [ai.models] }', 'api_key_selection.strategy[0]'",
        "'model_selection: { strategy: [{ a: b }] }', 'expected an expression, found '"
    })
    void namesLineKeyAndWhatWasMeant(String yaml, String expected) throws IOException {
        Result result = check(yaml);

        assertEquals(1, result.exit);
        assertTrue(result.err.contains("gateway.yaml: line "), result.err);
        assertTrue(result.err.contains(expected), result.err);
    }

    @Test
    void refusesABusyPortAndSaysWhatToDo() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result = run("serve", "--port", Integer.toString(taken.getLocalPort()));

            assertEquals(3, result.exit);
            assertEquals(1, result.err.lines().count());
            assertTrue(result.err.contains(":" + taken.getLocalPort()), result.err);
            assertTrue(result.err.contains("--port"), result.err);
        }
    }

    @Test
    void servesNothingWithABrokenFile() throws IOException {
        Files.writeString(home.resolve("gateway.yaml"), "failover: sometimes\n");

        Result result = run("serve", "--port", "0");

        assertEquals(1, result.exit);
        assertTrue(result.err.contains("expected any_error or standard"), result.err);
    }

    @Test
    void refusesToBeOpenToOtherMachines() throws IOException {
        Files.writeString(home.resolve("gateway.yaml"), "server: { access: open }\n");

        Result result = run("serve", "--port", "0", "--host", "0.0.0.0");

        assertEquals(3, result.exit);
        assertTrue(result.err.contains("127.0.0.1 only"), result.err);
    }

    @Test
    void makesAnAccessKeyAndKeepsOnlyItsDigest() throws IOException {
        Result made = run("access", "create", "my editor");
        Result listed = run("access", "list");

        String key = made.out.lines().toList().getLast();
        assertTrue(key.matches("us-[A-Za-z0-9_-]{43}"), made.out);
        assertTrue(listed.out.contains("my editor"), listed.out);
        assertFalse(listed.out.contains(key));
        assertFalse(Files.readString(home.resolve("access.json")).contains(key));
    }

    @Test
    void makesAKeyWithTermsAndListsThem() throws IOException {
        Files.writeString(
                home.resolve("gateway.yaml"),
                "chains: [{ id: support, targets: ['sandbox:demo'] }]\n");
        Result made =
                run(
                        "access",
                        "create",
                        "agent",
                        "--model",
                        "openrouter:anthropic/*",
                        "--model",
                        "gpt-4o",
                        "--chain",
                        "support",
                        "--provider",
                        "openrouter",
                        "--may-rehearse",
                        "--expires",
                        "2099-01-31",
                        "--requests-per-minute",
                        "60",
                        "--tokens-per-minute",
                        "100000",
                        "--budget",
                        "20.50/month",
                        "--degrade");

        assertEquals(0, made.exit, made.err);
        assertTrue(made.out.lines().toList().getLast().startsWith("us-"), made.out);
        String listed = run("access", "list").out;
        assertTrue(
                listed.contains(
                        "agent  models openrouter:anthropic/*, gpt-4o; chains support; providers openrouter; may rehearse; 60 requests/min; 100000 tokens/min; 20.50 USD/month, then the cheapest; until 2099-0"),
                listed);
        assertTrue(listed.contains("last used never"), listed);
    }

    @ParameterizedTest
    @CsvSource({
        "--expires soon, such as 30d",
        "--expires 2026-13-01, such as 30d",
        "--budget 5, such as 5/day",
        "--budget 0/day, such as 5/day",
        "--budget -1/day, such as 5/day",
        "--budget 5/year, such as 5/day",
        "--degrade, goes with --budget",
        "--requests-per-minute 0, above 0",
        "--tokens-per-minute -5, above 0"
    })
    void refusesTermsThatCannotBe(String option, String said) {
        var arguments = new ArrayList<>(List.of("access", "create", "agent"));
        arguments.addAll(List.of(option.split(" ", -1)));

        Result result = run(arguments.toArray(String[]::new));

        assertEquals(2, result.exit);
        assertTrue(result.err.contains(said), result.err);
        assertFalse(Files.exists(home.resolve("access.json")));
    }

    @Test
    void revokesAKeyByNameOrId() throws IOException {
        run("access", "create", "one");
        run("access", "create", "two");
        run("access", "create", "two");
        String id = run("access", "list").out.lines().toList().getLast().split(" ", 2)[0];

        assertEquals(0, run("access", "revoke", "one").exit);
        Result several = run("access", "revoke", "two");
        assertEquals(1, several.exit);
        assertTrue(several.err.contains("2 access keys are called \"two\""), several.err);
        assertEquals(0, run("access", "revoke", id).exit);
        assertEquals(1, run("access", "revoke", id).exit);
        assertEquals(1, run("access", "revoke", "nobody").exit);

        assertEquals(1, run("access", "list").out.lines().count());
    }

    @Test
    void tellsAFileThatIsNotThere() {
        Result result = run("serve", "--config", home.resolve("nothing.yaml").toString());

        assertEquals(3, result.exit);
        assertTrue(result.err.contains("cannot read"), result.err);
    }

    @ParameterizedTest
    @CsvSource({"'--no-such-option'", "'nonsense'", "'serve --port abc'", "'check'", "'access'"})
    void answersWrongUsageWithTwo(String arguments) {
        assertEquals(2, run(arguments.split(" ", -1)).exit);
    }

    @Test
    void opensNoWindowWithoutADisplay() {
        String platform = System.getProperty("glass.platform");
        System.clearProperty("glass.platform");
        try {
            if (System.getenv("DISPLAY") == null) {
                Result result = run();

                assertEquals(3, result.exit);
                assertEquals(1, result.err.lines().count());
                assertTrue(result.err.contains("understudy serve"), result.err);
            }
        } finally {
            if (platform != null) {
                System.setProperty("glass.platform", platform);
            }
        }
    }

    @Test
    void checksAWholePolicyAndNamesWhatIsNotRun() throws IOException {
        Result result =
                check(
                        "on_http_request: [{type: rate-limit}, {type: ai-gateway, config: {chains: [{id: a, targets: ['sandbox:demo']}]}}]");

        assertEquals(0, result.exit, result.err);
        assertTrue(result.out.contains("the action \"rate-limit\" is not run here"), result.out);
        assertTrue(result.out.contains("is right: 1 chains"), result.out);
    }

    @Test
    void explainsAPlanWithTheReasonForEachStep() throws IOException {
        Files.writeString(
                home.resolve("gateway.yaml"),
                "chains: [{ id: support, targets: ['sandbox:demo', 'openrouter:a/b'], hedge_after: 2s }]\n");

        Result result = run("explain", "--model", "support", "--models", "x/y,sandbox:text");
        Result json = run("explain", "--model", "support", "--json");

        assertEquals(0, result.exit, result.err);
        assertEquals(
                List.of(
                        "1. sandbox:demo: target 1 of the chain \"support\" (key: none needed; stream break: resume; refusal: stop; hedge after 2000 ms)",
                        "3. sandbox:text: asked for by name (key: none needed; stream break: resume; refusal: stop)",
                        "not tried: x/y: \"x/y\" does not say which provider to use: write \"openrouter:x/y\""),
                result.out.lines().filter(line -> !line.startsWith("2. ")).toList());
        assertTrue(json.out.contains("\"target\" : \"sandbox:demo\""), json.out);
    }

    @Test
    void triesTheWayToProviders() throws IOException {
        Files.writeString(
                home.resolve("gateway.yaml"),
                "network: { proxy: 'socks5://127.0.0.1:9' }\nproviders: [{ id: far, base_url: 'https://far.example/v1' }]\n");

        Result near = run("reach", "sandbox");
        Result far = run("reach", "far");
        Result nowhere = run("reach", "nobody");

        assertEquals(0, near.exit, near.err);
        assertTrue(near.out.startsWith("sandbox  straight: HTTP 200 in "), near.out);
        assertEquals(1, far.exit);
        assertTrue(
                far.out.startsWith(
                        "far  by socks5://127.0.0.1:9: far at far.example cannot be reached: the proxy socks5://127.0.0.1:9 refused the connection"),
                far.out);
        assertEquals(2, nowhere.exit);
    }

    @Test
    void explainsWhatStrategiesChooseAmongTheCatalogue() throws IOException {
        Files.writeString(
                home.resolve("gateway.yaml"),
                """
                providers:
                  - id: openai
                    api_keys: [{ id: main, value: sk-0123456789ab }, { id: spare, value: sk-0123456789cd }]
                model_selection: { strategy: ["ai.models.onlyProviders(['openai']).underCost('text.input', 0.4).sortBy('price')"] }
                api_key_selection: { strategy: ["ai.keys.filter(k, k.id == 'spare')"] }
                """);

        Result result = run("explain", "--model", "auto");

        assertEquals(0, result.exit, result.err);
        assertTrue(
                result.out.contains("1. openai:gpt-5-nano: chosen by model_selection (key: spare;"),
                result.out);
        assertTrue(
                result.out.contains(
                        "model_selection: \"ai.models.onlyProviders(['openai']).underCost('text.input', 0.4).sortBy('price')\" chose "),
                result.out);
        assertTrue(
                result.out.contains(
                        "api_key_selection at openai: \"ai.keys.filter(k, k.id == 'spare')\" chose 1"),
                result.out);
    }

    @Test
    void checksWhichSecretsThereAreWithoutOpeningTheVault() throws Exception {
        Vault vault = Given.vault(home.resolve("secrets.vault"), new FakeKeychain());
        vault.sealWithKeychain(Keychain.Patience.BRIEF);
        vault.put(Given.name("main"), Given.bytes("sk-0123456789ab"));
        String yaml =
                "providers: [{ id: openrouter, api_keys: [{ value: \"${secrets.get('openrouter', '%s')}\" }] }]\n";

        Result there = check(yaml.formatted("main"));
        Result missing = check(yaml.formatted("spare"));
        Result explained = run("explain", "--model", "openrouter:a/b");

        assertEquals(0, there.exit, there.err);
        assertFalse(there.out.contains("warning"), there.out);
        assertEquals(0, missing.exit, missing.err);
        assertTrue(
                missing.out.contains("add it with \"understudy keys add openrouter spare\""),
                missing.out);
        assertTrue(explained.out.contains("no key is stored"), explained.out);
    }

    @Test
    void explainsWhyThereIsNoPlan() {
        Result result = run("explain", "--model", "openruter:x");

        assertEquals(1, result.exit);
        assertTrue(result.err.contains("did you mean \"openrouter:x\"?"), result.err);
    }

    private Result check(String yaml) throws IOException {
        Path file = Files.writeString(home.resolve("gateway.yaml"), yaml);
        return run("check", file.toString());
    }

    private Result run(String... arguments) {
        var all = new String[arguments.length + 2];
        all[0] = "--home";
        all[1] = home.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.run(all, new PrintWriter(out), new PrintWriter(err));
        return new Result(exit, out.toString(), err.toString());
    }
}
