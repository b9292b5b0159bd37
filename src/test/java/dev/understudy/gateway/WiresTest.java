package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Clients of one wire in front of providers of another: what the provider said arrives.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WiresTest {
    private final ScriptedProvider provider = new ScriptedProvider();
    private TestGateway gateway;
    private OpenAIClient openai;
    private AnthropicClient anthropic;
    private Http http;

    @BeforeAll
    void start() {
        gateway =
                TestGateway.start(
                        """
                        providers:
                          - { id: chat, base_url: "http://127.0.0.1:%1$d/v1" }
                          - { id: claude, base_url: "http://127.0.0.1:%1$d/v1", supported_api_surfaces: [{ format: anthropic, surface: messages }] }
                        """
                                .formatted(provider.base().getPort()));
        openai =
                OpenAIOkHttpClient.builder()
                        .baseUrl(gateway.base().toString())
                        .apiKey(gateway.key())
                        .build();
        anthropic = anthropic(gateway.key());
        http = new Http(gateway);
    }

    @AfterAll
    void stop() {
        openai.close();
        anthropic.close();
        http.close();
        gateway.close();
        provider.close();
    }

    @Test
    void anthropicsClientReadsAToolCallOfAChatProvider() throws IOException {
        whole("openrouter-chat-reasoning-then-tool-call");

        Message message = messages("chat:m");

        assertEquals(StopReason.TOOL_USE, message.stopReason().orElseThrow());
        var thinking = message.content().getFirst().asThinking();
        assertTrue(thinking.thinking().startsWith("The user is asking for the weather"));
        assertFalse(thinking.signature().isEmpty());
        var call = message.content().getLast().asToolUse();
        assertEquals("reasoning_weather", call.name());
        assertTrue(call._input().toString().contains("Berlin"), call._input().toString());
        assertEquals(626, message.usage().inputTokens());
        assertEquals(106, message.usage().outputTokens());
    }

    @Test
    void anthropicsClientReadsThinkingOfItsOwnWireUnchanged() throws IOException {
        whole("anthropic-messages-thinking");

        Message message = messages("claude:m");

        assertFalse(message.content().getFirst().asThinking().signature().isEmpty());
        assertEquals(638, message.usage().outputTokens());
    }

    @Test
    void anthropicsClientIsToldOfABrokenStream() throws IOException {
        byte[] stream = recorded("openrouter-chat-models-fallback");
        provider.willCut(stream, stream.length / 2);

        var thrown = assertThrows(AnthropicException.class, () -> messages("chat:m"));

        assertTrue(String.valueOf(thrown.getMessage()).contains("broke off"), thrown.toString());
    }

    @Test
    void openaisResponsesClientReadsThinkingOfAnthropics() throws IOException {
        whole("anthropic-messages-thinking");

        Response response = responses("claude:m");

        assertTrue(response.output().getFirst().isReasoning());
        assertTrue(
                response.output().getFirst().asReasoning().encryptedContent().orElseThrow().length()
                        > 20);
        assertFalse(text(response).isEmpty());
    }

    @Test
    void openaisResponsesClientIsToldOfABrokenStream() throws IOException {
        byte[] stream = recorded("openrouter-chat-models-fallback");
        provider.willCut(stream, stream.length / 2);

        assertThrows(OpenAIException.class, () -> responses("chat:m"));
    }

    @Test
    void wholeAnswersAreTranslatedToo() {
        Message message = anthropic.messages().create(prompt("sandbox:text-5"));
        Response response =
                openai.responses()
                        .create(
                                ResponseCreateParams.builder()
                                        .model("sandbox:text-5")
                                        .input("Hi")
                                        .build());

        assertFalse(message.content().getFirst().asText().text().isEmpty());
        assertEquals(message.content().getFirst().asText().text(), text(response));
        assertEquals(5, message.usage().outputTokens());
    }

    @Test
    void tokensAreEstimated() {
        assertEquals(
                2,
                anthropic
                        .messages()
                        .countTokens(
                                MessageCountTokensParams.builder()
                                        .model("chat:m")
                                        .addUserMessage("Hi")
                                        .build())
                        .inputTokens());
    }

    @Test
    void embeddingsGoOn() {
        var answer =
                openai.embeddings()
                        .create(
                                EmbeddingCreateParams.builder()
                                        .model("sandbox:text")
                                        .input("Hi")
                                        .build());

        assertFalse(answer.data().getFirst().embedding().isEmpty());
    }

    @Test
    void errorsComeInTheCallersWire() throws Exception {
        AnthropicClient stranger = anthropic("wrong");
        assertThrows(
                UnauthorizedException.class,
                () -> stranger.messages().create(prompt("sandbox:text-5")));
        stranger.close();
        var answer =
                http.send(
                        http.to("/v1/messages")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
                                .build());

        assertEquals(400, answer.statusCode());
        assertEquals("error", Http.json(answer.body()).path("type").asString());
        assertEquals(
                "invalid_request_error", Http.json(answer.body()).at("/error/type").asString());
    }

    @Test
    void modelsAreListedForBothFamilies() throws Exception {
        var list =
                http.send(
                        http.to("/v1/models")
                                .header("anthropic-version", "2023-06-01")
                                .GET()
                                .build());

        assertFalse(Http.json(list.body()).path("has_more").asBoolean(true));
        assertEquals(404, http.get("/v1/models/no%2Fsuch").statusCode());
    }

    private Message messages(String model) {
        var all = MessageAccumulator.create();
        try (var stream = anthropic.messages().createStreaming(prompt(model))) {
            stream.stream().forEach(all::accumulate);
        }
        return all.message();
    }

    private Response responses(String model) {
        var all = ResponseAccumulator.create();
        try (var stream =
                openai.responses()
                        .createStreaming(
                                ResponseCreateParams.builder().model(model).input("Hi").build())) {
            stream.stream().forEach(event -> all.accumulate(event));
        }
        Response response = all.response();
        if (response.error().isPresent()) {
            throw new OpenAIException(response.error().get().message());
        }
        return response;
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(content -> content.asOutputText().text())
                .collect(Collectors.joining());
    }

    private static MessageCreateParams prompt(String model) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(100)
                .addUserMessage("Hi")
                .build();
    }

    private AnthropicClient anthropic(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + gateway.port())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private void whole(String name) throws IOException {
        byte[] stream = recorded(name);
        provider.willSplit(stream, stream.length / 2);
    }

    private static byte[] recorded(String name) throws IOException {
        try (InputStream in =
                WiresTest.class.getResourceAsStream("/dev/understudy/streams/" + name + ".sse")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
