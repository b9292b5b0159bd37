package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.catalog.Catalogue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What the catalogue adds to what may be asked for.
@Timeout(60)
final class CatalogueInUseTest {
    private static final Catalogue CATALOGUE =
            Listed.of(
                    "openrouter:maker/big|3|200000",
                    "maker:text|1|8000",
                    "host:text|2|8000",
                    "host:only-hosted|2|8000",
                    "elsewhere:text|1|8000");
    private final TestGateway gateway =
            TestGateway.start(
                    """
                    providers:
                      - { id: maker, base_url: SANDBOX }
                      - { id: host, base_url: SANDBOX, api_keys: [{ value: "${env.get('HOST_KEY')}" }] }
                      - id: lab
                        base_url: SANDBOX
                        models:
                          - { id: text, id_aliases: [own] }
                          - { id: error-400-context, max_context_window: 16000 }
                    chains:
                      - { id: support, targets: ["lab:text"] }
                      - { id: narrow, targets: ["lab:error-400-context", "maker:text", "lab:text-9"] }
                    """,
                    Map.of("OPENROUTER_API_KEY", "sk-or-v1-0123456789abcdef"),
                    CATALOGUE);
    private final Http http = new Http(gateway);

    @AfterEach
    void stop() {
        http.close();
        gateway.close();
    }

    @Test
    void listsTheModelsOfProvidersThatCanBeCalledLast() throws Exception {
        List<String> ids =
                Http.json(http.get("/v1/models").body())
                        .path("data")
                        .valueStream()
                        .map(model -> model.path("id").asString())
                        .toList();

        assertEquals(
                List.of(
                        "support",
                        "narrow",
                        "lab:text",
                        "lab:error-400-context",
                        "maker:text",
                        "openrouter:maker/big"),
                ids);
    }

    @Test
    void listsThemForAnthropicsClientsToo() throws Exception {
        JsonNode one =
                Http.json(
                        http.send(
                                        http.to("/v1/models/openrouter:maker%2Fbig")
                                                .header("anthropic-version", "2023-06-01")
                                                .GET()
                                                .build())
                                .body());

        assertEquals("model", one.path("type").asString());
        assertEquals("openrouter:maker/big", one.path("id").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "text, lab:text", // the settings come before the catalogue
        "ONLY-hosted, host:only-hosted",
        "maker:text, maker:text"
    })
    void leadsABareNameToTheProvidersThatServeIt(String name, String targets) throws Exception {
        assertEquals(targets, planned(name));
    }

    @Test
    void suggestsTheCataloguesNames() throws Exception {
        String said =
                Http.json(http.chat(Http.prompt("only-hostd", "")).body())
                        .at("/error/message")
                        .asString();

        assertTrue(said.contains("did you mean \"only-hosted\"?"), said);
    }

    @Test
    void passesOverTargetsThatAreKnownToHoldTooLittle() throws Exception {
        http.get("/v1/models"); // by then the catalogue is there
        var response = http.chat(Http.prompt("narrow", ""));
        JsonNode trace = http.trace(response);

        assertEquals(200, response.statusCode(), response.body());
        assertEquals("lab:text-9", trace.path("served_by").asString());
        assertEquals(
                "maker:text",
                response.headers().firstValue("Understudy-Rejected-Models").orElse(""));
        assertEquals("skipped", trace.at("/rejected/0/why").asString());
        assertEquals(
                "maker:text is passed over: its context of 8,000 tokens is no larger than that of lab:error-400-context, which found the prompt too long",
                trace.at("/rejected/0/reason").asString());
    }

    private String planned(String name) throws Exception {
        JsonNode explained =
                Http.json(
                        http.send(
                                        http.to("/understudy/explain")
                                                .POST(
                                                        java.net.http.HttpRequest.BodyPublishers
                                                                .ofString(
                                                                        "{\"model\":\"%s\"}"
                                                                                .formatted(name)))
                                                .build())
                                .body());
        return String.join(
                " ",
                explained
                        .path("plan")
                        .valueStream()
                        .map(step -> step.path("target").asString())
                        .toList());
    }
}
