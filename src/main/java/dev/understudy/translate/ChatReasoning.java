package dev.understudy.translate;

import dev.understudy.model.Part;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The reasoning in one message of the assistant's, as far as the target made it, and the calls
/// that follow from it.
final class ChatReasoning {
    private final ModelKind kind;
    private final ArrayNode details = Json.array();
    private final StringBuilder thought = new StringBuilder();

    /// Google's seal of what comes next.
    private String seal = "";

    ChatReasoning(ModelKind kind) {
        this.kind = kind;
    }

    void thinking(Part.Thinking thinking) {
        thought.append(thinking.text());
        if (goesBack(thinking.format()) && !thinking.signature().isEmpty()) {
            ReasoningDetails.whole(details, thinking, details.size());
        }
    }

    void redacted(Part.Redacted redacted) {
        if (goesBack(redacted.format())) {
            ReasoningDetails.encrypted(details, redacted.data(), redacted.format(), details.size());
        }
        if (redacted.format().equals(Part.GEMINI) && kind.gemini()) {
            seal = redacted.data();
        }
    }

    void call(Part.ToolUse call, ObjectNode node) {
        String id = ToolIds.chat(call.id(), kind);
        node.put("id", id).put("type", "function");
        node.putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
        if (!seal.isEmpty()) {
            if (kind.openRouter()) {
                name(id);
            } else {
                ThoughtSignatures.put(seal, node);
            }
        }
        seal = "";
    }

    void write(ObjectNode message, ArrayNode calls) {
        if (!details.isEmpty()) {
            message.set("reasoning_details", details);
        }
        if (kind.echoesReasoning() && !thought.isEmpty() && !calls.isEmpty()) {
            message.put("reasoning_content", thought.toString());
        }
        if (kind.openRouter()) {
            return;
        }
        if (!seal.isEmpty()) {
            ThoughtSignatures.put(seal, message);
        }
        unsigned(calls, kind);
    }

    /// Tells Google's newer models of calls that another model made.
    ///
    /// @return whether there were any
    static boolean unsigned(JsonNode calls, ModelKind kind) {
        boolean missing =
                kind.checksThoughts()
                        && !kind.openRouter()
                        && calls.path(0) instanceof ObjectNode first
                        && ThoughtSignatures.in(first).isEmpty();
        if (missing && calls.path(0) instanceof ObjectNode first) {
            ThoughtSignatures.put(ThoughtSignatures.OF_ANOTHER, first);
        }
        return missing;
    }

    /// OpenRouter knows by its id which call a seal is of.
    private void name(String id) {
        if (details.path(details.size() - 1) instanceof ObjectNode last) {
            last.put("id", id);
        }
    }

    /// Whether the model, behind a router that hands reasoning on, made reasoning of a format.
    private boolean goesBack(String format) {
        return kind.openRouter() && kind.made(format);
    }
}
