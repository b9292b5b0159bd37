package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.Part;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The items an answer on the Responses wire is made of.
final class ResponsesItems {
    /// How the ids of reasoning items begin that are made up here: no provider knows them.
    static final String OURS = "rs_understudy_";

    private ResponsesItems() {}

    static ObjectNode message(String id, String status, ArrayNode content) {
        ObjectNode item =
                Json.object()
                        .put("id", id)
                        .put("type", "message")
                        .put("status", status)
                        .put("role", "assistant");
        item.set("content", content);
        return item;
    }

    static ObjectNode text(String text, List<Delta.Cited> sources, ArrayNode logprobs) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        ArrayNode annotations = part.putArray("annotations");
        sources.forEach(source -> annotations.add(annotation(source, text.length())));
        part.set("logprobs", logprobs);
        return part;
    }

    static ObjectNode refusal(String text) {
        return Json.object().put("type", "refusal").put("refusal", text);
    }

    /// @param at where it stands if the provider does not tell
    static ObjectNode annotation(Delta.Cited source, int at) {
        boolean told = source.end() > 0;
        return Json.object()
                .put("type", "url_citation")
                .put("url", source.url())
                .put("title", source.title())
                .put("start_index", told ? source.start() : at)
                .put("end_index", told ? source.end() : at);
    }

    static ObjectNode call(String id, String status, Part.ToolUse call) {
        return Json.object()
                .put("id", id)
                .put("type", "function_call")
                .put("status", status)
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", call.arguments());
    }

    /// @param seal the signature or the encrypted reasoning; empty if there is none
    static ObjectNode reasoning(String id, String text, String seal) {
        ObjectNode item = Json.object().put("id", id).put("type", "reasoning");
        ArrayNode summary = item.putArray("summary");
        if (!text.isEmpty()) {
            summary.add(summary(text));
        }
        if (!seal.isEmpty()) {
            item.put("encrypted_content", seal);
        }
        return item;
    }

    static ObjectNode summary(String text) {
        return Json.object().put("type", "summary_text").put("text", text);
    }

    /// The visible reasoning of an item: its summary, or its content where a model shows that.
    static String reasoningText(JsonNode item) {
        String summary = joined(item.path("summary"));
        return summary.isEmpty() ? joined(item.path("content")) : summary;
    }

    private static String joined(JsonNode parts) {
        var text = new StringBuilder();
        for (JsonNode part : parts) {
            text.append(text.isEmpty() ? "" : "\n\n").append(Json.string(part, "text"));
        }
        return text.toString();
    }
}
