package dev.understudy.sandbox;

import static dev.understudy.sandbox.SandboxClient.chunks;
import static dev.understudy.sandbox.SandboxClient.json;
import static dev.understudy.sandbox.SandboxClient.prompt;
import static dev.understudy.sandbox.SandboxClient.streamed;
import static dev.understudy.sandbox.SandboxClient.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.sse.SseEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(10)
class AnswersTest {
    private static final String[] KEY = {"Authorization", "Bearer sk-or-v1-test"};
    private static final SseEvent DONE = new SseEvent.Message("", "[DONE]");

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

    private static List<SseEvent> openAi(String model) throws Exception {
        return client.events(server.openAiBase(), streamed(model));
    }

    private static List<SseEvent> openRouter(String model) throws Exception {
        return client.events(server.openRouterBase(), streamed(model), KEY);
    }

    private static JsonNode whole(String model) throws Exception {
        return json(
                client.post(server.openRouterBase(), "/chat/completions", prompt(model), KEY)
                        .body());
    }

    private static JsonNode delta(JsonNode chunk) {
        return chunk.path("choices").path(0).path("delta");
    }

    @Test
    void streamsInTheOrderOfOpenAi() throws Exception {
        var body = streamed("text-3");
        body.putObject("stream_options").put("include_usage", true);
        var events = client.events(server.openAiBase(), body);
        var chunks = chunks(events);

        assertEquals(6, chunks.size());
        assertEquals(
                json("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"),
                delta(chunks.get(0)));
        assertTrue(chunks.get(1).path("usage").isNull());
        assertEquals(json("{}"), delta(chunks.get(4)));
        assertEquals("stop", chunks.get(4).at("/choices/0/finish_reason").asString());
        assertEquals(json("[]"), chunks.get(5).path("choices"));
        assertEquals(4, chunks.get(5).at("/usage/prompt_tokens").asInt());
        assertEquals(3, chunks.get(5).at("/usage/completion_tokens").asInt());
        assertEquals(DONE, events.getLast());
        assertEquals(1, chunks.stream().map(chunk -> chunk.path("id")).distinct().count());
        assertTrue(chunks.getFirst().path("id").asString().matches("chatcmpl-[A-Za-z0-9]{29}"));
    }

    @Test
    void leavesUsageOutAtOpenAiUnlessAsked() throws Exception {
        assertTrue(chunks(openAi("text-3")).stream().noneMatch(chunk -> chunk.has("usage")));
    }

    @Test
    void streamsInTheOrderOfOpenRouter() throws Exception {
        var events = openRouter("fake/text-3");
        var chunks = chunks(events);

        assertEquals(new SseEvent.Comment("OPENROUTER PROCESSING"), events.getFirst());
        assertEquals(5, chunks.size());
        assertTrue(
                chunks.getFirst().path("id").asString().matches("gen-[0-9]{10}-[A-Za-z0-9]{20}"));
        assertTrue(
                chunks.stream()
                        .allMatch(
                                chunk -> delta(chunk).path("role").asString().equals("assistant")));
        assertEquals("stop", chunks.get(3).at("/choices/0/finish_reason").asString());
        assertEquals(chunks.get(3).path("choices"), chunks.get(4).path("choices"));
        assertTrue(chunks.get(4).path("service_tier").isNull());
        assertEquals(
                0,
                new BigDecimal("0.00001")
                        .compareTo(chunks.get(4).at("/usage/cost").decimalValue()));
        assertEquals(DONE, events.getLast());
    }

    @Test
    void saysTheSameStreamedAndWhole() throws Exception {
        String whole = whole("text").at("/choices/0/message/content").asString();

        assertEquals(60, whole.split(" ", -1).length);
        assertEquals(whole, text(chunks(openRouter("text"))));
        assertEquals(whole, text(chunks(openAi("fake/text"))));
    }

