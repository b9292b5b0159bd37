package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Additions;
import dev.understudy.model.ApiKey;
import dev.understudy.model.Chain;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.Access;
import dev.understudy.model.GatewaySettings.FailoverRule;
import dev.understudy.model.GatewaySettings.OnError;
import dev.understudy.model.GatewaySettings.Requests;
import dev.understudy.model.GatewaySettings.Restrictions;
import dev.understudy.model.GatewaySettings.ServerSettings;
import dev.understudy.model.GatewaySettings.Strategies;
import dev.understudy.model.KeyStyle;
import dev.understudy.model.ModelFacts;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Provider.Standing;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import dev.understudy.model.Surface;
import dev.understudy.model.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class SettingsReaderTest {
    private static final String EXAMPLE =
            """
            server:
              { host: 127.0.0.1, port: 4142, access: open,
                max_request_bytes: 1048576, allowed_hosts: [Desk.local], allowed_origins: ["http://localhost:3000"] }
            per_request_timeout: 20s        # one attempt, until its headers
            first_token_timeout: 1500ms
            stream_idle_timeout: 1m30s
            total_timeout: 1h
            failover: any_error
            providers:
              - id: openrouter
                api_keys:
                  - { id: main, value: "${env.get('MAIN')}" }
                  - value: plain-key-000000
              - id: lab
                id_aliases: [bench]
                display_name: The lab
                base_url: http://127.0.0.1:11434/v1/
                models: [{ id: "llama3.2:1b", id_aliases: [small] }]
              - id: openai
                disabled: true
            chains:
              - id: support
                targets: ["openrouter:anthropic/claude-3.5-sonnet", "lab:small", small]
              - id: outer
                targets: [support, "bench:x"]
            """;

    private static final Provider OPENROUTER =
            provider("openrouter", List.of("open-router"), true, "OPENROUTER_API_KEY");
    private static final Provider OPENAI = provider("openai", List.of(), true, "OPENAI_API_KEY");
    private static final Provider OLLAMA = provider("ollama", List.of(), false);

    private final Map<String, String> environment = new HashMap<>();
    private final SettingsReader reader =
            new SettingsReader(List.of(OPENROUTER, OPENAI, OLLAMA), environment::get);

    @Test
    void readsAllThatCanBeSaid() throws InvalidSettingsException {
        environment.put("MAIN", "sk-or-v1-main");

        SettingsReader.Loaded loaded = reader.read(EXAMPLE);

        assertEquals(
                new GatewaySettings(
                        new ServerSettings(
                                "127.0.0.1",
                                4142,
                                Access.OPEN,
                                1024 * 1024,
                                List.of("desk.local"),
                                List.of("http://localhost:3000")),
                        new Timeouts(
                                Duration.ofSeconds(20),
                                Duration.ofMillis(1500),
                                Duration.ofSeconds(90),
                                Duration.ofHours(1)),
                        FailoverRule.ANY_ERROR,
                        List.of(
                                listed(
                                        with(
                                                OPENROUTER,
                                                key("main", "sk-or-v1-main"),
                                                key("key-2", "plain-key-000000"))),
                                listed(
                                        new Provider(
                                                "lab",
                                                List.of("bench"),
                                                "The lab",
                                                URI.create("http://127.0.0.1:11434/v1"),
                                                false,
                                                List.of(),
                                                List.of(),
                                                List.of(
                                                        new ProviderModel(
                                                                "llama3.2:1b", List.of("small"))))),
                                standing(OPENAI, Standing.DISABLED),
                                OLLAMA),
                        List.of(
                                new Chain(
                                        "support",
                                        List.of(
                                                "openrouter:anthropic/claude-3.5-sonnet",
                                                "lab:small",
                                                "small")),
                                new Chain("outer", List.of("support", "bench:x")))),
                loaded.settings());
        assertEquals(List.of(), loaded.warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "# nothing yet\n",
                "---\n",
                "{}",
                "providers:\nchains:\n",
                "server: null"
            })
    void takesTheUsualWhereNothingIsSaid(String text) throws InvalidSettingsException {
        assertEquals(
                new GatewaySettings(
                        ServerSettings.STANDARD,
                        Timeouts.STANDARD,
                        FailoverRule.STANDARD,
                        List.of(OPENROUTER, OPENAI, OLLAMA),
                        List.of()),
                reader.read(text).settings());
    }

    @Test
    void readsJson() throws InvalidSettingsException {
        assertEquals(
                reader.read("{server: {port: 5}, chains: [{id: a, targets: ['ollama:x']}]}")
                        .settings(),
                reader.read(
                                """
                                {
                                	"server": {"port": 5},
                                	"chains": [{"id": "a", "targets": ["ollama:x"]}]
                                }\
                                """)
                        .settings());
    }

    @Test
    void takesKeysFromTheirUsualVariables() throws InvalidSettingsException {
        environment.put("OPENROUTER_API_KEY", " sk-or-v1-x ");
        environment.put("OPENAI_API_KEY", " ");

        assertEquals(
                List.of(with(OPENROUTER, key("OPENROUTER_API_KEY", "sk-or-v1-x")), OPENAI, OLLAMA),
                reader.read("").settings().providers());
    }

    @Test
    void leavesOutAKeyWhoseVariableIsNotSetAndWarns() throws InvalidSettingsException {
        SettingsReader.Loaded loaded =
                reader.read(
                        "providers:\n  - id: openai\n    api_keys:\n      - value: ${env.get('GONE')}\n");

        assertEquals(List.of(listed(OPENAI), OPENROUTER, OLLAMA), loaded.settings().providers());
        assertEquals(
                List.of(
                        "line 4, column 9: providers[0].api_keys[0]: the key is left out: the environment variable GONE is not set"),
                texts(loaded.warnings()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"${secrets.get('openrouter', 'main')}\"|the secret openrouter/main is in no vault: use ${env.get('NAME')}",
                "\"${ env.get( \\\"GONE\\\" ) }\"|the environment variable GONE is not set",
                "\"${vault.get('x')}\"|write ${env.get('NAME')} or ${secrets.get('vault', 'name')}",
                "\"Bearer ${env.get('X')}\"|write ${env.get('NAME')} or ${secrets.get('vault', 'name')}",
                "\"two\\nlines\"|a key is one line of printable ASCII"
            })
    void warnsOfAKeyItCannotUseWithoutRepeatingIt(String value, String warning)
            throws InvalidSettingsException {
        SettingsReader.Loaded loaded =
                reader.read("providers: [{id: openai, api_keys: [{value: " + value + "}]}]");

        assertEquals(
                List.of(
                        "line 1, column 37: providers[0].api_keys[0]: the key is left out: "
                                + warning),
                texts(loaded.warnings()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failovr: standard|line 1, column 1: there is no key \"failovr\": did you mean \"failover\"?",
                "xyzzy: 1|line 1, column 1: there is no key \"xyzzy\": the keys here are api_key_selection, body, catalogue_sync, chains, failover, first_token_timeout, headers, max_input_tokens, max_output_tokens, model_selection, network, on_error, only_allow_configured_models, only_allow_configured_providers, per_request_timeout, providers, query_params, server, stream_idle_timeout, total_timeout",
                "server: {prt: 1}|line 1, column 10: server: there is no key \"prt\": did you mean \"port\"?",
                "server: 5|line 1, column 9: server: expected keys and values, found \"5\"",
                "server: []|line 1, column 9: server: expected keys and values, found a list",
                "server: {port: http}|line 1, column 16: server.port: expected a number from 0 to 65535, found \"http\"",
                "server: {port: 65536}|line 1, column 16: server.port: expected a number from 0 to 65535, found \"65536\"",
                "server: {port: -1}|line 1, column 16: server.port: expected a number from 0 to 65535, found \"-1\"",
                "server: {port: 99999999999}|line 1, column 16: server.port: expected a number from 0 to 65535, found \"99999999999\"",
                "server: {port: 1.5}|line 1, column 16: server.port: expected a number from 0 to 65535, found \"1.5\"",
                "server: {port: [1]}|line 1, column 16: server.port: expected a text, found a list",
                "server: {max_request_bytes: 10}|line 1, column 29: server.max_request_bytes: expected a number from 1024 to 1073741824, found \"10\"",
                "server: {access: none}|line 1, column 18: server.access: expected open or required, found \"none\"",
                "server: {host: 0.0.0.0, access: open}|line 1, column 33: server.access: open is for 127.0.0.1 only: others need an access key",
                "server: {allowed_hosts: desk}|line 1, column 25: server.allowed_hosts: expected a list, found \"desk\"",
                "server: {allowed_hosts: [{a: 1}]}|line 1, column 25: server.allowed_hosts: expected a list of texts, found a mapping",
                "failover: maybe|line 1, column 11: failover: expected any_error or standard, found \"maybe\"",
                "total_timeout: 5|line 1, column 16: total_timeout: expected a length of time such as 500ms, 30s, 2m or 1h, found \"5\"",
                "total_timeout: 0s|line 1, column 16: total_timeout: expected a length of time such as 500ms, 30s, 2m or 1h, found \"0s\"",
                "total_timeout: -5s|line 1, column 16: total_timeout: expected a length of time such as 500ms, 30s, 2m or 1h, found \"-5s\"",
                "total_timeout: 5 s|line 1, column 16: total_timeout: expected a length of time such as 500ms, 30s, 2m or 1h, found \"5 s\"",
                "total_timeout: 99999999999h|line 1, column 16: total_timeout: expected a length of time such as 500ms, 30s, 2m or 1h, found \"99999999999h\"",
                "total_timeout: ''|line 1, column 16: total_timeout: expected a length of time such as 500ms, 30s, 2m or 1h, found \"\"",
                "providers: {id: a}|line 1, column 12: providers: expected a list, found a mapping",
                "providers: [x]|line 1, column 13: providers[0]: expected keys and values, found \"x\"",
                "providers: [{id: lab}]|line 1, column 18: providers[0].id: \"lab\" is no built-in provider: give it a base_url",
                "providers: [{id: Lab}]|line 1, column 18: providers[0].id: a provider's id is lower-case letters, digits, dots, dashes or underscores",
                "providers: [{disabled: true}]|line 1, column 13: providers[0]: a provider's id is lower-case letters, digits, dots, dashes or underscores",
                "providers: [{id: openai}, {id: openai}]|line 1, column 32: providers[1].id: the provider \"openai\" stands twice",
                "providers: [{id: openai, disabled: perhaps}]|line 1, column 36: providers[0].disabled: expected false or true, found \"perhaps\"",
                "providers: [{id: openai, api_key: x}]|line 1, column 26: providers[0]: there is no key \"api_key\": did you mean \"api_keys\"?",
                "providers: [{id: openai, api_keys: [{}]}]|line 1, column 37: providers[0].api_keys[0]: a key needs a value",
                "providers: [{id: openai, api_keys: [{valu: x, value: y}]}]|line 1, column 38: providers[0].api_keys[0]: there is no key \"valu\": did you mean \"value\"?",
                "providers: [{id: openai, models: [{id: ''}]}]|line 1, column 40: providers[0].models[0].id: a model needs an id",
                "providers: [{id: openai, models: [{id: m, alias: x}]}]|line 1, column 43: providers[0].models[0]: there is no key \"alias\": the keys here are author_id, description, disabled, display_name, id, id_aliases, input_modalities, max_context_window, max_output_tokens, metadata, output_modalities, supported_features, unsupported_params",
                "providers: [{id: lab, base_url: ftp://x}]|line 1, column 33: providers[0].base_url: not an address: write it as https://host/v1",
                "chains: [{id: 'a b', targets: [ollama:x]}]|line 1, column 15: chains[0].id: a chain's id is 1 to 64 letters, digits, dots, dashes or underscores",
                "chains: [{id: a, targets: []}]|line 1, column 27: chains[0].targets: a chain has 1 to 10 targets",
                "chains: [{id: a}]|line 1, column 10: chains[0]: a chain has 1 to 10 targets",
                "chains: [{id: a, targets: [ollama:x]}, {id: a, targets: [ollama:y]}]|line 1, column 45: chains[1].id: there is a chain \"a\" already",
                "chains: [{id: a, targets: ['olama:x']}]|line 1, column 28: chains[0].targets: there is no provider \"olama\": did you mean \"ollama:x\"?",
                "chains: [{id: a, targets: ['xyzzy:x']}]|line 1, column 28: chains[0].targets: there is no provider \"xyzzy\": add it under providers",
                "chains: [{id: a, targets: [anthropic/claude]}]|line 1, column 28: chains[0].targets: write \"openrouter:anthropic/claude\", or another provider before the colon",
                "chains: [{id: a, targets: ['meta/llama:free']}]|line 1, column 28: chains[0].targets: write \"openrouter:meta/llama:free\", or another provider before the colon",
                "chains: [{id: a, targets: ['ollama:']}]|line 1, column 28: chains[0].targets: \"ollama:\" names no model: write ollama:model",
                "chains: [{id: a, targets: [xyzzy]}]|line 1, column 28: chains[0].targets: \"xyzzy\" is neither a chain nor a configured model: write provider:model",
                "chains: [{id: first, targets: [frist]}]|line 1, column 32: chains[0].targets: \"frist\" is neither a chain nor a configured model, did you mean \"first\"?: write provider:model",
                "chains: [{id: a, targets: ['ollama:x']}, {id: A, targets: ['ollama:x']}]|line 1, column 47: chains[1].id: there is a chain \"A\" already",
                "chains: [{id: a, targets: ['ollama:x'], hedge_after: 2}]|line 1, column 54: chains[0].hedge_after: expected a length of time such as 500ms, 30s, 2m or 1h, found \"2\"",
                "chains: [{id: a, targets: ['ollama:x'], on_stream_break: stop}]|line 1, column 58: chains[0].on_stream_break: expected fail or resume, found \"stop\"",
                "chains: [{id: a, targets: ['ollama:x'], on_refusal: fail}]|line 1, column 53: chains[0].on_refusal: expected next or stop, found \"fail\"",
                "chains: [{id: a, targets: ['ollama:x'], weights: [1, 2]}]|line 1, column 50: chains[0].weights: expected a weight for each of the 1 targets",
                "chains: [{id: a, targets: ['ollama:x'], weights: [0]}]|line 1, column 50: chains[0].weights: expected numbers from 1 to 1000, found \"0\"",
                "max_output_tokens: 500001|line 1, column 20: max_output_tokens: expected a number from 1 to 500000, found \"500001\"",
                "max_input_tokens: 0|line 1, column 19: max_input_tokens: expected a number from 1 to 500000, found \"0\"",
                "on_error: stop|line 1, column 11: on_error: expected continue or halt, found \"stop\"",
                "headers: [a]|line 1, column 10: headers: expected keys and values, found a list",
                "headers: {x-a: [1]}|line 1, column 10: headers: \"x-a\": expected a text, found a list",
                "headers: {'x a': b}|line 1, column 10: headers: \"x a\" is no name for a header",
                "headers: {x-a: \"b\\r\\nauthorization: c\"}|line 1, column 10: headers: \"x-a\": a header's value is one line of printable ASCII",
                "headers: {x-a: \"b\\0\"}|line 1, column 10: headers: \"x-a\": a header's value is one line of printable ASCII",
                "body: {model: x}|line 1, column 7: body: \"model\" is the caller's to set, not here",
                "model_selection: {strategi: []}|line 1, column 19: model_selection: there is no key \"strategi\": did you mean \"strategy\"?",
                "providers: [{id: ollama}, {id: lab, base_url: 'http://localhost:1', id_aliases: [Ollama]}]|line 1, column 81: providers[1].id_aliases: \"Ollama\" already names a provider",
                "providers: [{id: lab, base_url: 'http://localhost:4141/v1'}]|line 1, column 33: providers[0].base_url: this is the gateway's own address: requests would come back to it",
                "providers: [{id: ollama, models: [{id: m}, {id: n, id_aliases: [M]}]}]|line 1, column 64: providers[0].models[1].id_aliases: \"M\" already names a model of this provider",
                "providers: [{id: ollama, models: [{id: m, max_output_tokens: 0}]}]|line 1, column 62: providers[0].models[0].max_output_tokens: expected a number from 1 to 2147483647, found \"0\"",
                "providers: [{id: ollama, models: [{id: m, unsupported_params: [{name: ''}]}]}]|line 1, column 71: providers[0].models[0].unsupported_params[0].name: a name is 1 to 255 characters long",
                "providers: [{id: ollama, models: [{id: m, unsupported_params: [{name: a}, {name: a}]}]}]|line 1, column 82: providers[0].models[0].unsupported_params[1].name: \"a\" stands twice",
                "providers: [{id: ollama, api_keys: [{id: a, value: x}, {id: a, value: y}]}]|line 1, column 61: providers[0].api_keys[1].id: there is a key \"a\" already",
                "providers: [{id: ollama, api_keys: [{value: x, weight: 0}]}]|line 1, column 56: providers[0].api_keys[0].weight: expected a number from 1 to 1000, found \"0\"",
                "providers: [{id: ollama, supported_api_surfaces: [{surface: messages}]}]|line 1, column 51: providers[0].supported_api_surfaces[0]: expected anthropic or openai",
                "providers: [{id: ollama, supported_api_surfaces: [{format: openai, surface: messages}]}]|line 1, column 77: providers[0].supported_api_surfaces[0].surface: expected chat-completions or completions or embeddings or responses, found \"messages\"",
                "providers: [{id: ollama, supported_api_surfaces: [{format: openai}, {format: openai}]}]|line 1, column 69: providers[0].supported_api_surfaces[1]: this surface stands twice"
            })
    void saysWhereAMistakeIsAndWhatToWriteInstead(String text, String problem) {
        assertEquals(List.of(problem), problems(text));
    }

    /// Every key of the schema, told apart by its value.
    @Test
    void readsTheWholeSchema() throws InvalidSettingsException {
        environment.put("REGION", "eu");

        SettingsReader.Loaded loaded =
                reader.read(
                        """
                        max_input_tokens: 60000
                        max_output_tokens: 4000
                        headers: { x-region: "at ${env.get('REGION')}", Authorization: mine }
                        query_params: { api-version: 2024-10-21 }
                        body: { temperature: 0.5, stop: [a, "1"], provider: { zdr: true, sort: null } }
                        on_error: continue
                        only_allow_configured_providers: true
                        only_allow_configured_models: true
                        model_selection: { strategy: ["ai.models"] }
                        api_key_selection: { strategy: ["ai.keys", "x"] }
                        providers:
                          - id: lab
                            base_url: https://lab.example
                            description: Ours
                            website: https://lab.example/about
                            metadata: { team: qa, size: 3, ratio: 0.5, on: true, none: , tags: [a, { b: c }] }
                            api_keys:
                              - { value: "key-one-000000", weight: 3 }
                              - { value: "key-two-000000", disabled: true }
                              - { value: "key-three-0000", enabled: false }
                            supported_api_surfaces:
                              - { format: openai, surface: chat-completions, supported_params: [{ name: model }] }
                              - { format: anthropic, surface: messages, base_url: "https://lab.example/anthropic/v1" }
                            models:
                              - id: m
                                author_id: us
                                display_name: The M
                                description: Large
                                disabled: true
                                metadata: { tier: gold }
                                input_modalities: [text, image]
                                output_modalities: [text]
                                max_context_window: 131072
                                max_output_tokens: 8192
                                supported_features: [vision]
                                unsupported_params: [{ name: logprobs }]
                        chains:
                          - { id: c, targets: ["lab:m"], hedge_after: 2s, on_stream_break: fail, on_refusal: next, weights: [5] }
                        """);

        GatewaySettings settings = loaded.settings();
        var additions =
                new Additions(
                        Map.of("x-region", "at eu"),
                        Map.of("api-version", "2024-10-21"),
                        Map.of(
                                "temperature", "0.5",
                                "stop", "[\"a\",\"1\"]",
                                "provider", "{\"zdr\":true,\"sort\":null}"),
                        OptionalInt.of(4000),
                        Set.of("eu"));
        assertEquals(
                new Requests(OptionalInt.of(60000), additions, OnError.CONTINUE),
                settings.requests());
        assertEquals(new Restrictions(true, true), settings.restrictions());
        assertEquals(
                new Strategies(List.of("ai.models"), List.of("ai.keys", "x")),
                settings.strategies());
        assertEquals(
                new Provider(
                        "lab",
                        List.of(),
                        "lab",
                        URI.create("https://lab.example/v1"),
                        true,
                        List.of(),
                        List.of(new ProviderKey("key-1", new ApiKey("key-one-000000"), 3)),
                        List.of(
                                new ProviderModel(
                                        "m",
                                        List.of(),
                                        true,
                                        Set.of("logprobs"),
                                        new ModelFacts(
                                                "us",
                                                "The M",
                                                "Large",
                                                Map.of("tier", "gold"),
                                                List.of("text", "image"),
                                                List.of("text"),
                                                OptionalInt.of(131072),
                                                OptionalInt.of(8192),
                                                List.of("vision")))),
                        KeyStyle.X_API_KEY,
                        "",
                        List.of(
                                new Surface(
                                        "openai",
                                        "chat-completions",
                                        Optional.empty(),
                                        Set.of("model")),
                                new Surface(
                                        "anthropic",
                                        "messages",
                                        Optional.of(URI.create("https://lab.example/anthropic/v1")),
                                        Set.of())),
                        additions,
                        Standing.LISTED,
                        new Provider.About(
                                "Ours",
                                "https://lab.example/about",
                                Map.of(
                                        "team",
                                        "qa",
                                        "size",
                                        3L,
                                        "ratio",
                                        0.5,
                                        "on",
                                        true,
                                        "tags",
                                        List.of("a", Map.of("b", "c"))))),
                settings.providers().getFirst());
        assertEquals(additions, settings.providers().getLast().additions());
        assertEquals(
                List.of(
                        Chain.of(
                                "c",
                                List.of("lab:m"),
                                new StepRules(
                                        Optional.of(Duration.ofSeconds(2)),
                                        OnStreamBreak.FAIL,
                                        OnRefusal.NEXT),
                                List.of(5))),
                settings.chains());
        assertEquals(
                List.of(
                        "line 3, column 10: headers: \"Authorization\" is left out: the gateway sets it itself; keys belong into api_keys"),
                texts(loaded.warnings()));
    }

    @Test
    void takesABuiltInProviderByItsOtherNames() throws InvalidSettingsException {
        assertEquals(
                List.of(listed(OPENROUTER), OPENAI, OLLAMA),
                reader.read("providers: [{ id: Open-Router }]").settings().providers());
    }

    @Test
    void asksForSecrets() throws InvalidSettingsException {
        var vaulted =
                new SettingsReader(
                        List.of(OPENAI),
                        environment::get,
                        (vault, name) -> "the-" + vault + "-" + name,
                        ExpressionCheck.NONE);

        SettingsReader.Loaded loaded =
                vaulted.read(
                        "providers: [{id: openai, api_keys: [{value: \"${secrets.get('a', 'b')}\"}]}]\nheaders: {x-a: \"k ${secrets.get('c','d')}\"}");

        assertEquals(
                List.of(key("key-1", "the-a-b")), loaded.settings().providers().getFirst().keys());
        assertEquals(
                Map.of("x-a", "k the-c-d"), loaded.settings().requests().additions().headers());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failover: *x|line 1, column 11: anchors and aliases are not used here: write the value out",
                "server: &x {port: 1}|line 1, column 9: anchors and aliases are not used here: write the value out",
                "failover: !!str standard|line 1, column 11: tags are not used here: write the value alone",
                "server: !thing {port: 1}|line 1, column 9: tags are not used here: write the value alone",
                "chains: !!set [a]|line 1, column 9: tags are not used here: write the value alone"
            })
    void refusesWhatASettingsFileDoesNotNeed(String text, String problem) {
        assertEquals(List.of(problem), problems(text));
    }

    @Test
    void tellsEveryMistakeAtOnce() {
        assertEquals(
                List.of(
                        "line 1, column 1: there is no key \"servr\": did you mean \"server\"?",
                        "line 3, column 11: providers[0].id: \"lab\" is no built-in provider: give it a base_url",
                        "line 4, column 11: failover: expected any_error or standard, found \"no\""),
                problems("servr: {}\nproviders:\n    - id: lab\nfailover: no\n"));
    }

    @Test
    void findsAKeyThatStandsTwice() {
        assertEquals(
                List.of("line 2, column 1: \"failover\" stands twice"),
                problems("failover: standard\nfailover: any_error\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server: {",
                "server: [1, 2",
                "a: b: c",
                "\"a",
                "server:\n\tport: 1",
                "? [a]: b",
                "{[1,2]: 3}",
                "- a\nb: c",
                "%YAML 9.9\n---\na",
                "a: \u0007",
                "@a",
                "`a`"
            })
    void tellsWhereAFileIsNoYaml(String text) {
        List<String> problems = problems(text);

        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().startsWith("line "), problems.getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "text", "5", "- a", "true"})
    void refusesADocumentThatIsNoMapping(String text) {
        assertTrue(problems(text).getFirst().contains("expected keys and values, found "));
    }

    @Test
    void refusesASecondDocument() {
        assertEquals(
                List.of("line 2, column 1: a second document in the file"),
                problems("failover: standard\n---\nfailover: standard\n").stream()
                        .map(problem -> problem.replaceFirst("line .*: a", "line 2, column 1: a"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void refusesDeepNesting(String open) {
        for (int depth : new int[] {40, 600, 100_000}) {
            assertFalse(problems("providers: " + open.repeat(depth)).isEmpty());
        }
    }

    @Test
    void refusesAHugeFile() {
        assertEquals(
                List.of("the file is larger than 1 MiB"), problems("#".repeat(1024 * 1024 + 1)));
    }

    /// Whatever is done to a file, reading it ends in settings or in problems.
    @Test
    void readsOrRefusesEveryDamagedFile() {
        long seed = 20260821;
        var random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            String damaged = damaged(EXAMPLE, random);
            try {
                reader.read(damaged);
            } catch (InvalidSettingsException e) {
                assertFalse(e.problems().isEmpty());
            } catch (RuntimeException e) {
                throw new AssertionError("seed %d, round %d:\n%s".formatted(seed, i, damaged), e);
            }
        }
    }

    private static String damaged(String text, Random random) {
        var damaged = new StringBuilder(text);
        for (int n = random.nextInt(1, 4); n > 0 && !damaged.isEmpty(); n--) {
            int at = random.nextInt(damaged.length());
            int from = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 ->
                        damaged.insert(at, "{}[]:,-&*!|>'\"#%@`?\n\t ~".charAt(random.nextInt(23)));
                case 2 -> damaged.setLength(at + 1);
                default ->
                        damaged.insert(
                                at, text, from, Math.min(text.length(), from + random.nextInt(60)));
            }
        }
        return damaged.toString();
    }

    private List<String> problems(String text) {
        return texts(
                assertThrows(InvalidSettingsException.class, () -> reader.read(text)).problems());
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    private static ProviderKey key(String alias, String secret) {
        return new ProviderKey(alias, new ApiKey(secret));
    }

    private static Provider with(Provider provider, ProviderKey... keys) {
        return provider.withKeys(List.of(keys));
    }

    private static Provider listed(Provider provider) {
        return standing(provider, Standing.LISTED);
    }

    private static Provider standing(Provider provider, Standing standing) {
        return new Provider(
                provider.id(),
                provider.aliases(),
                provider.displayName(),
                provider.baseUrl(),
                provider.needsKey(),
                provider.keyVariables(),
                provider.keys(),
                provider.models(),
                provider.keyStyle(),
                provider.keyShape(),
                provider.surfaces(),
                provider.additions(),
                standing,
                provider.about());
    }

    private static Provider provider(
            String id, List<String> aliases, boolean needsKey, String... variables) {
        return new Provider(
                id,
                aliases,
                id,
                URI.create("https://" + id + ".example/v1"),
                needsKey,
                List.of(variables),
                List.of(),
                List.of());
    }
}
