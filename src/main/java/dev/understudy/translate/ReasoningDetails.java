package dev.understudy.translate;

import dev.understudy.model.Part;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reasoning on the chat-completions wire: OpenRouter's `reasoning_details`, and plain text.
final class ReasoningDetails {
    private static final String UNKNOWN = "unknown";

    private ReasoningDetails() {}

    /// Adds the reasoning of a message's turn; pieces of one detail are joined.
    static void read(JsonNode message, List<Part> parts) {
        JsonNode details = message.path("reasoning_details");
        for (JsonNode detail : details) {
            String format = format(detail);
            String text = Json.text(detail, "text").orElseGet(() -> Json.string(detail, "summary"));
            if (!Json.string(detail, "data").isEmpty()) {
                parts.add(new Part.Redacted(Json.string(detail, "data"), format));
            } else if (!parts.isEmpty()
                    && parts.getLast() instanceof Part.Thinking(var before, var none, var theirs)
                    && none.isEmpty()
                    && (theirs.isEmpty() || format.isEmpty() || theirs.equals(format))) {
                parts.removeLast();
                parts.add(
                        new Part.Thinking(
                                before + text,
                                Json.string(detail, "signature"),
                                format.isEmpty() ? theirs : format));
            } else {
                parts.add(new Part.Thinking(text, Json.string(detail, "signature"), format));
            }
        }
        if (details.isEmpty()) {
            Json.text(message, "reasoning")
                    .or(() -> Json.text(message, "reasoning_content"))
                    .ifPresent(text -> parts.add(new Part.Thinking(text, "", "")));
        }
    }

    /// Whose reasoning it is; blank if that is not known.
    static String format(JsonNode detail) {
        String format = Json.string(detail, "format");
        return format.equals(UNKNOWN) ? "" : format;
    }

    /// Tells reasoning in plain words, under both of the names that clients look for.
    static void told(ObjectNode message, String text) {
        if (!text.isEmpty()) {
            message.put("reasoning", text).put("reasoning_content", text);
        }
    }

    static void text(ArrayNode details, String text, String format, int index) {
        ObjectNode detail = details.addObject().put("type", "reasoning.text").put("text", text);
        end(detail, format, index);
    }

    static void signature(ArrayNode details, String signature, String format, int index) {
        ObjectNode detail =
                details.addObject()
                        .put("type", "reasoning.text")
                        .put("text", "")
                        .put("signature", signature);
        end(detail, format, index);
    }

    static void whole(ArrayNode details, Part.Thinking thinking, int index) {
        ObjectNode detail =
                details.addObject().put("type", "reasoning.text").put("text", thinking.text());
        if (!thinking.signature().isEmpty()) {
            detail.put("signature", thinking.signature());
        }
        end(detail, thinking.format(), index);
    }

    static void encrypted(ArrayNode details, String data, String format, int index) {
        end(
                details.addObject().put("type", "reasoning.encrypted").put("data", data),
                format,
                index);
    }

    private static void end(ObjectNode detail, String format, int index) {
        detail.put("format", format.isEmpty() ? UNKNOWN : format).put("index", index);
    }
}
