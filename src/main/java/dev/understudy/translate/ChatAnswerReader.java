package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.FinishReason;
import dev.understudy.model.ProviderError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads answers of the chat-completions wire, as the providers that speak it really send them.
final class ChatAnswerReader implements DeltaReader {
    private final ChatToolCalls calls;
    private boolean started;
    private boolean finished;

    ChatAnswerReader(Ids ids) {
        this.calls = new ChatToolCalls(ids);
    }

    @Override
    public List<Delta> event(String name, String data) throws MalformedJsonException {
        if (data.equals(ChatCompletions.DONE)) {
            return finished ? List.of(new Delta.Ended()) : List.of();
        }
        var out = new ArrayList<Delta>();
        read(Json.read(data), "delta", out);
        return out;
    }

    @Override
    public List<Delta> whole(JsonNode root) {
        var out = new ArrayList<Delta>();
        read(root, "message", out);
        out.add(new Delta.Ended());
        return out;
    }

    private void read(JsonNode root, String part, List<Delta> out) {
        Optional<ProviderError> error = error(root);
        if (error.isPresent()) {
            out.add(new Delta.Failed(error.get()));
            return;
        }
        JsonNode choice = root.path("choices").path(0);
        if (!started && (choice.isObject() || !Json.string(root, "id").isEmpty())) {
            started = true;
            out.add(new Delta.Started(Json.string(root, "id"), Json.string(root, "model")));
        }
        message(choice.path(part), out);
        Optional<String> finish = Json.text(choice, "finish_reason");
        if (finish.isPresent() && !finished) {
            finished = true;
            calls.end(out);
            out.add(finished(choice, finish.get()));
        }
        JsonNode usage = root.path("usage");
        Usages.chat(usage.isObject() ? usage : root.path("x_groq").path("usage"))
                .ifPresent(used -> out.add(new Delta.Used(used)));
    }

    private void message(JsonNode message, List<Delta> out) {
        thinking(message, out);
        JsonNode content = message.path("content");
        text(content.asString(""), out);
        for (JsonNode item : content) {
            item.path("thinking").forEach(piece -> thinking(Json.string(piece, "text"), "", out));
            text(Json.string(item, "text"), out);
        }
        Json.text(message, "refusal").ifPresent(text -> out.add(new Delta.Refusal(text)));
        calls.read(message.path("tool_calls"), out);
        for (JsonNode annotation : message.path("annotations")) {
            JsonNode cited = annotation.path("url_citation");
            if (cited.isObject()) {
                out.add(
                        new Delta.Cited(
                                Json.string(cited, "url"),
                                Json.string(cited, "title"),
                                Json.string(cited, "content")));
            }
        }
        if (!message.path("images").isEmpty()
                || message.path("audio").isObject()
                || message.path("function_call").isObject()) {
            out.add(new Delta.Beyond());
        }
    }

    private static void thinking(JsonNode message, List<Delta> out) {
        JsonNode details = message.path("reasoning_details");
        Optional<String> plain =
                Json.text(message, "reasoning").or(() -> Json.text(message, "reasoning_content"));
        plain.ifPresent(text -> thinking(text, Json.string(details.path(0), "format"), out));
        for (JsonNode detail : details) {
            String format = Json.string(detail, "format");
            if (plain.isEmpty()) {
                thinking(Json.string(detail, "text"), format, out);
                thinking(Json.string(detail, "summary"), format, out);
            }
            Json.text(detail, "signature")
                    .ifPresent(value -> out.add(new Delta.Signature(value, format)));
            Json.text(detail, "data")
                    .ifPresent(value -> out.add(new Delta.Redacted(value, format)));
        }
    }

    private static void thinking(String text, String format, List<Delta> out) {
        if (!text.isEmpty()) {
            out.add(new Delta.Thinking(text, format));
        }
    }

    private static void text(String text, List<Delta> out) {
        if (!text.isEmpty()) {
            out.add(new Delta.Text(text));
        }
    }

    private Delta finished(JsonNode choice, String word) {
        FinishReason reason = FinishReason.of(word);
        return new Delta.Finished(
                reason == FinishReason.STOP && calls.any() ? FinishReason.TOOL_USE : reason,
                Json.text(choice, "native_finish_reason").orElse(word),
                "");
    }

    private static Optional<ProviderError> error(JsonNode root) {
        JsonNode choice = root.path("choices").path(0);
        return ErrorBodies.in(root)
                .or(() -> ErrorBodies.in(choice))
                .or(() ->
                        Json.text(choice, "finish_reason")
                                .filter("error"::equals)
                                .map(_ ->
                                        new ProviderError(
                                                502,
                                                "",
                                                "",
                                                "the provider ended the answer with an error")));
    }
}
