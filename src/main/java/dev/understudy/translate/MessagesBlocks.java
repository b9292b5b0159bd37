package dev.understudy.translate;

import dev.understudy.model.Part;
import dev.understudy.model.Part.Source;
import dev.understudy.model.UntranslatableException;
import java.util.ArrayList;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The blocks of a turn on Anthropic's wire; the results of tools stand first.
final class MessagesBlocks {
    private final ModelKind kind;
    private final ArrayNode results = Json.array();
    private final ArrayNode others = Json.array();
    private ObjectNode last = Json.object();

    MessagesBlocks(ModelKind kind) {
        this.kind = kind;
    }

    boolean isEmpty() {
        return results.isEmpty() && others.isEmpty();
    }

    /// All blocks; text between a call and its result would part them.
    ArrayNode all() {
        ArrayNode all = Json.array();
        all.addAll(results);
        all.addAll(others);
        return all;
    }

    /// The one text, or all blocks.
    JsonNode content() {
        ArrayNode all = all();
        return all.size() == 1 && isText(all.path(0)) ? all.path(0).path("text") : all;
    }

    /// One text of all texts, or all blocks.
    JsonNode joined() {
        ArrayNode all = all();
        var texts = new ArrayList<String>();
        for (JsonNode block : all) {
            if (!isText(block)) {
                return all;
            }
            texts.add(Json.string(block, "text"));
        }
        return JsonNodeFactory.instance.stringNode(String.join("\n\n", texts));
    }

    void add(Part part) throws UntranslatableException {
        switch (part) {
            case Part.Text(var text) -> {
                if (!text.isBlank()) {
                    block("text").put("text", text);
                }
            }
            case Part.CachePoint(var duration) -> {
                if (!last.isEmpty()) {
                    CachePoints.write(duration, last);
                }
            }
            case Part.Image(var source, _) -> block("image").set("source", source(source));
            case Part.Document(var source, var name) -> {
                ObjectNode block = block("document");
                block.set("source", document(source));
                if (!name.isEmpty()) {
                    block.put("title", name);
                }
            }
            case Part.Audio _ -> throw new UntranslatableException("audio");
            case Part.ToolUse(var id, var name, var arguments) ->
                    block("tool_use")
                            .put("id", ToolIds.anthropic(id))
                            .put("name", name)
                            .set("input", Json.objectIn(arguments, "a tool's arguments"));
            case Part.ToolResult result -> result(result);
            case Part.Thinking(var text, var signature, _) -> {
                if (signed(part, kind)) {
                    block("thinking").put("thinking", text).put("signature", signature);
                }
            }
            case Part.Redacted(var data, _) -> {
                if (signed(part, kind)) {
                    block("redacted_thinking").put("data", data);
                }
            }
        }
    }

    /// Whether it is thinking of the model's own that can be sent back. Models of others on this
    /// wire seal theirs in ways that tell nothing of their maker.
    static boolean signed(Part part, ModelKind kind) {
        return switch (part) {
            case Part.Thinking(_, var signature, var format) ->
                    !signature.isEmpty() && own(format, kind);
            case Part.Redacted(_, var format) -> own(format, kind);
            case Part.Text _,
                    Part.CachePoint _,
                    Part.Image _,
                    Part.Document _,
                    Part.Audio _,
                    Part.ToolUse _,
                    Part.ToolResult _ ->
                    false;
        };
    }

    private static boolean own(String format, ModelKind kind) {
        return kind.claude() ? format.equals(Part.ANTHROPIC) : !kind.foreign(format);
    }

    private ObjectNode block(String type) {
        last = others.addObject().put("type", type);
        return last;
    }

    private void result(Part.ToolResult given) throws UntranslatableException {
        var inside = new MessagesBlocks(kind);
        for (Part part : given.parts()) {
            if (part instanceof Part.ToolResult) {
                throw new UntranslatableException("a tool's result inside another");
            }
            inside.add(part);
        }
        last =
                results.addObject()
                        .put("type", "tool_result")
                        .put("tool_use_id", ToolIds.anthropic(given.id()));
        if (!inside.isEmpty()) {
            last.set("content", inside.all());
        }
        if (given.failed()) {
            last.put("is_error", true);
        }
    }

    private static boolean isText(JsonNode block) {
        return Json.string(block, "type").equals("text") && !block.has("cache_control");
    }

    private static ObjectNode document(Source source) {
        String text = Inlined.text(source);
        return text.isEmpty()
                ? source(source)
                : Json.object()
                        .put("type", "text")
                        .put("media_type", "text/plain")
                        .put("data", text);
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
}
