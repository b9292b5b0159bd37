package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.FinishReason;
import dev.understudy.model.Part;
import dev.understudy.model.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes answers of Anthropic's Messages wire, whose blocks do not overlap: a second tool call
/// waits until the first is whole.
final class MessagesAnswerWriter implements AnswerWriter {
    private enum Block {
        NONE,
        TEXT,
        THINKING,
        TOOL
    }

    /// A call that waits for its block.
    private static final class Waiting {
        private final String id;
        private final String name;
        private final StringBuilder arguments = new StringBuilder();
        private boolean whole;

        Waiting(String id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    private final Ids ids;
    private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();
    private boolean started;
    private boolean ended;
    private boolean told;
    private Block open = Block.NONE;
    private int tool = -1;
    private int next;
    private Delta.@Nullable Finished finished;
    private Optional<Usage> usage = Optional.empty();

    MessagesAnswerWriter(Ids ids) {
        this.ids = ids;
    }

    @Override
    public void write(Delta delta, List<WireEvent> out) {
        switch (delta) {
            case Delta.Started(var id, var model) -> start(id, model, out);
            case Delta.Text(var text) -> text(text, out);
            case Delta.Refusal(var text) -> text(text, out);
            case Delta.Thinking(var text, _) -> {
                thinking(out);
                out.add(piece(Json.object().put("type", "thinking_delta").put("thinking", text)));
            }
            case Delta.Signature(var signature, var format) -> {
                thinking(out);
                String packed = Seals.pack(signature, format, Part.ANTHROPIC);
                out.add(
                        piece(
                                Json.object()
                                        .put("type", "signature_delta")
                                        .put("signature", packed)));
                close(out);
            }
            case Delta.Redacted(var data, var format) -> {
                closeAll(out);
                begin(
                        Block.THINKING,
                        Json.object()
                                .put("type", "redacted_thinking")
                                .put("data", Seals.pack(data, format, Part.ANTHROPIC)),
                        out);
                close(out);
            }
            case Delta.ToolBegun(int index, var id, var name) -> {
                if (open == Block.TOOL) {
                    waiting.put(index, new Waiting(id, name));
                } else {
                    beginTool(index, id, name, out);
                }
            }
            case Delta.ToolArguments(int index, var arguments) -> {
                Waiting call = waiting.get(index);
                if (call != null) {
                    call.arguments.append(arguments);
                } else if (open == Block.TOOL && tool == index) {
                    out.add(arguments(arguments));
                }
            }
            case Delta.ToolEnded(int index) -> toolEnded(index, out);
            case Delta.Finished end -> {
                closeAll(out);
                finished = end;
            }
            case Delta.Used(var used) -> usage = Optional.of(used);
            case Delta.Failed(var error) -> failed(ChatAnswerWriter.fault(error), out);
            case Delta.Ended _ -> end(out);
            case Delta.Cited _, Delta.Beyond _ -> {}
        }
    }

    @Override
    public void passed(String name, String data) {
        if (name.equals("content_block_delta")) {
            return;
        }
        JsonNode event;
        try {
            event = Json.read(data);
        } catch (MalformedJsonException _) {
            return;
        }
        switch (Json.text(event, "type").orElse(name)) {
            case "message_start" -> started = true;
            case "content_block_start" -> {
                next = (int) Json.number(event, "index") + 1;
                open =
                        switch (Json.string(event.path("content_block"), "type")) {
                            case "text" -> Block.TEXT;
                            case "thinking" -> Block.THINKING;
                            default -> Block.TOOL;
                        };
            }
            case "content_block_stop" -> open = Block.NONE;
            case "message_delta" -> told = true;
            case "message_stop", "error" -> ended = true;
            default -> {}
        }
    }

    @Override
    public boolean closed() {
        return ended;
    }

    @Override
    public void end(List<WireEvent> out) {
        if (ended) {
            return;
        }
        closeAll(out);
        ended = true;
        if (!told) {
            Delta.Finished end =
                    finished != null ? finished : new Delta.Finished(FinishReason.STOP, "", "");
            ObjectNode event = Json.object().put("type", "message_delta");
            stop(event.putObject("delta"), end);
            event.set("usage", Usages.messages(used()));
            out.add(message(event));
        }
        out.add(message(Json.object().put("type", "message_stop")));
    }

    @Override
    public void failed(Fault fault, List<WireEvent> out) {
        if (!ended) {
            ended = true;
            out.add(new WireEvent("error", Json.string(MessagesErrors.body(fault))));
        }
    }

    @Override
    public byte[] whole(List<Delta> deltas) {
        Gathered answer = Gathered.of(deltas);
        ObjectNode root = head(answer.started().id(), answer.started().model());
        ArrayNode content = root.putArray("content");
        for (Part part : answer.parts()) {
            part(part, content);
        }
        if (!answer.refusal().isEmpty()) {
            content.addObject().put("type", "text").put("text", answer.refusal());
        }
        stop(root, answer.finished());
        root.set("usage", Usages.messages(answer.usage()));
        return Json.bytes(root);
    }

    private static void part(Part part, ArrayNode content) {
        switch (part) {
            case Part.Text(var text, _) ->
                    content.addObject().put("type", "text").put("text", text);
            case Part.ToolUse(var id, var name, var arguments) ->
                    content.addObject()
                            .put("type", "tool_use")
                            .put("id", id)
                            .put("name", name)
                            .set("input", input(arguments));
            case Part.Thinking(var text, var signature, var format) ->
                    content.addObject()
                            .put("type", "thinking")
                            .put("thinking", text)
                            .put("signature", Seals.pack(signature, format, Part.ANTHROPIC));
            case Part.Redacted(var data, var format) ->
                    content.addObject()
                            .put("type", "redacted_thinking")
                            .put("data", Seals.pack(data, format, Part.ANTHROPIC));
            case Part.Image _, Part.Document _, Part.Audio _, Part.ToolResult _ -> {}
        }
    }

    /// A call's arguments; those that are no JSON object, as models sometimes write, under a name.
    private static JsonNode input(String arguments) {
        try {
            JsonNode input = Json.read(arguments.isBlank() ? "{}" : arguments);
            if (input.isObject()) {
                return input;
            }
        } catch (MalformedJsonException _) {
            // told as it is
        }
        return Json.object().put("arguments", arguments);
    }

    private void start(String id, String model, List<WireEvent> out) {
        started = true;
        ObjectNode event = Json.object().put("type", "message_start");
        ObjectNode head = head(id, model);
        head.putArray("content");
        head.putNull("stop_reason").putNull("stop_sequence");
        head.set("usage", Usages.messages(used()));
        event.set("message", head);
        out.add(message(event));
        out.add(message(Json.object().put("type", "ping")));
    }

    private ObjectNode head(String id, String model) {
        return Json.object()
                .put("id", id.isEmpty() ? ids.next("msg_") : id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }

    private Usage used() {
        return usage.orElseGet(() -> new Usage(0, 0, 0, 0, Optional.empty()));
    }

    private static void stop(ObjectNode where, Delta.Finished end) {
        String reason =
                switch (end.reason()) {
                    case STOP -> end.stop().isEmpty() ? "end_turn" : "stop_sequence";
                    case LENGTH -> "max_tokens";
                    case TOOL_USE -> "tool_use";
                    case FILTERED -> "refusal";
                };
        where.put("stop_reason", reason);
        if (end.stop().isEmpty()) {
            where.putNull("stop_sequence");
        } else {
            where.put("stop_sequence", end.stop());
        }
    }

    private void text(String text, List<WireEvent> out) {
        if (open != Block.TEXT) {
            closeAll(out);
            begin(Block.TEXT, Json.object().put("type", "text").put("text", ""), out);
        }
        out.add(piece(Json.object().put("type", "text_delta").put("text", text)));
    }

    private void thinking(List<WireEvent> out) {
        if (open != Block.THINKING) {
            closeAll(out);
            begin(
                    Block.THINKING,
                    Json.object().put("type", "thinking").put("thinking", "").put("signature", ""),
                    out);
        }
    }

    private void beginTool(int index, String id, String name, List<WireEvent> out) {
        close(out);
        tool = index;
        ObjectNode block = Json.object().put("type", "tool_use").put("id", id).put("name", name);
        block.putObject("input");
        begin(Block.TOOL, block, out);
    }

    /// A call is whole: its block ends, and those of the calls behind it that are whole too follow.
    private void toolEnded(int index, List<WireEvent> out) {
        Waiting call = waiting.get(index);
        if (call != null) {
            call.whole = true;
        } else if (open == Block.TOOL && tool == index) {
            close(out);
        }
        while (open == Block.NONE && !waiting.isEmpty()) {
            int first = waiting.keySet().iterator().next();
            boolean whole = unblock(first, out);
            if (whole) {
                close(out);
            }
        }
    }

    /// Begins the block of a call that waited; whether the call is whole.
    private boolean unblock(int index, List<WireEvent> out) {
        Waiting call = waiting.remove(index);
        if (call == null) {
            return true;
        }
        beginTool(index, call.id, call.name, out);
        if (!call.arguments.isEmpty()) {
            out.add(arguments(call.arguments.toString()));
        }
        return call.whole;
    }

    private void begin(Block kind, ObjectNode block, List<WireEvent> out) {
        if (!started) {
            start("", "", out);
        }
        open = kind;
        ObjectNode event = Json.object().put("type", "content_block_start").put("index", next++);
        event.set("content_block", block);
        out.add(message(event));
    }

    private void closeAll(List<WireEvent> out) {
        close(out);
        while (!waiting.isEmpty()) {
            unblock(waiting.keySet().iterator().next(), out);
            close(out);
        }
    }

    private void close(List<WireEvent> out) {
        if (open != Block.NONE) {
            open = Block.NONE;
            out.add(
                    message(
                            Json.object()
                                    .put("type", "content_block_stop")
                                    .put("index", next - 1)));
        }
    }

    private WireEvent arguments(String piece) {
        return piece(Json.object().put("type", "input_json_delta").put("partial_json", piece));
    }

    private WireEvent piece(ObjectNode delta) {
        ObjectNode event = Json.object().put("type", "content_block_delta").put("index", next - 1);
        event.set("delta", delta);
        return message(event);
    }

    private static WireEvent message(ObjectNode event) {
        return new WireEvent(event.path("type").asString(), Json.string(event));
    }
}
