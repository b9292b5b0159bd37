package dev.understudy.gateway;

import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.understudy.translate.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// An answer put together from the chunks that OpenAI's client hands out, as many programs do it.
final class ChunkedAnswer {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final TreeMap<Long, Recorded.Call> calls = new TreeMap<>();
    private String finish = "";
    private Optional<Long> input = Optional.empty();
    private Optional<Long> output = Optional.empty();

    private ChunkedAnswer() {}

    static ReadAnswer of(List<ChatCompletionChunk> chunks) {
        var answer = new ChunkedAnswer();
        chunks.forEach(answer::add);
        return new ReadAnswer(
                answer.text.toString(),
                answer.refusal.toString(),
                List.copyOf(answer.calls.values()),
                answer.finish,
                answer.input,
                answer.output);
    }

    private void add(ChatCompletionChunk chunk) {
        for (ChatCompletionChunk.Choice choice : chunk.choices()) {
            choice.delta().content().ifPresent(text::append);
            choice.delta().refusal().ifPresent(refusal::append);
            choice.delta().toolCalls().orElse(List.of()).forEach(this::call);
            choice.finishReason().ifPresent(reason -> finish = reason.asString());
        }
        chunk.usage()
                .ifPresent(usage -> {
                    input = Optional.of(usage.promptTokens());
                    output = Optional.of(usage.completionTokens());
                });
    }

    private void call(ChatCompletionChunk.Choice.Delta.ToolCall piece) {
        var function = piece.function();
        calls.merge(
                piece.index(),
                new Recorded.Call(
                        piece.id().orElse(""),
                        function.flatMap(f -> f.name()).orElse(""),
                        function.flatMap(f -> f.arguments()).orElse("")),
                (before, more) ->
                        new Recorded.Call(
                                before.id(), before.name(), before.arguments() + more.arguments()));
    }
}
