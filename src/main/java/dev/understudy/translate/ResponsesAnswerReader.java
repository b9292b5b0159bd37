package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.FinishReason;
import dev.understudy.model.Part;
import dev.understudy.model.ProviderError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads answers of OpenAI's Responses wire, with or without `event:` lines.
final class ResponsesAnswerReader implements DeltaReader {
    private final Ids ids;
    private final Map<Integer, Integer> calls = new HashMap<>();

    /// The output indexes of items of which a piece has come.
    private final Set<Integer> spoken = new HashSet<>();

    private boolean started;

    ResponsesAnswerReader(Ids ids) {
        this.ids = ids;
    }

    @Override
    public List<Delta> event(String name, String data) throws MalformedJsonException {
        var out = new ArrayList<Delta>();
        if (data.equals(ChatCompletions.DONE)) {
            return out;
        }
        JsonNode root = Json.read(data);
        int index = (int) Json.number(root, "output_index");
        String type = Json.text(root, "type").orElse(name);
        switch (type) {
            case "response.created", "response.in_progress" -> started(root.path("response"), out);
            case "response.output_item.added" -> added(root.path("item"), index, out);
            case "response.output_text.delta" -> {
                spoken.add(index);
                logprobs(root, out);
                out.add(new Delta.Text(Json.string(root, "delta")));
            }
            case "response.output_text.done" -> {
                if (spoken.add(index)) {
                    Json.text(root, "text").ifPresent(text -> out.add(new Delta.Text(text)));
                }
            }
            case "response.refusal.delta" -> {
                spoken.add(index);
                out.add(new Delta.Refusal(Json.string(root, "delta")));
            }
            case "response.reasoning_summary_part.added" -> {
                if (Json.number(root, "summary_index") > 0) {
                    out.add(new Delta.Thinking("\n\n", Part.OPENAI));
                }
            }
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" -> {
                spoken.add(index);
                out.add(new Delta.Thinking(Json.string(root, "delta"), Part.OPENAI));
            }
            case "response.function_call_arguments.delta" ->
                    arguments(index, Json.string(root, "delta"), out);
            case "response.output_text.annotation.added" -> cited(root.path("annotation"), out);
            case "response.output_item.done" -> done(root.path("item"), index, out);
            case "response.completed", "response.incomplete" -> {
                finished(root.path("response"), out);
                out.add(new Delta.Ended());
            }
            case "response.failed", "error" -> out.add(new Delta.Failed(error(root)));
            default -> {} // what the others have said already
        }
        return out;
    }

    @Override
    public List<Delta> whole(JsonNode root) {
        var out = new ArrayList<Delta>();
        if (ErrorBodies.in(root).isPresent() || Json.string(root, "status").equals("failed")) {
            out.add(new Delta.Failed(error(root)));
            return out;
        }
        started(root, out);
        int index = 0;
        for (JsonNode item : root.path("output")) {
            added(item, index, out);
            done(item, index++, out);
        }
        finished(root, out);
        out.add(new Delta.Ended());
        return out;
    }

    private void started(JsonNode response, List<Delta> out) {
        if (!started) {
            started = true;
            out.add(new Delta.Started(Json.string(response, "id"), Json.string(response, "model")));
        }
    }

    private void added(JsonNode item, int index, List<Delta> out) {
        switch (Json.string(item, "type")) {
            case "function_call" -> {
                int call = calls.size();
                calls.put(index, call);
                out.add(
                        new Delta.ToolBegun(
                                call,
                                Json.text(item, "call_id").orElseGet(() -> ids.next("call_")),
                                Json.string(item, "name")));
            }
            case "message", "reasoning" -> {}
            default -> out.add(new Delta.Beyond());
        }
    }

    private void arguments(int index, String piece, List<Delta> out) {
        Integer call = calls.get(index);
        if (call != null && !piece.isEmpty()) {
            spoken.add(index);
            out.add(new Delta.ToolArguments(call, piece));
        }
    }

    /// An item is whole; what no piece of it has said is said now.
    private void done(JsonNode item, int index, List<Delta> out) {
        boolean silent = !spoken.contains(index);
        switch (Json.string(item, "type")) {
            case "function_call" -> {
                Integer call = calls.get(index);
                if (call != null) {
                    if (silent) {
                        arguments(index, Json.text(item, "arguments").orElse("{}"), out);
                    }
                    out.add(new Delta.ToolEnded(call));
                }
            }
            case "reasoning" -> reasoning(item, silent, out);
            case "message" -> {
                if (silent) {
                    message(item, out);
                }
            }
            default -> {}
        }
    }

    private static void message(JsonNode item, List<Delta> out) {
        for (JsonNode part : item.path("content")) {
            logprobs(part, out);
            Json.text(part, "text").ifPresent(text -> out.add(new Delta.Text(text)));
            Json.text(part, "refusal").ifPresent(text -> out.add(new Delta.Refusal(text)));
            part.path("annotations").forEach(annotation -> cited(annotation, out));
        }
    }

    private static void reasoning(JsonNode item, boolean silent, List<Delta> out) {
        String text = ResponsesItems.reasoningText(item);
        Seals.Seal seal = Seals.unpack(Json.string(item, "encrypted_content"), Part.OPENAI);
        if (silent && !text.isEmpty()) {
            out.add(new Delta.Thinking(text, seal.format()));
        }
        if (!seal.value().isEmpty()) {
            out.add(
                    silent && text.isEmpty()
                            ? new Delta.Redacted(seal.value(), seal.format())
                            : new Delta.Signature(seal.value(), seal.format()));
        }
    }

    private static void logprobs(JsonNode said, List<Delta> out) {
        JsonNode tokens = said.path("logprobs");
        if (!tokens.isEmpty()) {
            out.add(new Delta.Logprobs(Json.string(tokens)));
        }
    }

    private static void cited(JsonNode annotation, List<Delta> out) {
        Json.text(annotation, "url")
                .ifPresent(url ->
                        out.add(
                                new Delta.Cited(
                                        url,
                                        Json.string(annotation, "title"),
                                        "",
                                        (int) Json.number(annotation, "start_index"),
                                        (int) Json.number(annotation, "end_index"))));
    }

    private void finished(JsonNode response, List<Delta> out) {
        String status = Json.text(response, "status").orElse("completed");
        String reason = Json.string(response.path("incomplete_details"), "reason");
        FinishReason finish = calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_USE;
        if (status.equals("incomplete")) {
            finish = reason.equals("content_filter") ? FinishReason.FILTERED : FinishReason.LENGTH;
        }
        out.add(new Delta.Finished(finish, reason.isEmpty() ? status : reason, ""));
        Usages.responses(response.path("usage")).ifPresent(used -> out.add(new Delta.Used(used)));
    }

    /// The error of an answer or of an event, in the form that is described or that is sent.
    private static ProviderError error(JsonNode root) {
        Optional<ProviderError> error =
                ErrorBodies.in(root).or(() -> ErrorBodies.in(root.path("response")));
        ProviderError found =
                error.orElseGet(() ->
                        new ProviderError(
                                0,
                                Json.string(root, "code"),
                                "",
                                Json.text(root, "message").orElse("the provider gave no reason")));
        int status =
                switch (found.code()) {
                    case "rate_limit_exceeded", "insufficient_quota" -> 429;
                    case "invalid_prompt", "image_content_policy_violation" -> 400;
                    default -> 0;
                };
        return found.status() != 0
                ? found
                : new ProviderError(status, found.code(), found.type(), found.message());
    }
}
