package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.FinishReason;
import dev.understudy.model.Part;
import dev.understudy.model.Usage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes answers of OpenAI's Responses wire: each item's events in their order, and the whole
/// answer in the last.
final class ResponsesAnswerWriter implements AnswerWriter {
    private final InstantSource clock;
    private final Ids ids;
    private final ResponsesEvents events = new ResponsesEvents();
    private final TreeMap<Integer, JsonNode> output = new TreeMap<>();
    private final Map<Integer, ResponsesItem> calls = new HashMap<>();
    private final List<String> pieces = new ArrayList<>();
    private @Nullable ResponsesItem open;
    private ObjectNode response = Json.object();
    private int next;
    private boolean ended;
    private boolean closed;
    private Delta.@Nullable Finished finished;
    private Optional<Usage> usage = Optional.empty();

    ResponsesAnswerWriter(InstantSource clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public void write(Delta delta, List<WireEvent> out) {
        switch (delta) {
            case Delta.Started(var id, var model) -> start(id, model, out);
            case Delta.Text(var text) -> item(ResponsesItem.Kind.TEXT, out).add(text, events, out);
            case Delta.Logprobs(var tokens) ->
                    item(ResponsesItem.Kind.TEXT, out).logprobs(Json.known(tokens));
            case Delta.Refusal(var text) ->
                    item(ResponsesItem.Kind.REFUSAL, out).add(text, events, out);
            case Delta.Thinking(var text, _) ->
                    item(ResponsesItem.Kind.THINKING, out).add(text, events, out);
            case Delta.Signature(var signature, var format) -> {
                item(ResponsesItem.Kind.THINKING, out)
                        .seal(Seals.pack(signature, format, Part.OPENAI));
                close("completed", out);
            }
            case Delta.Redacted(var data, var format) -> {
                close("completed", out);
                item(ResponsesItem.Kind.THINKING, out).seal(Seals.pack(data, format, Part.OPENAI));
                close("completed", out);
            }
            case Delta.ToolBegun(int index, var id, var name) -> {
                close("completed", out);
                begin(out);
                var call = ResponsesItem.call(ids.next("fc_"), next++, id, name);
                calls.put(index, call);
                call.begin(events, out);
            }
            case Delta.ToolArguments(int index, var piece) -> {
                ResponsesItem call = calls.get(index);
                if (call != null) {
                    call.add(piece, events, out);
                }
            }
            case Delta.ToolEnded(int index) -> {
                ResponsesItem call = calls.remove(index);
                if (call != null) {
                    output.put(call.index(), call.end("completed", events, out));
                }
            }
            case Delta.Cited source -> item(ResponsesItem.Kind.TEXT, out).cite(source, events, out);
            case Delta.Finished end -> {
                finished = end;
                closeAll(out);
            }
            case Delta.Used(var used) -> usage = Optional.of(used);
            case Delta.Failed(var error) -> failed(ChatAnswerWriter.fault(error), out);
            case Delta.Ended _ -> end(out);
            case Delta.Beyond _ -> {}
        }
    }

    /// Keeps what a continuation needs: the answer's frame, the whole items, the open item.
    @Override
    public void passed(String name, String data) {
        if (name.endsWith("_text.delta") || name.endsWith("arguments.delta")) {
            pieces.add(data);
            return;
        }
        closed |= data.equals(ChatCompletions.DONE); // which OpenRouter sends on this wire too
        JsonNode event;
        try {
            event = Json.read(data);
        } catch (MalformedJsonException _) {
            return;
        }
        events.passed(event);
        int index = (int) Json.number(event, "output_index");
        String type = Json.text(event, "type").orElse(name);
        switch (type) {
            case "response.created", "response.in_progress" -> {
                if (event.path("response") instanceof ObjectNode frame) {
                    response = frame;
                }
            }
            case "response.output_item.added" -> {
                next = index + 1;
                pieces.clear();
                open = ResponsesItem.passing(event.path("item"), index);
            }
            case "response.content_part.added" -> {
                if (open != null) {
                    open.partBegun();
                }
            }
            case "response.output_item.done" -> {
                output.put(index, event.path("item"));
                open = null;
            }
            case "response.completed", "response.incomplete", "response.failed" -> ended = true;
            default -> {
                if (type.endsWith(".delta")) {
                    pieces.add(data);
                }
            }
        }
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public void end(List<WireEvent> out) {
        if (ended) {
            return;
        }
        begin(out);
        closeAll(out);
        ended = true;
        String status = status();
        fill(status);
        out.add(events.event("response." + status).with("response", response));
    }

    @Override
    public void failed(Fault fault, List<WireEvent> out) {
        if (ended) {
            return;
        }
        begin(out);
        adoptPieces();
        ended = true;
        ObjectNode error = Json.object().put("type", fault.type()).put("code", fault.code());
        error.put("message", fault.message()).putNull("param");
        out.add(
                events.event("error")
                        .put("code", fault.code())
                        .put("message", fault.message())
                        .put("param", null)
                        .with("error", error));
        fill("failed");
        response.putObject("error")
                .put("code", fault.status() == 429 ? "rate_limit_exceeded" : "server_error")
                .put("message", fault.message());
        out.add(events.event("response.failed").with("response", response));
    }

    @Override
    public byte[] whole(List<Delta> deltas) {
        var unheard = new ArrayList<WireEvent>();
        deltas.forEach(delta -> write(delta, unheard));
        end(unheard);
        return Json.bytes(response);
    }

    private void start(String id, String model, List<WireEvent> out) {
        response = ResponsesFrame.of(id.isEmpty() ? ids.next("resp_") : id, model, clock);
        out.add(events.event("response.created").with("response", response));
        out.add(events.event("response.in_progress").with("response", response));
    }

    private void begin(List<WireEvent> out) {
        if (response.isEmpty()) {
            start("", "", out);
        }
    }

    /// The open item if it is of a kind, else a new one.
    private ResponsesItem item(ResponsesItem.Kind kind, List<WireEvent> out) {
        begin(out);
        adoptPieces();
        if (open == null || open.kind() != kind) {
            close("completed", out);
            String prefix = kind == ResponsesItem.Kind.THINKING ? ResponsesItems.OURS : "msg_";
            open = new ResponsesItem(kind, ids.next(prefix), next++);
            open.begin(events, out);
        }
        return open;
    }

    /// Reads the pieces of the open item that went by, once they are needed.
    private void adoptPieces() {
        for (String piece : pieces) {
            try {
                JsonNode event = Json.read(piece);
                events.passed(event);
                if (open != null) {
                    open.adopt(Json.string(event, "delta"));
                }
            } catch (MalformedJsonException _) {
                // it went by as it was
            }
        }
        pieces.clear();
    }

    private void close(String status, List<WireEvent> out) {
        adoptPieces();
        if (open != null) {
            output.put(open.index(), open.end(status, events, out));
            open = null;
        }
    }

    private void closeAll(List<WireEvent> out) {
        String status = status();
        close(status, out);
        calls.values().stream()
                .sorted(java.util.Comparator.comparingInt(ResponsesItem::index))
                .forEach(call -> output.put(call.index(), call.end(status, events, out)));
        calls.clear();
    }

    private String status() {
        return finished != null
                        && (finished.reason() == FinishReason.LENGTH
                                || finished.reason() == FinishReason.FILTERED)
                ? "incomplete"
                : "completed";
    }

    private void fill(String status) {
        response.put("status", status);
        ArrayNode items = response.putArray("output");
        output.values().forEach(items::add);
        if (status.equals("incomplete") && finished != null) {
            response.putObject("incomplete_details")
                    .put(
                            "reason",
                            finished.reason() == FinishReason.LENGTH
                                    ? "max_output_tokens"
                                    : "content_filter");
        }
        usage.ifPresent(used -> response.set("usage", Usages.responses(used)));
    }
}
