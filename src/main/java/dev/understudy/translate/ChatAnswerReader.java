package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.FinishReason;
import dev.understudy.model.Part;
import dev.understudy.model.ProviderError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads answers of the chat-completions wire, as the providers that speak it really send them.
///
/// Of several answers at once the first is read; of the others only whether they have ended.
final class ChatAnswerReader implements DeltaReader {
    /// The finish reason of an answer that failed.
    private static final String ERROR = "error";

    private final ChatToolCalls calls;
    private final Choices choices;
    private boolean started;

    /// @param answers how many were asked for
    ChatAnswerReader(Ids ids, int answers) {
        this.calls = new ChatToolCalls(ids);
        this.choices = new Choices(answers);
    }

    @Override
    public List<Delta> event(String name, String data) throws MalformedJsonException {
        var out = new ArrayList<Delta>();
        if (data.equals(ChatCompletions.DONE)) {
            choices.end().ifPresent(out::add);
            if (choices.ended()) {
                out.add(new Delta.Ended());
            }
        } else {
            read(Json.read(data), "delta", out);
        }
        return out;
    }

    @Override
    public List<Delta> whole(JsonNode root) {
        var out = new ArrayList<Delta>();
        read(root, "message", out);
        choices.end().ifPresent(out::add);
        out.add(new Delta.Ended());
        return out;
    }

    private void read(JsonNode root, String part, List<Delta> out) {
        JsonNode all = root.path("choices");
        if (!started && (!all.isEmpty() || !Json.string(root, "id").isEmpty())) {
            started = true;
            out.add(new Delta.Started(Json.string(root, "id"), Json.string(root, "model")));
        }
        for (JsonNode choice : all) {
            int index = choices.place(choice.path("index").asInt(0));
            if (index == 0) {
                JsonNode tokens = choice.path("logprobs").path("content");
                if (!tokens.isEmpty()) {
                    out.add(new Delta.Logprobs(Json.string(tokens)));
                }
                message(choice.path(part), out);
                text(Json.string(choice, "text"), out); // of a legacy completion
            } else {
                out.add(new Delta.Beyond());
            }
            finish(choice, index, out);
        }
        if (all.isMissingNode() && !root.path("data").isEmpty()) {
            out.add(new Delta.Beyond()); // embeddings
        }
        JsonNode usage = root.path("usage");
        Usages.chat(usage.isObject() ? usage : root.path("x_groq").path("usage"))
                .ifPresent(used -> out.add(new Delta.Used(used)));
        error(root).ifPresent(error -> out.add(new Delta.Failed(error)));
    }

    private void finish(JsonNode choice, int index, List<Delta> out) {
        Optional<String> word = Json.text(choice, "finish_reason");
        if (word.isEmpty() || word.get().equals(ERROR)) {
            choices.seen(index);
            return;
        }
        if (index == 0 && !choices.finished(0)) {
            calls.end(out);
        }
        choices.finish(index, finished(choice, word.get())).ifPresent(out::add);
    }

    private void message(JsonNode message, List<Delta> out) {
        var said = new ArrayList<Delta>();
        thinking(message, said);
        content(message, said);
        if (!said.isEmpty()) {
            calls.endWhole(out);
            out.addAll(said);
        }
        ThoughtSignatures.in(message)
                .ifPresent(seal -> out.add(new Delta.Redacted(seal, Part.GEMINI)));
        calls.read(message.path("tool_calls"), out);
        message.path("annotations").forEach(annotation -> cited(annotation, out));
        if (!message.path("images").isEmpty()
                || message.path("audio").isObject()
                || message.path("function_call").isObject()) {
            out.add(new Delta.Beyond());
        }
    }

    private static void content(JsonNode message, List<Delta> out) {
        text(Json.string(message, "content"), out);
        for (JsonNode item : message.path("content")) {
            item.path("thinking").forEach(piece -> thinking(Json.string(piece, "text"), "", out));
            text(Json.string(item, "text"), out);
        }
        Json.text(message, "refusal").ifPresent(text -> out.add(new Delta.Refusal(text)));
    }

    private static void thinking(JsonNode message, List<Delta> out) {
        JsonNode details = message.path("reasoning_details");
        Optional<String> plain =
                Json.text(message, "reasoning").or(() -> Json.text(message, "reasoning_content"));
        plain.ifPresent(text -> thinking(text, ReasoningDetails.format(details.path(0)), out));
        for (JsonNode detail : details) {
            String format = ReasoningDetails.format(detail);
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

    private static void cited(JsonNode annotation, List<Delta> out) {
        JsonNode cited = annotation.path("url_citation");
        if (cited.isObject()) {
            out.add(
                    new Delta.Cited(
                            Json.string(cited, "url"),
                            Json.string(cited, "title"),
                            Json.string(cited, "content"),
                            (int) Json.number(cited, "start_index"),
                            (int) Json.number(cited, "end_index")));
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

    private Delta.Finished finished(JsonNode choice, String word) {
        FinishReason reason = FinishReason.of(word);
        return new Delta.Finished(
                reason == FinishReason.STOP && calls.any() ? FinishReason.TOOL_USE : reason,
                Json.text(choice, "native_finish_reason").orElse(word),
                "");
    }

    /// The error of an answer, or of any choice in it.
    private static Optional<ProviderError> error(JsonNode root) {
        Optional<ProviderError> error = ErrorBodies.in(root);
        for (JsonNode choice : root.path("choices")) {
            error = error.or(() -> ErrorBodies.in(choice)).or(() -> unnamed(choice));
        }
        return error;
    }

    private static Optional<ProviderError> unnamed(JsonNode choice) {
        return Json.string(choice, "finish_reason").equals(ERROR)
                ? Optional.of(
                        new ProviderError(
                                502, "", "", "the provider ended the answer with an error"))
                : Optional.empty();
    }
}
