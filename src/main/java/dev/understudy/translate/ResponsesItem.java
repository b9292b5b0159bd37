package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.Part;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One item of a streamed answer on the Responses wire, from its first event to its last.
final class ResponsesItem {
    enum Kind {
        TEXT,
        REFUSAL,
        THINKING,
        CALL,
        OTHER
    }

    private final Kind kind;
    private final String id;
    private final int index;
    private final StringBuilder text = new StringBuilder();
    private final List<Delta.Cited> sources = new ArrayList<>();
    private final ArrayNode logprobs = Json.array();
    private ArrayNode next = Json.array();
    private String callId = "";
    private String name = "";
    private String seal = "";
    private boolean partBegun;
    private JsonNode other = Json.object();

    ResponsesItem(Kind kind, String id, int index) {
        this.kind = kind;
        this.id = id;
        this.index = index;
    }

    static ResponsesItem call(String id, int index, String callId, String name) {
        var item = new ResponsesItem(Kind.CALL, id, index);
        item.callId = callId;
        item.name = name;
        return item;
    }

    /// An item whose events go by untouched.
    static ResponsesItem passing(JsonNode node, int index) {
        Kind kind =
                switch (Json.string(node, "type")) {
                    case "message" -> Kind.TEXT;
                    case "reasoning" -> Kind.THINKING;
                    case "function_call" -> Kind.CALL;
                    default -> Kind.OTHER;
                };
        var item = new ResponsesItem(kind, Json.string(node, "id"), index);
        item.callId = Json.string(node, "call_id");
        item.name = Json.string(node, "name");
        item.seal = Json.string(node, "encrypted_content");
        item.other = node;
        item.partBegun = kind == Kind.THINKING; // its parts have ends of their own
        return item;
    }

    Kind kind() {
        return kind;
    }

    String id() {
        return id;
    }

    int index() {
        return index;
    }

    void partBegun() {
        partBegun = true;
    }

    void adopt(String piece) {
        text.append(piece);
    }

    /// How likely the tokens of the piece were that comes next.
    void logprobs(JsonNode tokens) {
        tokens.forEach(next::add);
    }

    void seal(String value) {
        seal = value;
    }

    void begin(ResponsesEvents to, List<WireEvent> out) {
        out.add(
                to.event("response.output_item.added")
                        .put("output_index", index)
                        .with("item", node("in_progress", Json.array())));
    }

    void add(String piece, ResponsesEvents to, List<WireEvent> out) {
        beginPart(to, out);
        text.append(piece);
        switch (kind) {
            case TEXT -> {
                out.add(
                        to.event("response.output_text.delta")
                                .at(this)
                                .put("content_index", 0)
                                .put("delta", piece)
                                .with("logprobs", next));
                logprobs.addAll(next);
                next = Json.array();
            }
            case REFUSAL ->
                    out.add(
                            to.event("response.refusal.delta")
                                    .at(this)
                                    .put("content_index", 0)
                                    .put("delta", piece)
                                    .done());
            case THINKING ->
                    out.add(
                            to.event("response.reasoning_summary_text.delta")
                                    .at(this)
                                    .put("summary_index", 0)
                                    .put("delta", piece)
                                    .done());
            case CALL ->
                    out.add(
                            to.event("response.function_call_arguments.delta")
                                    .at(this)
                                    .put("delta", piece)
                                    .done());
            case OTHER -> {}
        }
    }

    void cite(Delta.Cited source, ResponsesEvents to, List<WireEvent> out) {
        beginPart(to, out);
        out.add(
                to.event("response.output_text.annotation.added")
                        .at(this)
                        .put("content_index", 0)
                        .put("annotation_index", sources.size())
                        .with("annotation", ResponsesItems.annotation(source, text.length())));
        sources.add(source);
    }

    /// Adds the item's last events, and returns it whole.
    JsonNode end(String status, ResponsesEvents to, List<WireEvent> out) {
        ArrayNode content = Json.array();
        if (partBegun) {
            endPart(to, content, out);
        }
        JsonNode whole = node(status, content);
        out.add(
                to.event("response.output_item.done")
                        .put("output_index", index)
                        .with("item", whole));
        return whole;
    }

    private void beginPart(ResponsesEvents to, List<WireEvent> out) {
        if (partBegun) {
            return;
        }
        partBegun = true;
        switch (kind) {
            case TEXT ->
                    out.add(
                            to.event("response.content_part.added")
                                    .at(this)
                                    .put("content_index", 0)
                                    .with(
                                            "part",
                                            ResponsesItems.text("", List.of(), Json.array())));
            case REFUSAL ->
                    out.add(
                            to.event("response.content_part.added")
                                    .at(this)
                                    .put("content_index", 0)
                                    .with("part", ResponsesItems.refusal("")));
            case THINKING ->
                    out.add(
                            to.event("response.reasoning_summary_part.added")
                                    .at(this)
                                    .put("summary_index", 0)
                                    .with("part", ResponsesItems.summary("")));
            case CALL, OTHER -> {}
        }
    }

    private void endPart(ResponsesEvents to, ArrayNode content, List<WireEvent> out) {
        String all = text.toString();
        switch (kind) {
            case TEXT -> {
                ObjectNode part = ResponsesItems.text(all, sources, logprobs);
                content.add(part);
                out.add(
                        to.event("response.output_text.done")
                                .at(this)
                                .put("content_index", 0)
                                .put("text", all)
                                .with("logprobs", logprobs));
                out.add(
                        to.event("response.content_part.done")
                                .at(this)
                                .put("content_index", 0)
                                .with("part", part));
            }
            case REFUSAL -> {
                ObjectNode part = ResponsesItems.refusal(all);
                content.add(part);
                out.add(
                        to.event("response.refusal.done")
                                .at(this)
                                .put("content_index", 0)
                                .put("refusal", all)
                                .done());
                out.add(
                        to.event("response.content_part.done")
                                .at(this)
                                .put("content_index", 0)
                                .with("part", part));
            }
            case THINKING -> {
                out.add(
                        to.event("response.reasoning_summary_text.done")
                                .at(this)
                                .put("summary_index", 0)
                                .put("text", all)
                                .done());
                out.add(
                        to.event("response.reasoning_summary_part.done")
                                .at(this)
                                .put("summary_index", 0)
                                .with("part", ResponsesItems.summary(all)));
            }
            case CALL ->
                    out.add(
                            to.event("response.function_call_arguments.done")
                                    .at(this)
                                    .put("name", name)
                                    .put("arguments", all)
                                    .done());
            case OTHER -> {}
        }
    }

    private JsonNode node(String status, ArrayNode content) {
        return switch (kind) {
            case TEXT, REFUSAL -> ResponsesItems.message(id, status, content);
            case THINKING -> ResponsesItems.reasoning(id, text.toString(), seal);
            case CALL ->
                    ResponsesItems.call(
                            id, status, new Part.ToolUse(callId, name, text.toString()));
            case OTHER -> other;
        };
    }
}
