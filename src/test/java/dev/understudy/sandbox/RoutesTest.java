package dev.understudy.sandbox;

import static dev.understudy.sandbox.SandboxClient.json;
import static dev.understudy.sandbox.SandboxClient.prompt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(10)
class RoutesTest {
    private static final String[] KEY = {"Authorization", "Bearer sk-or-v1-0123456789abcdef"};

    private static SandboxServer server;
    private static SandboxClient client;

    @BeforeAll
    static void start() throws IOException {
        server = SandboxServer.start(0);
        client = new SandboxClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static JsonNode openRouter(String path, String... headers) throws Exception {
        return json(client.get(server.openRouterBase(), path, headers).body());
    }

    @Test
    void listsTheCatalogue() throws Exception {
        var models = openRouter("/models");

        assertEquals(422, models.path("data").size());
        assertEquals(422, models.path("total_count").asInt());
        assertTrue(models.path("links").has("next"));
        assertEquals(422, openRouter("/models/count").at("/data/count").asInt());
    }

    @Test
    void searchesAndPagesTheCatalogue() throws Exception {
        var found = openRouter("/models?q=haiku&limit=1");
        assertEquals(1, found.path("data").size());
        assertTrue(found.path("total_count").asInt() > 1);
        assertEquals(
                400,
                client.get(server.openRouterBase(), "/models?output_modalities=bad").statusCode());
    }

    @Test
    void inventsTwoEndpointsForEachModel() throws Exception {
        String path = "/models/anthropic/claude-haiku-4.5/endpoints";
        var without = openRouter(path).at("/data/endpoints");
        var with = openRouter(path, KEY).at("/data/endpoints");

        assertEquals(2, with.size());
        assertTrue(without.path(0).path("latency_last_30m").isNull());
        assertTrue(with.path(0).at("/throughput_last_30m/p50").isNumber());
        for (String field :
                List.of(
                        "name",
                        "model_id",
                        "model_name",
                        "provider_name",
                        "tag",
                        "quantization",
                        "context_length",
                        "max_completion_tokens",
                        "max_prompt_tokens",
                        "pricing",
                        "supported_parameters",
                        "supports_implicit_caching",
                        "supports_tool_choice",
                        "supports_voice_cloning",
                        "supports_multiple_audio_references",
                        "supports_image_reference",
                        "native_tools",
                        "status",
                        "uptime_last_5m",
                        "uptime_last_30m",
                        "uptime_last_1d",
                        "latency_last_30m",
                        "throughput_last_30m")) {
            assertTrue(with.path(0).has(field), field);
        }
        assertEquals(404, openRouter("/models/no/such/endpoints").at("/error/code").asInt());
    }

    @Test
    void namesItsProviders() throws Exception {
        assertEquals("sandbox-east", openRouter("/providers").at("/data/0/slug").asString());
    }

    @Test
    void tellsAboutTheKey() throws Exception {
        assertEquals(401, openRouter("/key").at("/error/code").asInt());
        assertEquals(401, openRouter("/credits").at("/error/code").asInt());
        var data = openRouter("/key", KEY).path("data");
        assertEquals("sk-or-v1-012...def", data.path("label").asString());
        assertTrue(data.has("allowed_data_regions") && data.has("free_model_daily_requests"));
        assertEquals(10, openRouter("/credits", KEY).at("/data/total_credits").asInt());
        assertEquals(
                401,
                openRouter("/key", "Authorization", "Bearer sk-wrong").at("/error/code").asInt());
    }

    @Test
    void listsItsModelsLikeOpenAi() throws Exception {
        var list = json(client.get(server.openAiBase(), "/models").body());
        assertEquals("list", list.path("object").asString());
        assertEquals("demo", list.at("/data/0/id").asString());
        assertEquals(200, client.get(server.openAiBase(), "/models/text").statusCode());
        assertEquals(404, client.get(server.openAiBase(), "/models/a%2Fb").statusCode());
    }

    @Test
    void playsEveryModelItLists() throws Exception {
        for (String name : Scenarios.NAMES) {
            var call =
                    ChatCall.read(Wire.CHAT_COMPLETIONS, Manner.OPENAI, prompt(name)).orElseThrow();
            assertTrue(
                    new Scenarios(new Memory(() -> 0)).script(name, call, 1, 1).isPresent(), name);
        }
    }

    @Test
    void embedsTheSameTextAlike() throws Exception {
        var request = Json.object().put("model", "m").put("dimensions", 8);
        request.putArray("input").add("one").add("two").add("one");
        var numbers = json(client.post(server.openAiBase(), "/embeddings", request).body());
        request.put("encoding_format", "base64");
        var base64 = json(client.post(server.openRouterBase(), "/embeddings", request, KEY).body());

        var data = numbers.path("data");
        assertEquals(data.path(0).path("embedding"), data.path(2).path("embedding"));
        assertFalse(data.path(0).path("embedding").equals(data.path(1).path("embedding")));
        byte[] bytes = Base64.getDecoder().decode(base64.at("/data/0/embedding").asString());
        float first = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat();
        assertEquals(data.path(0).path("embedding").path(0).floatValue(), first);
        assertEquals(3, numbers.at("/usage/total_tokens").asInt());
        assertTrue(base64.path("usage").has("cost") && base64.has("id"));
    }

    @Test
    void recordsWhatCameInWithoutItsKeys() throws Exception {
        server.reset();
        client.post(server.openRouterBase(), "/chat/completions", prompt("text"), KEY);
        client.post(
                server.openAiBase(), "/chat/completions?a=b", prompt("text"), "x-api-key", "short");

        var requests = server.requests();
        assertEquals(2, requests.size());
        assertEquals("POST", requests.getFirst().method());
        assertEquals("/api/v1/chat/completions", requests.getFirst().path());
        assertEquals("Bearer …cdef", requests.getFirst().headers().get("authorization"));
        assertEquals(prompt("text"), json(requests.getFirst().body()));
        assertEquals("/v1/chat/completions?a=b", requests.getLast().path());
        assertEquals("…", requests.getLast().headers().get("x-api-key"));
    }

    @Test
    void pricesACatalogueModelByTheCatalogue() throws Exception {
        var catalogue = new Catalogue();
        var model = catalogue.modelByAnyName("claude-haiku-4.5").orElseThrow();
        assertEquals("0.000005", Catalogue.price(model).completion().toPlainString());
        assertEquals(model, catalogue.model("anthropic/claude-haiku-4.5:nitro").orElseThrow());
    }

    @Test
    void isHealthy() throws Exception {
        assertEquals(200, client.get(server.origin(), "/healthz").statusCode());
        assertEquals(404, client.get(server.origin(), "/nowhere").statusCode());
    }
}
