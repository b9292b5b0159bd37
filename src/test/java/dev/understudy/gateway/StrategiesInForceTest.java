package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.catalog.Catalogue;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Strategies of the settings, seen from both sides of the gateway.
@Timeout(60)
final class StrategiesInForceTest {
    private static final Catalogue CATALOGUE =
            Listed.of(
                    "lab:text|3|8000",
                    "lab:echo|0.1|8000",
                    "lab:text-5|0.3|8000",
                    "keyless:text-9|0.01|8000");
    private static final String LAB =
            """
            providers:
              - { id: lab, base_url: SANDBOX, api_keys: [{ value: lab-key-0001 }] }
              - { id: keyless, base_url: SANDBOX, api_keys: [{ value: "${env.get('NONE')}" }] }
            """;

    private static final String KEYED =
            """
            providers:
              - id: lab
                base_url: SANDBOX
                api_keys:
                  - { id: main, value: main-key-0001 }
                  - { id: spare, value: spare-key-0001 }
                  - { id: last, value: last-key-0001 }
            """;
    private static final String ANSWER =
            """
            {"id": "a", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0,
             "message": {"role": "assistant", "content": "Good evening."}, "finish_reason": "stop"}]}
            """;
    private static final String TIERED =
            LAB.replace("id: lab,", "id: lab, models: [{ id: text, metadata: { tier: gold } }],");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // with a provider, its key and the catalogue's prices alone
                "[\"ai.models.underCost('text.input', 0.4).sortBy('price')\"]|\"auto\"|lab:echo",
                "[\"ai.models.sortBy(m, 0 - m.pricing['text.input'])\"]|\"\"|lab:text",
                // the first that chooses anything decides
                "[\"ai.models.only(['none'])\", ai.models]|\"auto\"|lab:text",
                "[\"ai.models.only(['echo'])\", ai.models]|\"auto\"|lab:echo",
                // one that cannot be worked out is passed over
                "[\"ai.models[99]\", \"ai.models.only(['echo'])\"]|\"auto\"|lab:echo",
                // a caller's order holds
                "[\"ai.models.sortBy('price')\"]|\"lab:text-5\",\"models\":[\"lab:echo\"]|lab:text-5",
                // and the strategy leaves out
                "[\"ai.models.ignore(['text-5'])\"]|\"lab:text-5\",\"models\":[\"lab:echo\"]|lab:echo",
                // names that are passed on are known to it
                "[\"ai.models.filter(m, !m.known)\"]|\"lab:text-7\"|lab:text-7"
            })
    void choosesWhoAnswers(String strategy, String model, String answered) throws Exception {
        try (TestGateway gateway =
                        gateway(LAB + "model_selection: { strategy: " + strategy + " }");
                Http http = new Http(gateway)) {
            HttpResponse<String> response =
                    http.chat(
                            "{\"model\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                                    .formatted(model));

            assertEquals(200, response.statusCode(), response.body());
            assertEquals(answered, response.headers().firstValue("Understudy-Model").orElse(""));
        }
    }

    @Test
    void filtersAChainsTargetsAndKeepsTheirOrder() throws Exception {
        try (TestGateway gateway =
                        gateway(
                                LAB
                                        + """
                                        chains: [{ id: support, targets: ["lab:text", "lab:text-5", "lab:echo"] }]
                                        model_selection: { strategy: ["ai.models.underCost('text.input', 1).sortBy('price')"] }
                                        """);
                Http http = new Http(gateway)) {
            HttpResponse<String> response = http.chat(Http.prompt("support", ""));
            JsonNode explained = explain(http, "support");

            assertEquals(
                    "lab:text-5", response.headers().firstValue("Understudy-Model").orElse(""));
            assertEquals(
                    "lab:text",
                    response.headers().firstValue("Understudy-Rejected-Models").orElse(""));
            assertEquals(
                    List.of("lab:text-5", "lab:echo"),
                    explained
                            .path("plan")
                            .valueStream()
                            .map(step -> step.path("target").asString())
                            .toList());
            assertEquals(
                    Http.json(
                            """
                            [{"model": "lab:text", "why": "not_selected", "reason": "\\"lab:text\\" is left out by model_selection"}]
                            """),
                    explained.path("rejected"));
            assertEquals(
                    Http.json(
                            """
                            [{"strategy": "ai.models.underCost('text.input', 1).sortBy('price')",
                              "outcome": "chose", "count": 2, "chosen": ["lab:echo", "lab:text-5"]}]
                            """),
                    explained.path("model_selection"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ai.models[99]|auto|\"ai.models[99]\" failed at 1:10: there is no element 99",
                "ai.models.filter(m, m.custom).map(m, m.metadata.tier)|auto|the result is list of string, where a Model or a list of them is needed",
                "ai.models.only(['x'])|auto|chooses none of 3 models",
                "ai.models.only(['echo'])|lab:text|\"lab:text\" is left out by model_selection"
            })
    void saysWhyNothingIsChosen(String expression, String model, String said) throws Exception {
        try (TestGateway gateway =
                        gateway(
                                TIERED
                                        + "model_selection: { strategy: [\""
                                        + expression
                                        + "\"] }");
                Http http = new Http(gateway)) {
            HttpResponse<String> response = http.chat(Http.prompt(model, ""));
            JsonNode error = Http.json(response.body()).path("error");

            assertEquals(422, response.statusCode(), response.body());
            assertEquals("no_model_selected", error.path("code").asString());
            assertTrue(error.path("message").asString().contains(said), response.body());
            assertEquals(List.of(), gateway.sandbox().requests());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ai.keys.filter(k, k.id != 'main')|spare",
                "ai.keys.sortBy(k, k.id)|last",
                "ai.keys.filter(k, k.id == 'none')|",
                "ai.keys[7]|"
            })
    void choosesTheKey(String expression, String key) throws Exception {
        try (TestGateway gateway =
                        gateway(
                                KEYED
                                        + "api_key_selection: { strategy: [\""
                                        + expression
                                        + "\"] }");
                Http http = new Http(gateway)) {
            HttpResponse<String> response = http.chat(Http.prompt("lab:text", ""));

            if (key == null) {
                JsonNode error = Http.json(response.body()).path("error");
                assertEquals(422, response.statusCode(), response.body());
                assertEquals("no_key_selected", error.path("code").asString());
                assertTrue(
                        error.path("message").asString().contains("leaves no key of lab"),
                        response.body());
                assertEquals(List.of(), gateway.sandbox().requests());
            } else {
                assertEquals(200, response.statusCode(), response.body());
                assertEquals(key, http.trace(response).at("/attempts/0/key").asString());
            }
        }
    }

    @Test
    void goesOnWithAnotherKeyOnceAProviderSaysThatOneIsNearlySpent() throws Exception {
        try (var provider = new ScriptedProvider();
                TestGateway gateway =
                        gateway(
                                KEYED.replace("SANDBOX", provider.base().toString())
                                        + """
                                        api_key_selection: { strategy: ["ai.keys.filter(k, k.quota.remaining_requests == null || k.quota.remaining_requests >= 5)", "ai.keys"] }
                                        """);
                Http http = new Http(gateway)) {
            provider.willSendJson(200, ANSWER, "x-ratelimit-remaining-requests: 900");
            var keys = new ArrayList<String>();
            keys.add(keyUsed(http));
            provider.willSendJson(200, ANSWER, "x-ratelimit-remaining-requests: 3");
            keys.add(keyUsed(http));
            keys.add(keyUsed(http));

            assertEquals(List.of("main", "main", "spare"), keys);
        }
    }

    @Test
    void goesOnToTheNextTargetWhereNoKeyIsLeft() throws Exception {
        try (TestGateway gateway =
                        gateway(
                                KEYED
                                        + """
                                          - { id: free, base_url: SANDBOX }
                                        chains: [{ id: support, targets: ["lab:text", "free:text"] }]
                                        api_key_selection: { strategy: ["ai.keys.filter(k, k.id == 'none')"] }
                                        """);
                Http http = new Http(gateway)) {
            HttpResponse<String> response = http.chat(Http.prompt("support", ""));

            assertEquals(200, response.statusCode(), response.body());
            assertEquals("free:text", response.headers().firstValue("Understudy-Model").orElse(""));
            assertEquals(
                    "lab:text",
                    response.headers().firstValue("Understudy-Rejected-Models").orElse(""));
        }
    }

    @Test
    void tellsInTheTraceHowItChose() throws Exception {
        try (TestGateway gateway =
                        gateway(
                                KEYED
                                        + """
                                          - { id: bare, base_url: SANDBOX, models: [{ id: text }] }
                                        model_selection: { strategy: ["ai.models.filter(m, m.max_context_window > 9000)", "ai.models.sortBy('price')"] }
                                        api_key_selection: { strategy: ["ai.keys[9]", "ai.keys.filter(k, k.id != 'main')"] }
                                        """);
                Http http = new Http(gateway)) {
            JsonNode trace = http.trace(http.chat(Http.prompt("auto", "")));
            JsonNode explained = explain(http, "auto");

            JsonNode models =
                    Http.json(
                            """
                            [{"strategy": "ai.models.filter(m, m.max_context_window > 9000)", "outcome": "nothing", "count": 0,
                              "chosen": [], "dropped_count": 1,
                              "dropped": [{"element": "bare:text", "reason": "null cannot be compared with int"}]},
                             {"strategy": "ai.models.sortBy('price')", "outcome": "chose", "count": 4,
                              "chosen": ["lab:echo", "lab:text-5", "lab:text", "bare:text"]}]
                            """);
            JsonNode keys =
                    Http.json(
                            """
                            [{"target": "lab:echo", "strategy": "ai.keys[9]", "outcome": "failed", "count": 0, "chosen": [],
                              "error": "1:8: there is no element 9 in a list of 3"},
                             {"target": "lab:echo", "strategy": "ai.keys.filter(k, k.id != 'main')", "outcome": "chose", "count": 2,
                              "chosen": ["spare", "last"]}]
                            """);
            assertEquals(models, trace.path("model_selection"));
            assertEquals(keys, trace.path("api_key_selection"));
            assertEquals(models, explained.path("model_selection"));
            assertEquals(keys, explained.path("api_key_selection"));
            assertEquals(Http.json("[\"spare\", \"last\"]"), explained.at("/plan/0/keys"));
        }
    }

    @Test
    void tellsInTheTraceWhyNothingWasTried() throws Exception {
        try (TestGateway gateway =
                        gateway(LAB + "model_selection: { strategy: [\"ai.models[99]\"] }");
                Http http = new Http(gateway)) {
            JsonNode trace = http.trace(http.chat(Http.prompt("auto", "")));

            assertEquals("refused", trace.path("ending").asString());
            assertEquals("failed", trace.at("/model_selection/0/outcome").asString());
        }
    }

    @Test
    void splitsRequestsByWeight() throws Exception {
        try (TestGateway gateway =
                        gateway(
                                """
                                providers:
                                  - id: lab
                                    base_url: SANDBOX
                                    api_keys: [{ id: a, value: a-key-00001, weight: 1 }, { id: b, value: b-key-00001, weight: 3 }]
                                chains:
                                  - { id: split, targets: ["lab:text", "lab:echo"], weights: [1, 2] }
                                """);
                Http http = new Http(gateway)) {
            var answered = new ArrayList<String>();
            for (int i = 0; i < 6; i++) {
                explain(http, "split"); // which takes no turn
                JsonNode trace = http.trace(http.chat(Http.prompt("split", "")));
                answered.add(
                        trace.path("served_by").asString()
                                + "/"
                                + trace.at("/attempts/0/key").asString());
            }

            assertEquals(
                    List.of(
                            "lab:echo/b",
                            "lab:text/a",
                            "lab:echo/b",
                            "lab:echo/b",
                            "lab:text/b",
                            "lab:echo/a"),
                    answered);
        }
    }

    private static String keyUsed(Http http) throws Exception {
        return http.trace(http.chat(Http.prompt("lab:text", ""))).at("/attempts/0/key").asString();
    }

    private static TestGateway gateway(String yaml) {
        return TestGateway.start(yaml, Map.of(), CATALOGUE);
    }

    private static JsonNode explain(Http http, String model) throws Exception {
        return Http.json(
                http.send(
                                http.to("/understudy/explain")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        "{\"model\":\"%s\"}".formatted(model)))
                                        .build())
                        .body());
    }
}
