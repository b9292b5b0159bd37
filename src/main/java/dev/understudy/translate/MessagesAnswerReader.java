package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.FinishReason;
import dev.understudy.model.Part;
import dev.understudy.model.ProviderError;
import dev.understudy.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads answers of Anthropic's Messages wire.
final class MessagesAnswerReader implements DeltaReader {
    private static final Usage NOTHING = new Usage(0, 0, 0, 0, Optional.empty());

    /// What the open block is; blocks do not overlap.
    private enum Block {
        OTHER,
        TOOL,
        /// The tool that stands for a JSON schema: its arguments are the answer's text.
        ANSWER
    }

    private Usage usage = NOTHING;
    private Block block = Block.OTHER;
    private int tools;
    private boolean spoke;
    private boolean answered;

    @Override
    public List<Delta> event(String name, String data) throws MalformedJsonException {
        JsonNode root = Json.read(data);
        var out = new ArrayList<Delta>();
        switch (Json.text(root, "type").orElse(name)) {
            case "message_start" -> {
                JsonNode message = root.path("message");
                out.add(started(message));
                used(message.path("usage"), out);
            }
            case "content_block_start" -> begin(root.path("content_block"), out);
            case "content_block_delta" -> piece(root.path("delta"), out);
            case "content_block_stop" -> end(out);
            case "message_delta" -> {
                finished(root.path("delta"), out);
                used(root.path("usage"), out);
            }
            case "message_stop" -> out.add(new Delta.Ended());
            case "error" -> out.add(new Delta.Failed(error(root)));
            default -> {} // a ping, or news
        }
        return out;
    }

    @Override
    public List<Delta> whole(JsonNode root) {
        var out = new ArrayList<Delta>();
        if (Json.string(root, "type").equals("error") || ErrorBodies.in(root).isPresent()) {
            out.add(new Delta.Failed(error(root)));
            return out;
        }
        out.add(started(root));
        for (JsonNode content : root.path("content")) {
            begin(content, out);
            Json.text(content, "signature").ifPresent(value -> out.add(signature(value)));
            content.path("citations").forEach(citation -> cited(citation, out));
            end(out);
        }
        finished(root, out);
        used(root.path("usage"), out);
        out.add(new Delta.Ended());
        return out;
    }

    private static Delta started(JsonNode message) {
        return new Delta.Started(Json.string(message, "id"), Json.string(message, "model"));
    }

    private void begin(JsonNode content, List<Delta> out) {
        block = Block.OTHER;
        spoke = false;
        switch (Json.string(content, "type")) {
            case "text" ->
                    Json.text(content, "text").ifPresent(text -> out.add(new Delta.Text(text)));
            case "thinking" ->
                    Json.text(content, "thinking")
                            .ifPresent(text -> out.add(new Delta.Thinking(text, Part.ANTHROPIC)));
            case "redacted_thinking" -> {
                Seals.Seal seal = Seals.unpack(Json.string(content, "data"), Part.ANTHROPIC);
                out.add(new Delta.Redacted(seal.value(), seal.format()));
            }
            case "tool_use" -> {
                String name = Json.string(content, "name");
                block = name.equals(MessagesRequestWriter.ANSWER_TOOL) ? Block.ANSWER : Block.TOOL;
                if (block == Block.TOOL) {
                    out.add(new Delta.ToolBegun(tools, Json.string(content, "id"), name));
                }
                if (!content.path("input").isEmpty()) {
                    arguments(Json.string(content.path("input")), out);
                }
            }
            default -> out.add(new Delta.Beyond());
        }
    }

    private void piece(JsonNode delta, List<Delta> out) {
        switch (Json.string(delta, "type")) {
            case "text_delta" ->
                    Json.text(delta, "text").ifPresent(text -> out.add(new Delta.Text(text)));
            case "thinking_delta" ->
                    Json.text(delta, "thinking")
                            .ifPresent(text -> out.add(new Delta.Thinking(text, Part.ANTHROPIC)));
            case "signature_delta" ->
                    Json.text(delta, "signature").ifPresent(value -> out.add(signature(value)));
            case "input_json_delta" ->
                    Json.text(delta, "partial_json").ifPresent(text -> arguments(text, out));
            case "citations_delta" -> cited(delta.path("citation"), out);
            default -> {}
        }
    }

    private void end(List<Delta> out) {
        if (block != Block.OTHER && !spoke) {
            arguments("{}", out);
        }
        if (block == Block.TOOL) {
            out.add(new Delta.ToolEnded(tools++));
        }
        block = Block.OTHER;
    }

    private void arguments(String piece, List<Delta> out) {
        switch (block) {
            case TOOL -> out.add(new Delta.ToolArguments(tools, piece));
            case ANSWER -> {
                out.add(new Delta.Text(piece));
                answered = true;
            }
            case OTHER -> {} // of a tool the provider runs itself
        }
        spoke = true;
    }

    private static Delta signature(String packed) {
        Seals.Seal seal = Seals.unpack(packed, Part.ANTHROPIC);
        return new Delta.Signature(seal.value(), seal.format());
    }

    private static void cited(JsonNode citation, List<Delta> out) {
        Json.text(citation, "url")
                .ifPresent(url ->
                        out.add(
                                new Delta.Cited(
                                        url,
                                        Json.string(citation, "title"),
                                        Json.string(citation, "cited_text"),
                                        0,
                                        0)));
    }

    private void finished(JsonNode where, List<Delta> out) {
        Optional<String> word = Json.text(where, "stop_reason");
        if (word.isEmpty()) {
            return;
        }
        FinishReason reason =
                switch (word.get()) {
                    case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
                    case "tool_use" ->
                            answered && tools == 0 ? FinishReason.STOP : FinishReason.TOOL_USE;
                    case "refusal" -> FinishReason.FILTERED;
                    default -> FinishReason.STOP;
                };
        Json.text(where.path("stop_details"), "explanation")
                .filter(_ -> reason == FinishReason.FILTERED)
                .ifPresent(text -> out.add(new Delta.Refusal(text)));
        out.add(new Delta.Finished(reason, word.get(), Json.string(where, "stop_sequence")));
    }

    private void used(JsonNode node, List<Delta> out) {
        if (node.isObject()) {
            usage = Usages.messages(node, usage);
            out.add(new Delta.Used(usage));
        }
    }

    private static ProviderError error(JsonNode root) {
        ProviderError error =
                ErrorBodies.in(root)
                        .orElseGet(
                                () -> new ProviderError(0, "", "", "the provider gave no reason"));
        return error.status() != 0
                ? error
                : new ProviderError(
                        MessagesErrors.status(error.type()),
                        error.code(),
                        error.type(),
                        error.message());
    }
}
