package dev.understudy.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.ToolUseBlock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's own client against the sandbox.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MessagesWireTest {
    private SandboxServer server;
    private AnthropicClient anthropic;

    @BeforeAll
    void start() throws IOException {
        server = SandboxServer.start(0);
        anthropic = client("sk-ant-test");
    }

    @AfterAll
    void stop() {
        anthropic.close();
        server.close();
    }

    @Test
    void answersWhole() {
        Message message = whole("text-5");

        assertEquals(5, text(message).split(" ", -1).length);
        assertEquals(StopReason.END_TURN, message.stopReason().orElseThrow());
        assertEquals(5, message.usage().outputTokens());
        assertEquals(1, message.usage().inputTokens());
        assertEquals("text-5", message.model().asString());
        assertTrue(message.id().startsWith("msg_01"), message.id());
    }

    @Test
    void streamsTheSame() {
        Message message = streamed("text-5");

        assertEquals(text(whole("text-5")), text(message));
        assertEquals(StopReason.END_TURN, message.stopReason().orElseThrow());
        assertEquals(5, message.usage().outputTokens());
        assertEquals(1, message.usage().inputTokens());
    }

    @Test
    void countsThePromptBeforeItSpeaks() {
        var first = events("text-5").getFirst().messageStart().orElseThrow().message().usage();

        assertEquals(1, first.inputTokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tool", "tools-parallel", "tool-quirks"})
    void callsTheToolsItIsOffered(String model) {
        List<ToolUseBlock> whole = calls(anthropic.messages().create(offering(model)));
        List<ToolUseBlock> streamed = calls(accumulated(offering(model)));

        assertEquals(model.equals("tool") ? 1 : model.equals("tool-quirks") ? 3 : 2, whole.size());
        assertEquals(inputs(whole), inputs(streamed));
        assertEquals("{city=Bern}", inputs(whole).getFirst());
        assertEquals(whole.size(), streamed.stream().map(ToolUseBlock::id).distinct().count());
        assertTrue(streamed.stream().allMatch(call -> call.id().startsWith("toolu_01")));
    }

    @Test
    void saysThatItCallsATool() {
        assertEquals(
                StopReason.TOOL_USE,
                anthropic.messages().create(offering("tool")).stopReason().orElseThrow());
    }

    @Test
    void answersAToolsResult() {
        Message message =
                anthropic
                        .messages()
                        .create(
                                prompt("tool")
                                        .putAdditionalBodyProperty(
                                                "messages", JsonValue.from(afterACall()))
                                        .build());

        assertEquals(StopReason.END_TURN, message.stopReason().orElseThrow());
        assertFalse(text(message).isEmpty());
    }

    @Test
    void thinksAndSigns() {
        for (Message message : List.of(whole("reasoning"), streamed("reasoning"))) {
            var thinking = message.content().getFirst().asThinking();
            assertEquals("The question is clear. A short answer will do.", thinking.thinking());
            assertEquals("c2FuZGJveC1zaWduYXR1cmU=", thinking.signature());
            assertTrue(message.content().getLast().isText());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "length, max_tokens",
        "content-filter, refusal",
        "refusal, refusal",
        "empty, end_turn",
        "keepalive, end_turn",
        "split-bytes, end_turn"
    })
    void endsAsTheModelSays(String model, String reason) {
        assertEquals(StopReason.of(reason), whole(model).stopReason().orElseThrow());
        assertEquals(StopReason.of(reason), streamed(model).stopReason().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "error-400-context, 400, invalid_request_error, prompt is too long",
        "error-400-policy, 400, invalid_request_error, content filtering",
        "error-401, 401, authentication_error, invalid x-api-key",
        "error-402, 402, billing_error, credits",
        "error-404, 404, not_found_error, Not Found",
        "error-429, 429, rate_limit_error, Rate limit",
        "error-500, 500, api_error, server had an error",
        "error-529, 529, overloaded_error, Overloaded",
        "no-such-model, 404, not_found_error, model: no-such-model"
    })
    void refusesInAnthropicsWords(String model, int status, String type, String words) {
        var e = assertThrows(AnthropicServiceException.class, () -> whole(model));

        assertEquals(status, e.statusCode());
        assertTrue(String.valueOf(e.body()).contains(type), e.toString());
        assertTrue(String.valueOf(e.body()).contains(words), e.toString());
        assertEquals(1, e.headers().values("request-id").size());
    }

    @Test
    void refusesAStreamInTheSameWay() {
        var e = assertThrows(AnthropicServiceException.class, () -> streamed("error-429"));

        assertEquals(429, e.statusCode());
        assertEquals(List.of("1"), e.headers().values("retry-after"));
    }

    @Test
    void tellsOfAnErrorInsideAStream() {
        var e = assertThrows(AnthropicException.class, () -> streamed("error-in-200-after-text"));

        assertTrue(String.valueOf(e).contains("Provider returned error"), e.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-after-4", "reset-after-4", "fb-s08-stream-cut"})
    void breaksOffInTheMiddle(String model) {
        assertThrows(AnthropicException.class, () -> events(model));
    }

    @Test
    void leavesOutTheLastEvent() {
        assertTrue(events("text-5").getLast().isMessageStop());
        assertTrue(events("fb-s11-no-done").getLast().isMessageDelta());
    }

    @Test
    void goesOnFromAPrefill() {
        Message message =
                anthropic
                        .messages()
                        .create(prompt("fb-ok").addAssistantMessage("word1 word2 word3").build());

        assertTrue(text(message).strip().startsWith("word4 word5"), text(message));
    }

    @Test
    void refusesAPrefillWhereItsModelDoes() {
        assertEquals(
                400,
                assertThrows(
                                AnthropicServiceException.class,
                                () ->
                                        anthropic
                                                .messages()
                                                .create(
                                                        prompt("fb-ok-noprefill")
                                                                .addAssistantMessage("word1")
                                                                .build()))
                        .statusCode());
    }

    @Test
    void countsTokens() {
        assertEquals(
                1,
                anthropic
                        .messages()
                        .countTokens(
                                MessageCountTokensParams.builder()
                                        .model("text")
                                        .addUserMessage("Hi")
                                        .build())
                        .inputTokens());
    }

    @Test
    void repeatsTheRequestAsItCame() {
        assertTrue(text(whole("echo")).contains("\"max_tokens\":100"), text(whole("echo")));
    }

    @Test
    void insistsOnWhatAnthropicInsistsOn() throws Exception {
        try (var client = new SandboxClient()) {
            ObjectNode body = SandboxClient.prompt("text");
            var unversioned = client.post(server.openAiBase(), "/messages", body);
            var unlimited =
                    client.post(
                            server.openAiBase(),
                            "/messages",
                            body,
                            "anthropic-version",
                            "2023-06-01");

            assertEquals(400, unversioned.statusCode());
            assertTrue(unversioned.body().contains("anthropic-version"), unversioned.body());
            assertEquals(400, unlimited.statusCode());
            assertTrue(unlimited.body().contains("max_tokens"), unlimited.body());
            var nameless =
                    client.post(
                            server.openAiBase(),
                            "/messages",
                            SandboxClient.prompt("").put("max_tokens", 5),
                            "anthropic-version",
                            "2023-06-01");
            assertEquals(400, nameless.statusCode());
            assertTrue(nameless.body().contains("model: Field required"), nameless.body());
        }
    }

    @Test
    void refusesAWrongKey() {
        AnthropicClient stranger = client("sk-wrong");

        var e =
                assertThrows(
                        AnthropicServiceException.class,
                        () -> stranger.messages().create(prompt("text").build()));

        assertEquals(401, e.statusCode());
        assertTrue(String.valueOf(e.body()).contains("authentication_error"), e.toString());
        stranger.close();
    }

    private AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(server.origin().toString())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private Message whole(String model) {
        return anthropic.messages().create(prompt(model).build());
    }

    private Message streamed(String model) {
        return accumulated(prompt(model).build());
    }

    private Message accumulated(MessageCreateParams params) {
        var all = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream =
                anthropic.messages().createStreaming(params)) {
            stream.stream().forEach(all::accumulate);
        }
        return all.message();
    }

    private List<RawMessageStreamEvent> events(String model) {
        try (StreamResponse<RawMessageStreamEvent> stream =
                anthropic.messages().createStreaming(prompt(model).build())) {
            return stream.stream().toList();
        }
    }

    private static MessageCreateParams.Builder prompt(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage("Hi");
    }

    private static MessageCreateParams offering(String model) {
        var schema =
                Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string")));
        return prompt(model)
                .putAdditionalBodyProperty(
                        "tools",
                        JsonValue.from(
                                List.of(
                                        Map.of("name", "weather", "input_schema", schema),
                                        Map.of("name", "traffic", "input_schema", schema))))
                .build();
    }

    private static List<Map<String, Object>> afterACall() {
        return List.of(
                Map.of("role", "user", "content", "Weather?"),
                Map.of(
                        "role",
                        "assistant",
                        "content",
                        List.of(
                                Map.of(
                                        "type", "tool_use",
                                        "id", "toolu_1",
                                        "name", "weather",
                                        "input", Map.of("city", "Bern")))),
                Map.of(
                        "role",
                        "user",
                        "content",
                        List.of(
                                Map.of(
                                        "type", "tool_result",
                                        "tool_use_id", "toolu_1",
                                        "content", "sunny"))));
    }

    private static List<ToolUseBlock> calls(Message message) {
        return message.content().stream().flatMap(block -> block.toolUse().stream()).toList();
    }

    private static List<String> inputs(List<ToolUseBlock> calls) {
        return calls.stream().map(call -> String.valueOf(call._input())).toList();
    }

    private static String text(Message message) {
        return message.content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .collect(Collectors.joining());
    }
}
