package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// The clients people use, unchanged, against the gateway.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealClientsTest {
    private TestGateway gateway;
    private OpenAIClient openai;

    @BeforeAll
    void start() {
        gateway = TestGateway.start();
        openai = openai(gateway.key());
    }

    @AfterAll
    void stop() {
        openai.close();
        gateway.close();
    }

    @Test
    void openaiReadsAnAnswer() {
        var completion = openai.chat().completions().create(prompt("sandbox:text-5"));

        assertEquals(
                5,
                completion
                        .choices()
                        .getFirst()
                        .message()
                        .content()
                        .orElseThrow()
                        .split(" ")
                        .length);
        assertEquals(5, completion.usage().orElseThrow().completionTokens());
    }

    @Test
    void openaiReadsAStreamWithItsUsage() {
        try (StreamResponse<ChatCompletionChunk> stream =
                openai.chat().completions().createStreaming(prompt("sandbox:text-5"))) {
            var chunks = stream.stream().toList();

            assertEquals(
                    5,
                    chunks.stream()
                            .flatMap(chunk -> chunk.choices().stream())
                            .flatMap(choice -> choice.delta().content().stream())
                            .collect(Collectors.joining())
                            .split(" ")
                            .length);
            assertEquals(5, chunks.getLast().usage().orElseThrow().completionTokens());
        }
    }

    @Test
    void openaiReportsAWrongKey() {
        OpenAIClient stranger = openai("us-wrong");

        var e =
                assertThrows(
                        UnauthorizedException.class,
                        () -> stranger.chat().completions().create(prompt("sandbox:text")));

        assertEquals("access_key_invalid", e.code().orElseThrow());
        stranger.close();
    }

    @Test
    void openaiReportsARateLimitWithoutRepeatingTheChain() {
        gateway.sandbox().reset();

        var e =
                assertThrows(
                        RateLimitException.class,
                        () ->
                                openai.chat()
                                        .completions()
                                        .create(prompt("openrouter:fake/error-429-free-daily")));

        assertEquals(429, e.statusCode());
        assertEquals(1, gateway.sandbox().requests().size());
    }

    @Test
    void openaiReportsACutStream() {
        try (StreamResponse<ChatCompletionChunk> stream =
                openai.chat().completions().createStreaming(prompt("sandbox:drop-after-4"))) {
            var e = assertThrows(OpenAIServiceException.class, () -> stream.stream().toList());

            assertTrue(e.toString().contains("broke off"), e.toString());
        }
    }

    @Test
    void openaiCancelsAtTheProvider() {
        gateway.sandbox().reset();
        try (StreamResponse<ChatCompletionChunk> stream =
                openai.chat().completions().createStreaming(prompt("sandbox:hang-after-3"))) {
            assertTrue(stream.stream().findFirst().isPresent());
        }
        while (gateway.sandbox().requests().getFirst().clientLeft().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void openaiListsModels() {
        assertTrue(openai.models().list().data() != null);
    }

    @Test
    void langchain4jReadsAnAnswer() {
        var model =
                OpenAiChatModel.builder()
                        .baseUrl(gateway.base().toString())
                        .apiKey(gateway.key())
                        .modelName("sandbox:text-5")
                        .build();

        assertEquals(5, model.chat("hi").split(" ").length);
    }

    @Test
    void langchain4jReadsAStream() throws Exception {
        ChatResponse response = stream("sandbox:text-5", gateway.key());

        assertEquals(5, response.aiMessage().text().split(" ").length);
        assertEquals(5, response.tokenUsage().outputTokenCount());
    }

    @Test
    void langchain4jReportsAWrongKey() {
        var e = assertThrows(ExecutionException.class, () -> stream("sandbox:text-5", "us-wrong"));

        assertTrue(e.getCause() instanceof AuthenticationException, e.toString());
    }

    @Test
    void langchain4jReportsARateLimit() {
        var e =
                assertThrows(
                        ExecutionException.class, () -> stream("sandbox:error-429", gateway.key()));

        assertTrue(
                e.getCause() instanceof dev.langchain4j.exception.RateLimitException, e.toString());
    }

    @Test
    void langchain4jReportsACutStream() {
        var e =
                assertThrows(
                        ExecutionException.class,
                        () -> stream("sandbox:drop-after-4", gateway.key()));

        assertTrue(e.toString().contains("broke off"), e.toString());
    }

    private ChatResponse stream(String model, String key) throws Exception {
        var done = new CompletableFuture<ChatResponse>();
        OpenAiStreamingChatModel.builder()
                .baseUrl(gateway.base().toString())
                .apiKey(key)
                .modelName(model)
                .build()
                .chat(
                        "hi",
                        new StreamingChatResponseHandler() {
                            @Override
                            public void onPartialResponse(String partial) {}

                            @Override
                            public void onCompleteResponse(ChatResponse response) {
                                done.complete(response);
                            }

                            @Override
                            public void onError(Throwable e) {
                                done.completeExceptionally(e);
                            }
                        });
        return done.get(30, TimeUnit.SECONDS);
    }

    private OpenAIClient openai(String key) {
        return OpenAIOkHttpClient.builder().baseUrl(gateway.base().toString()).apiKey(key).build();
    }

    private static ChatCompletionCreateParams prompt(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("hi")
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
    }
}