    @Test
    void keepsThePaceOfTheSuffix() throws Exception {
        long start = System.nanoTime();
        assertEquals(10, text(chunks(openAi("text-10@100"))).split(" ", -1).length);
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis >= 90, millis + " ms");
    }

    @Test
    void survivesSplittingAtEveryByte() throws Exception {
        var body = client.open(server.openAiBase(), streamed("split-bytes")).body();
        String raw = new String(body.readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(raw.contains("\r\n\r\ndata: "));
        assertEquals(
                "Grüße aus Zürich, 東京 und 🎭 für alle, die Bytes zählen: Ende gut, alles gut",
                text(chunks(openRouter("split-bytes"))));
    }

    @ParameterizedTest
    @CsvSource({"usage-a,1", "usage-b,0", "usage-c,1"})
    void tellsUsageInEveryShape(String model, int choices) throws Exception {
        var last = chunks(openRouter(model)).getLast();

        assertEquals(choices, last.path("choices").size());
        assertEquals(60, last.at("/usage/completion_tokens").asInt());
        assertEquals(
                model.equals("usage-c") ? "stop" : "",
                last.at("/choices/0/finish_reason").asString(""));
    }

    @Test
    void withholdsUsage() throws Exception {
        assertTrue(chunks(openRouter("no-usage")).stream().noneMatch(chunk -> chunk.has("usage")));
        assertFalse(whole("no-usage").has("usage"));
    }

    @Test
    void echoesTheRequest() throws Exception {
        String echo = whole("echo").at("/choices/0/message/content").asString();

        assertEquals(prompt("echo"), json(echo));
    }

    @Test
    void sendsSeventeenCommentsBeforeTheText() throws Exception {
        var events = openRouter("keepalive");

        for (int i = 0; i < 17; i++) {
            assertEquals(new SseEvent.Comment("OPENROUTER PROCESSING"), events.get(i));
        }
        assertTrue(events.get(17) instanceof SseEvent.Message);
    }

    @Test
    void reasonsFirst() throws Exception {
        var chunks = chunks(openRouter("reasoning"));
        var message = whole("reasoning").at("/choices/0/message");

        assertEquals("The ", delta(chunks.getFirst()).path("reasoning").asString());
        assertEquals(
                "c2FuZGJveC1zaWduYXR1cmU=",
                message.at("/reasoning_details/0/signature").asString());
        assertEquals(
                9,
                chunks.getLast().at("/usage/completion_tokens_details/reasoning_tokens").asInt());
    }

    @Test
    void callsTheToolThatIsOffered() throws Exception {
        var body = prompt("tool");
        var function = body.putArray("tools").addObject().put("type", "function");
        function.putObject("function")
                .put("name", "add")
                .set("parameters", json("{\"properties\":{\"a\":{\"type\":\"integer\"}}}"));
        var answer = json(client.post(server.openAiBase(), "/chat/completions", body).body());
        var call = answer.at("/choices/0/message/tool_calls/0");

        assertEquals("tool_calls", answer.at("/choices/0/finish_reason").asString());
        assertEquals(
                json("{\"name\":\"add\",\"arguments\":\"{\\\"a\\\":1}\"}"), call.path("function"));
        assertTrue(call.path("id").asString().startsWith("call_"));
        assertTrue(answer.at("/choices/0/message/content").isNull());
    }

    @Test
    void callsToolsInParallelAndInPieces() throws Exception {
        var indexes =
                chunks(openAi("tools-parallel")).stream()
                        .map(chunk -> delta(chunk).path("tool_calls").path(0))
                        .filter(call -> call.has("id"))
                        .map(call -> call.path("index").asInt())
                        .toList();
        assertEquals(List.of(0, 1), indexes);
    }

    @Test
    void answersAfterTheToolsResult() throws Exception {
        var body = prompt("tool");
        body.withArray("messages").addObject().put("role", "tool").put("content", "sunny");
        var answer = json(client.post(server.openAiBase(), "/chat/completions", body).body());

        assertEquals("stop", answer.at("/choices/0/finish_reason").asString());
    }

    @Test
    void hasTheQuirksOfSomeProviders() throws Exception {
        var calls = whole("tool-quirks").at("/choices/0/message/tool_calls");

        assertEquals(1, calls.path(0).path("index").asInt());
        assertFalse(calls.path(1).has("id"));
        assertEquals("", calls.path(2).at("/function/arguments").asString());
    }

    @ParameterizedTest
    @CsvSource({"length,length", "content-filter,content_filter", "refusal,stop", "empty,stop"})
    void finishesForEveryReason(String model, String reason) throws Exception {
        assertEquals(reason, whole(model).at("/choices/0/finish_reason").asString());
        var chunks = chunks(openAi(model));
        assertEquals(reason, chunks.getLast().at("/choices/0/finish_reason").asString());
    }

    @Test
    void carriesImagesAnnotationsAndRefusals() throws Exception {
        assertTrue(
                whole("image")
                        .at("/choices/0/message/images/0/image_url/url")
                        .asString()
                        .startsWith("data:image/png"));
        assertEquals(2, whole("annotations").at("/choices/0/message/annotations").size());
        assertEquals(
                "I cannot help with that.",
                whole("refusal").at("/choices/0/message/refusal").asString());
    }

    @Test
    void compressesForThoseWhoAccept() throws Exception {
        var response = client.open(server.openAiBase(), prompt("gzip"), "Accept-Encoding", "gzip");
        assertEquals("gzip", response.headers().firstValue("Content-Encoding").orElse(""));
        try (var body = new GZIPInputStream(response.body())) {
            assertEquals(
                    "chat.completion", Json.read(body.readAllBytes()).path("object").asString());
        }
        var plain = client.post(server.openAiBase(), "/chat/completions", prompt("gzip"));
        assertEquals("chat.completion", json(plain.body()).path("object").asString());
    }

    @Test
    void quotesThePromptInTheDemo() throws Exception {
        var body = Json.object().put("model", "demo@5000");
        body.putArray("messages").addObject().put("role", "user").put("content", "What is  this?");
        var answer = json(client.post(server.openAiBase(), "/chat/completions", body).body());
        String text = answer.at("/choices/0/message/content").asString();

        assertTrue(text.contains("> What is this?\n"), text);
        assertTrue(text.contains("```bash") && text.contains("| --- | --- |"), text);
    }

    @Test
    void triesTheFallbacksOfTheRequest() throws Exception {
        var body = prompt("error-503");
        body.putArray("models").add("error-429").add("text-1");
        var answer =
                json(client.post(server.openRouterBase(), "/chat/completions", body, KEY).body());

        assertEquals("text-1", answer.path("model").asString());
    }
}
