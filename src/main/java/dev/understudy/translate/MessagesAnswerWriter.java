package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.FinishReason;
import dev.understudy.model.Part;
import dev.understudy.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes answers of Anthropic's Messages wire.
final class MessagesAnswerWriter implements AnswerWriter {
    private final Ids ids;
    private final MessagesStream blocks = new MessagesStream();
    private final List<Delta.Cited> uncited = new ArrayList<>();
    private boolean started;
    private boolean ended;
    private boolean told;
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
            case Delta.Thinking(var text, _) ->
                    thinking(delta("thinking_delta").put("thinking", text), out);
            case Delta.Signature(var signature, var format) -> {
                String packed = Seals.pack(signature, format, Part.ANTHROPIC);
                thinking(delta("signature_delta").put("signature", packed), out);
                blocks.endLast(out);
            }
            case Delta.Redacted(var data, var format) -> {
                begin(out);
                blocks.whole(MessagesContent.redacted(data, format), out);
            }
            case Delta.ToolBegun(int index, var id, var name) -> {
                begin(out);
                blocks.toolBegun(index, MessagesContent.tool(id, name, Json.object()), out);
            }
            case Delta.ToolArguments(int index, var piece) ->
                    blocks.toolArguments(
                            index, delta("input_json_delta").put("partial_json", piece), out);
            case Delta.ToolEnded(int index) -> blocks.toolEnded(index, out);
            case Delta.Cited source -> {
                uncited.add(source);
                if (blocks.isOpen(MessagesStream.Kind.TEXT)) {
                    cite(out);
                }
            }
            case Delta.Finished end -> {
                blocks.closeAll(out);
                finished = end;
            }
            case Delta.Used(var used) -> usage = Optional.of(used);
            case Delta.Failed(var error) -> failed(ChatAnswerWriter.fault(error), out);
            case Delta.Ended _ -> end(out);
            case Delta.Logprobs _, Delta.Beyond _ -> {}
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
            case "content_block_start" ->
                    blocks.passing(
                            switch (Json.string(event.path("content_block"), "type")) {
                                case "text" -> MessagesStream.Kind.TEXT;
                                case "thinking" -> MessagesStream.Kind.THINKING;
                                default -> MessagesStream.Kind.OTHER;
                            },
                            (int) Json.number(event, "index"));
            case "content_block_stop" -> blocks.passed();
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
        begin(out);
        blocks.closeAll(out);
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
        root.set("content", MessagesContent.of(answer));
        stop(root, answer.finished());
        root.set("usage", Usages.messages(answer.usage()));
        return Json.bytes(root);
    }

    static WireEvent message(ObjectNode event) {
        return new WireEvent(event.path("type").asString(), Json.string(event));
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

    private void begin(List<WireEvent> out) {
        if (!started) {
            start("", "", out);
        }
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
        begin(out);
        blocks.add(
                MessagesStream.Kind.TEXT,
                MessagesContent.text(""),
                delta("text_delta").put("text", text),
                out);
        cite(out);
    }

    private void thinking(ObjectNode piece, List<WireEvent> out) {
        begin(out);
        blocks.add(MessagesStream.Kind.THINKING, MessagesContent.thinking("", ""), piece, out);
    }

    /// Tells the sources of the text that is open.
    private void cite(List<WireEvent> out) {
        for (Delta.Cited source : uncited) {
            ObjectNode piece = delta("citations_delta");
            piece.set("citation", MessagesContent.citation(source));
            blocks.add(MessagesStream.Kind.TEXT, MessagesContent.text(""), piece, out);
        }
        uncited.clear();
    }

    private static ObjectNode delta(String type) {
        return Json.object().put("type", type);
    }
}
