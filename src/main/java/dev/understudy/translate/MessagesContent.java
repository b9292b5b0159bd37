package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.Part;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The blocks that answers on Anthropic's wire are made of.
final class MessagesContent {
    private MessagesContent() {}

    static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }

    static ObjectNode thinking(String text, String signature) {
        return Json.object()
                .put("type", "thinking")
                .put("thinking", text)
                .put("signature", signature);
    }

    static ObjectNode redacted(String data, String format) {
        return Json.object()
                .put("type", "redacted_thinking")
                .put("data", Seals.pack(data, format, Part.ANTHROPIC));
    }

    static ObjectNode tool(String id, String name, JsonNode input) {
        ObjectNode block = Json.object().put("type", "tool_use").put("id", id).put("name", name);
        block.set("input", input);
        return block;
    }

    /// A source; it is marked, so that Anthropic is never told that it found it.
    static ObjectNode citation(Delta.Cited source) {
        return Json.object()
                .put("type", "web_search_result_location")
                .put("url", source.url())
                .put("title", source.title())
                .put("cited_text", source.quote())
                .put("encrypted_index", Seals.MARK);
    }

    /// All blocks of a whole answer; the sources stand with its last text.
    static ArrayNode of(Gathered answer) {
        ArrayNode content = Json.array();
        for (Part part : answer.parts()) {
            part(part, content);
        }
        if (!answer.refusal().isEmpty()) {
            content.add(text(answer.refusal()));
        }
        cite(answer.sources(), content);
        return content;
    }

    private static void part(Part part, ArrayNode content) {
        switch (part) {
            case Part.Text(var text) -> content.add(text(text));
            case Part.ToolUse(var id, var name, var arguments) ->
                    content.add(tool(id, name, input(arguments)));
            case Part.Thinking(var text, var signature, var format) ->
                    content.add(thinking(text, Seals.pack(signature, format, Part.ANTHROPIC)));
            case Part.Redacted(var data, var format) -> content.add(redacted(data, format));
            case Part.CachePoint _,
                    Part.Image _,
                    Part.Document _,
                    Part.Audio _,
                    Part.ToolResult _ -> {}
        }
    }

    private static void cite(List<Delta.Cited> sources, ArrayNode content) {
        for (int i = content.size() - 1; i >= 0 && !sources.isEmpty(); i--) {
            if (content.path(i) instanceof ObjectNode block
                    && Json.string(block, "type").equals("text")) {
                ArrayNode citations = block.putArray("citations");
                sources.forEach(source -> citations.add(citation(source)));
                return;
            }
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
}
