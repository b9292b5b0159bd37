package dev.understudy.gateway;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.understudy.translate.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/// The clients that programs use, unchanged, as they ask a gateway and read its answers.
final class RealClients implements AutoCloseable {
    enum Client {
        OPENAI_CHAT,
        OPENAI_RESPONSES,
        ANTHROPIC,
        LANGCHAIN4J
    }

    private final TestGateway gateway;
    private final OpenAIClient openai;
    private final AnthropicClient anthropic;

    RealClients(TestGateway gateway) {
        this.gateway = gateway;
        this.openai =
                OpenAIOkHttpClient.builder()
                        .baseUrl(gateway.base().toString())
                        .apiKey(gateway.key())
                        .maxRetries(0)
                        .build();
        this.anthropic =
                AnthropicOkHttpClient.builder()
                        .baseUrl("http://127.0.0.1:" + gateway.port())
                        .apiKey(gateway.key())
                        .maxRetries(0)
                        .build();
    }

    /// Asks for a stream and reads it to its end.
    ///
    /// @throws Exception if the client reports a failure
    ReadAnswer streamed(Client client, String model) throws Exception {
        return switch (client) {
            case OPENAI_CHAT -> {
                List<ChatCompletionChunk> chunks;
                try (var stream = openai.chat().completions().createStreaming(chat(model, true))) {
                    chunks = stream.stream().toList();
                }
                if (passes(model)) {
                    yield ChunkedAnswer.of(chunks);
                }
                var all = ChatCompletionAccumulator.create();
                chunks.forEach(all::accumulate);
                yield read(all.chatCompletion());
            }
            case OPENAI_RESPONSES -> {
                var all = ResponseAccumulator.create();
                try (var stream = openai.responses().createStreaming(responses(model))) {
                    stream.stream().forEach(event -> all.accumulate(event));
                }
                yield read(all.response());
            }
            case ANTHROPIC -> {
                var all = MessageAccumulator.create();
                try (var stream = anthropic.messages().createStreaming(messages(model))) {
                    stream.stream().forEach(all::accumulate);
                }
                yield read(all.message());
            }
            case LANGCHAIN4J -> read(langchain4j(model));
        };
    }

    /// Asks for an answer in one piece.
    ReadAnswer whole(Client client, String model) {
        return switch (client) {
            case OPENAI_CHAT -> read(openai.chat().completions().create(chat(model, false)));
            case OPENAI_RESPONSES -> read(openai.responses().create(responses(model)));
            case ANTHROPIC -> read(anthropic.messages().create(messages(model)));
            case LANGCHAIN4J ->
                    read(
                            OpenAiChatModel.builder()
                                    .baseUrl(gateway.base().toString())
                                    .apiKey(gateway.key())
                                    .modelName(model)
                                    .maxRetries(0)
                                    .build()
                                    .chat(UserMessage.from("Hi")));
        };
    }

    /// Whether a provider's own chunks come through: the client's accumulator wants usage in a
    /// chunk of its own, and not every provider of that wire sends it so.
    private static boolean passes(String model) {
        return model.startsWith("chat:");
    }

    @Override
    public void close() {
        openai.close();
        anthropic.close();
    }

