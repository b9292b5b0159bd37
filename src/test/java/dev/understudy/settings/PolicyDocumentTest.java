package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.model.GatewaySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyDocumentTest {
    private static final String POLICY =
            """
            on_http_request:
              - name: require gateway token
                expressions:
                  - "!hasReqHeader('authorization')"
                actions:
                  - type: custom-response
                    config: { status_code: 401 }
              - name: ai
                expressions: ["true"]
                actions:
                  - type: ai-gateway
                    config:
                      per_request_timeout: 45s
                      on_error: halt
                      providers:
                        - id: openrouter
                          metadata: { team: qa }
                          api_keys:
                            - value: ${secrets.get('openrouter', 'main')}
                        - id: local-llama
                          base_url: https://local-llama.internal
                          models: [{ id: llama3.2, id_aliases: [small] }]
                      model_selection:
                        strategy: ["ai.models"]
            on_http_response:
              - actions: [{ type: response-body-find-replace, config: { replacements: [] } }]
            """;

    private final SettingsReader reader =
            new SettingsReader(BuiltInProviders.all(), Map.<String, String>of()::get);

    @Test
    void runsAWholePolicyAndNamesWhatIsNotRun() throws InvalidSettingsException {
        SettingsReader.Loaded loaded = reader.read(POLICY);
        GatewaySettings settings = loaded.settings();

        assertEquals(Duration.ofSeconds(45), settings.timeouts().perRequest());
        assertEquals(List.of("ai.models"), settings.strategies().models());
        assertEquals(
                List.of("openrouter", "local-llama"),
                settings.providers().subList(0, 2).stream().map(p -> p.id()).toList());
        assertEquals(
                "https://local-llama.internal/v1",
                settings.providers().get(1).baseUrl().toString());
        assertEquals(
                List.of(
                        "line 6, column 15: on_http_request[0].actions[0].type: the action \"custom-response\" is not run here: only ai-gateway is",
                        "line 9, column 18: on_http_request[1].expressions: they are not evaluated here: the ai-gateway action holds for every request",
                        "line 26, column 23: on_http_response[0].actions[0].type: the action \"response-body-find-replace\" is not run here: only ai-gateway is",
                        "line 19, column 19: on_http_request[1].actions[0].config.providers[0].api_keys[0]: the key is left out: the secret openrouter/main is in no vault: use ${env.get('NAME')}"),
                loaded.warnings().stream().map(Problem::toString).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on_http_request: [{type: ai-gateway, config: {total_timeout: 7s}}]",
                "on_http_request:\n  - type: ai-gateway\n    config:\n      total_timeout: 7s\n",
                "- type: ai-gateway\n  config: {total_timeout: 7s}\n",
                "- actions: [{type: ai-gateway, config: {total_timeout: 7s}}]\n",
                "{type: ai-gateway, config: {total_timeout: 7s}}",
                "{\"on_http_request\": [{\"actions\": [{\"type\": \"ai-gateway\", \"config\": {\"total_timeout\": \"7s\"}}]}]}"
            })
    void findsTheActionInEveryForm(String text) throws InvalidSettingsException {
        assertEquals(Duration.ofSeconds(7), reader.read(text).settings().timeouts().total());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on_http_request: [{type: ai-gateway}, {type: ai-gateway}]|line 1, column 39: on_http_request[1].config: a second ai-gateway action: a policy has one",
                "on_http_request: [{type: deny}]|line 1, column 1: this policy has no ai-gateway action, and so no settings",
                "{on_http_request: [{type: ai-gateway, config: {total_timout: 1s}}]}|line 1, column 48: on_http_request[0].config: there is no key \"total_timout\": did you mean \"total_timeout\"?",
                "{on_http_request: [{type: ai-gateway}], total_timeout: 1s}|line 1, column 41: there is no key \"total_timeout\": the keys here are enabled, inbound, on_event_stream_message, on_http_request, on_http_response, on_tcp_connect, outbound",
                "on_http_request: [{actions: [{config: {}}]}]|line 1, column 30: on_http_request[0].actions[0]: an action needs a type, such as ai-gateway"
            })
    void saysWhatIsWrongWithAPolicy(String text, String problem) {
        assertEquals(
                problem,
                assertThrows(InvalidSettingsException.class, () -> reader.read(text))
                        .problems()
                        .getFirst()
                        .toString());
    }
}
