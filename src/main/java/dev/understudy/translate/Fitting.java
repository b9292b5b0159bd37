package dev.understudy.translate;

import dev.understudy.model.Part;
import dev.understudy.model.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Fits a conversation to a target of its own wire, which would refuse what another target left in
/// it: reasoning that another maker sealed, ids of tool calls in another shape. A conversation that
/// brings none of that keeps its bytes.
final class Fitting {
    private static final byte[] LEFT_OUT = {};

    private final ModelKind kind;
    private boolean changed;

    /// Whether the turn whose calls are answered last lost the thinking before them.
    private boolean interrupted;

    private Fitting(ModelKind kind) {
        this.kind = kind;
    }

    /// The fields to change, as JSON; an empty value leaves a field out.
    static Map<String, byte[]> of(Wire wire, RawObject request, ModelKind kind)
            throws MalformedJsonException {
        return brings(wire, request, kind) ? new Fitting(kind).changes(wire, request) : Map.of();
    }

    /// Whether a look at the conversation is worth its time.
    private static boolean brings(Wire wire, RawObject request, ModelKind kind) {
        List<String> words =
                switch (wire) {
                    case CHAT_COMPLETIONS ->
                            kind.mistral() || kind.checksThoughts()
                                    ? List.of("\"tool_calls\"", "\"reasoning_details\"")
                                    : List.of("\"extra_content\"", "\"reasoning_details\"");
                    case RESPONSES -> List.of("\"encrypted_content\"", ResponsesItems.OURS);
                    case MESSAGES -> List.of("\"signature\"", "thinking\"", Seals.MARK);
                };
        return words.stream().anyMatch(request::mentions);
    }

    private Map<String, byte[]> changes(Wire wire, RawObject request)
            throws MalformedJsonException {
        String field = wire == Wire.RESPONSES ? "input" : "messages";
        JsonNode turns = request.value(field);
        switch (wire) {
            case CHAT_COMPLETIONS -> turns.forEach(this::message);
            case RESPONSES -> items(turns);
            case MESSAGES -> {
                turns.forEach(this::blocks);
                removeFrom(turns, turn -> isEmpty(turn.path("content")));
            }
        }
        if (!changed) {
            return Map.of();
        }
        var changes = new HashMap<>(Map.of(field, Json.bytes(turns)));
        if (interrupted && Json.string(request.value("thinking"), "type").equals("enabled")) {
            changes.put("thinking", LEFT_OUT); // it cannot begin behind a tool call
        }
        return changes;
    }

    private void message(JsonNode node) {
        if (!(node instanceof ObjectNode message)) {
            return;
        }
        JsonNode details = message.path("reasoning_details");
        removeFrom(details, detail -> kind.foreign(Json.string(detail, "format")));
        if (isEmpty(details)) {
            message.remove("reasoning_details");
        }
        JsonNode calls = message.path("tool_calls");
        if (!kind.gemini()) {
            changed |= ThoughtSignatures.remove(message);
            calls.forEach(call ->
                    changed |=
                            call instanceof ObjectNode object && ThoughtSignatures.remove(object));
        }
        changed |= ChatReasoning.unsigned(calls, kind);
        if (kind.mistral()) {
            rename(message, "tool_call_id");
            calls.forEach(call -> {
                if (call instanceof ObjectNode object) {
                    rename(object, "id");
                }
            });
        }
    }

    private void rename(ObjectNode node, String field) {
        String id = Json.string(node, field);
        String fitting = ToolIds.chat(id, kind);
        if (!id.isEmpty() && !id.equals(fitting)) {
            node.put(field, fitting);
            changed = true;
        }
    }

    private void blocks(JsonNode turn) {
        boolean lost = removeFrom(turn.path("content"), this::foreignBlock);
        boolean calls = false;
        boolean results = false;
        for (JsonNode block : turn.path("content")) {
            removeFrom(
                    block.path("citations"),
                    source -> Json.string(source, "encrypted_index").startsWith(Seals.MARK));
            calls |= Json.string(block, "type").equals("tool_use");
            results |= Json.string(block, "type").equals("tool_result");
        }
        interrupted = calls ? lost : results && interrupted;
    }

    private boolean foreignBlock(JsonNode block) {
        return switch (Json.string(block, "type")) {
            case "thinking" -> {
                String signature = Json.string(block, "signature");
                yield signature.isEmpty() ? kind.claude() : foreign(signature, Part.ANTHROPIC);
            }
            case "redacted_thinking" -> foreign(Json.string(block, "data"), Part.ANTHROPIC);
            default -> false;
        };
    }

    private void items(JsonNode items) {
        removeFrom(items, this::foreignItem);
        for (JsonNode item : items) {
            if (item instanceof ObjectNode object
                    && Json.string(item, "id").startsWith(ResponsesItems.OURS)) {
                object.remove("id");
                changed = true;
            }
        }
    }

    private boolean foreignItem(JsonNode item) {
        if (!Json.string(item, "type").equals("reasoning")) {
            return false;
        }
        String seal = Json.string(item, "encrypted_content");
        return seal.isEmpty()
                ? Json.string(item, "id").startsWith(ResponsesItems.OURS)
                : foreign(seal, Part.OPENAI);
    }

    /// Whether a seal is another's. One that tells nothing of its maker may be that of any model
    /// but those of the wire's own vendor.
    ///
    /// @param own the format of the wire's own vendor
    private boolean foreign(String seal, String own) {
        if (seal.startsWith(Seals.MARK)) {
            return true; // the target never saw it in this form
        }
        String format = Seals.unpack(seal, "").format();
        boolean odd = !Seals.unpack(seal, own).format().equals(own);
        return format.isEmpty() ? odd && kind.made(own) : kind.foreign(format);
    }

    private static boolean isEmpty(JsonNode list) {
        return list.isArray() && list.isEmpty();
    }

    private boolean removeFrom(JsonNode list, Predicate<JsonNode> which) {
        boolean removed = false;
        if (list instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (which.test(array.get(i))) {
                    array.remove(i);
                    removed = true;
                }
            }
        }
        changed |= removed;
        return removed;
    }
}