    private ChatResponse langchain4j(String model) throws Exception {
        var done = new CompletableFuture<ChatResponse>();
        OpenAiStreamingChatModel.builder()
                .baseUrl(gateway.base().toString())
                .apiKey(gateway.key())
                .modelName(model)
                .build()
                .chat(
                        "Hi",
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

    private static ChatCompletionCreateParams chat(String model, boolean streaming) {
        var params = ChatCompletionCreateParams.builder().model(model).addUserMessage("Hi");
        if (streaming) {
            params.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
        }
        return params.build();
    }

    private static ResponseCreateParams responses(String model) {
        return ResponseCreateParams.builder().model(model).input("Hi").build();
    }

    private static MessageCreateParams messages(String model) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(100)
                .addUserMessage("Hi")
                .build();
    }

    private static ReadAnswer read(ChatCompletion completion) {
        var choice = completion.choices().getFirst();
        var calls = new ArrayList<Recorded.Call>();
        choice.message()
                .toolCalls()
                .orElse(List.of())
                .forEach(call ->
                        calls.add(
                                new Recorded.Call(
                                        call.asFunction().id(),
                                        call.asFunction().function().name(),
                                        call.asFunction().function().arguments())));
        return new ReadAnswer(
                choice.message().content().orElse(""),
                choice.message().refusal().orElse(""),
                calls,
                choice.finishReason().asString(),
                completion.usage().map(usage -> usage.promptTokens()),
                completion.usage().map(usage -> usage.completionTokens()));
    }

    private static ReadAnswer read(Response response) {
        if (response.error().isPresent()) {
            throw new OpenAIException(response.error().get().message());
        }
        var text = new StringBuilder();
        var refusal = new StringBuilder();
        var calls = new ArrayList<Recorded.Call>();
        response.output()
                .forEach(item -> {
                    item.message().stream()
                            .flatMap(message -> message.content().stream())
                            .forEach(content -> {
                                content.outputText().ifPresent(said -> text.append(said.text()));
                                content.refusal().ifPresent(said -> refusal.append(said.refusal()));
                            });
                    item.functionCall()
                            .ifPresent(call ->
                                    calls.add(
                                            new Recorded.Call(
                                                    call.callId(), call.name(), call.arguments())));
                });
        String finish = calls.isEmpty() ? "stop" : "tool_calls";
        if (response.status().filter(ResponseStatus.INCOMPLETE::equals).isPresent()) {
            String reason =
                    response.incompleteDetails().orElseThrow().reason().orElseThrow().asString();
            finish = reason.equals("max_output_tokens") ? "length" : reason;
        }
        return new ReadAnswer(
                text.toString(),
                refusal.toString(),
                calls,
                finish,
                response.usage().map(usage -> usage.inputTokens()),
                response.usage().map(usage -> usage.outputTokens()));
    }

    private static ReadAnswer read(Message message) {
        var text = new StringBuilder();
        var calls = new ArrayList<Recorded.Call>();
        message.content()
                .forEach(block -> {
                    block.text().ifPresent(said -> text.append(said.text()));
                    block.toolUse()
                            .ifPresent(call ->
                                    calls.add(
                                            new Recorded.Call(
                                                    call.id(),
                                                    call.name(),
                                                    JsonMapper.shared()
                                                            .writeValueAsString(
                                                                    call._input()
                                                                            .convert(Map.class)))));
                });
        String finish =
                switch (message.stopReason().orElseThrow().asString()) {
                    case "end_turn", "stop_sequence" -> "stop";
                    case "max_tokens" -> "length";
                    case "tool_use" -> "tool_calls";
                    case "refusal" -> "content_filter";
                    case String other -> other;
                };
        var usage = message.usage();
        return new ReadAnswer(
                text.toString(),
                "",
                calls,
                finish,
                Optional.of(
                        usage.inputTokens()
                                + usage.cacheReadInputTokens().orElse(0L)
                                + usage.cacheCreationInputTokens().orElse(0L)),
                Optional.of(usage.outputTokens()));
    }

    private static ReadAnswer read(ChatResponse response) {
        AiMessage message = response.aiMessage();
        List<Recorded.Call> calls =
                message.toolExecutionRequests().stream()
                        .map(call -> new Recorded.Call(call.id(), call.name(), call.arguments()))
                        .toList();
        return new ReadAnswer(
                Optional.ofNullable(message.text()).orElse(""),
                "",
                calls,
                switch (response.finishReason()) {
                    case STOP -> "stop";
                    case LENGTH -> "length";
                    case TOOL_EXECUTION -> "tool_calls";
                    case CONTENT_FILTER -> "content_filter";
                    case OTHER -> "other";
                },
                Optional.ofNullable(response.tokenUsage())
                        .map(usage -> usage.inputTokenCount().longValue()),
                Optional.ofNullable(response.tokenUsage())
                        .map(usage -> usage.outputTokenCount().longValue()));
    }
}
