package dev.understudy.translate;

import dev.understudy.model.Part;
import dev.understudy.model.Part.Source;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The messages of a request on Anthropic's wire: the roles alternate, the user begins, and the
/// results of tools stand first.
final class MessagesTurns {
    private final ArrayNode messages = Json.array();
    private String role = "";
    private ArrayNode results = Json.array();
    private ArrayNode blocks = Json.array();

    void add(Turn turn) throws UntranslatableException {
        String next = turn.role() == Turn.Role.ASSISTANT ? "assistant" : "user";
        if (!next.equals(role)) {
            flush();
            role = next;
        }
        for (Part part : turn.parts()) {
            if (part instanceof Part.ToolResult(var id, var parts, boolean failed)) {
                // text between a call and its result would part them
                ObjectNode result =
                        results.addObject().put("type", "tool_result").put("tool_use_id", id(id));
                ArrayNode content = Json.array();
                for (Part inner : parts) {
                    block(content, inner);
                }
                if (!content.isEmpty()) {
                    result.set("content", content);
                }
                if (failed) {
                    result.put("is_error", true);
                }
            } else {
                block(blocks, part);
            }
        }
    }

    ArrayNode written() {
        flush();
        if (messages.isEmpty() || messages.path(0).path("role").asString().equals("assistant")) {
            ObjectNode first = Json.object().put("role", "user");
            first.put("content", "Begin.");
            messages.insert(0, first);
        }
        return messages;
    }

    /// Whether it is thinking of Anthropic's own that can be sent back.
    static boolean signed(Part part) {
        return switch (part) {
            case Part.Thinking(_, var signature, var format) ->
                    !signature.isEmpty() && format.equals(Part.ANTHROPIC);
            case Part.Redacted(_, var format) -> format.equals(Part.ANTHROPIC);
            case Part.Text _,
                    Part.Image _,
                    Part.Document _,
                    Part.Audio _,
                    Part.ToolUse _,
                    Part.ToolResult _ ->
                    false;
        };
    }

    static void text(ArrayNode blocks, Part.Text text) {
        if (!text.text().isBlank()) {
            ObjectNode block = blocks.addObject().put("type", "text").put("text", text.text());
            if (text.cached()) {
                block.putObject("cache_control").put("type", "ephemeral");
            }
        }
    }

    private void flush() {
        results.addAll(blocks);
        if (!results.isEmpty()) {
            JsonNode only = results.path(0);
            ObjectNode message = messages.addObject().put("role", role);
            if (results.size() == 1
                    && only.path("type").asString().equals("text")
                    && !only.has("cache_control")) {
                message.set("content", only.path("text"));
            } else {
                message.set("content", results);
            }
        }
        results = Json.array();
        blocks = Json.array();
    }

    private static void block(ArrayNode blocks, Part part) throws UntranslatableException {
        switch (part) {
            case Part.Text text -> text(blocks, text);
            case Part.Image(var source, _) ->
                    blocks.addObject().put("type", "image").set("source", source(source));
            case Part.Document(var source, var name) -> {
                ObjectNode block = blocks.addObject().put("type", "document");
                String text = Inlined.text(source);
                if (text.isEmpty()) {
                    block.set("source", source(source));
                } else {
                    block.putObject("source")
                            .put("type", "text")
                            .put("media_type", "text/plain")
                            .put("data", text);
                }
                if (!name.isEmpty()) {
                    block.put("title", name);
                }
            }
            case Part.Audio _ -> throw new UntranslatableException("audio");
            case Part.ToolUse(var id, var name, var arguments) ->
                    blocks.addObject()
                            .put("type", "tool_use")
                            .put("id", id(id))
                            .put("name", name)
                            .set("input", Json.objectIn(arguments, "a tool's arguments"));
            case Part.ToolResult _ ->
                    throw new UntranslatableException("a tool's result inside another");
            case Part.Thinking(var text, var signature, _) -> {
                if (signed(part)) {
                    blocks.addObject()
                            .put("type", "thinking")
                            .put("thinking", text)
                            .put("signature", signature);
                }
            }
            case Part.Redacted(var data, _) -> {
                if (signed(part)) {
                    blocks.addObject().put("type", "redacted_thinking").put("data", data);
                }
            }
        }
    }

    private static ObjectNode source(Source source) {
        return switch (source) {
            case Source.Link(var url) -> Json.object().put("type", "url").put("url", url);
            case Source.Inline(var type, var data) ->
                    Json.object()
                            .put("type", "base64")
                            .put("media_type", type.toLowerCase(Locale.ROOT))
                            .put("data", data);
        };
    }

    /// A call's id as Anthropic takes it, the same for the same id.
    private static String id(String id) {
        String clean = id.replaceAll("[^A-Za-z0-9_-]", "_");
        if (clean.isEmpty()) {
            return "toolu_0";
        }
        if (clean.length() > 64) {
            clean = clean.substring(0, 55) + "_" + Integer.toHexString(id.hashCode());
        }
        return clean;
    }
}
