package dev.understudy.translate;

import dev.understudy.model.Part;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The items a request on OpenAI's Responses wire is made of.
final class ResponsesInput {
    private final ArrayNode items = Json.array();
    private final ModelKind kind;

    /// What a message that is being written holds.
    private ArrayNode content = Json.array();

    ResponsesInput(ModelKind kind) {
        this.kind = kind;
    }

    ArrayNode written() {
        return items;
    }

    void add(Turn turn) throws UntranslatableException {
        for (Part part : turn.parts()) {
            switch (part) {
                case Part.ToolUse(var id, var name, var arguments) ->
                        item(turn, "function_call")
                                .put("call_id", id)
                                .put("name", name)
                                .put("arguments", arguments.isBlank() ? "{}" : arguments);
                case Part.ToolResult result ->
                        output(
                                item(turn, "function_call_output").put("call_id", result.id()),
                                result);
                case Part.Thinking(var text, var signature, var format) ->
                        reasoning(turn, text, signature, format);
                case Part.Redacted(var data, var format) -> reasoning(turn, "", data, format);
                case Part.Text _, Part.Image _, Part.Document _, Part.Audio _, Part.CachePoint _ ->
                        part(content, part, turn.role() == Turn.Role.ASSISTANT);
            }
        }
        message(turn);
    }

    /// A new item, behind what was said before it.
    private ObjectNode item(Turn turn, String type) {
        message(turn);
        return items.addObject().put("type", type);
    }

    private void message(Turn turn) {
        if (!content.isEmpty()) {
            String role =
                    switch (turn.role()) {
                        case SYSTEM -> "developer";
                        case USER -> "user";
                        case ASSISTANT -> "assistant";
                    };
            items.addObject().put("type", "message").put("role", role).set("content", content);
            content = Json.array();
        }
    }

    private static void output(ObjectNode item, Part.ToolResult result)
            throws UntranslatableException {
        List<Part> parts = result.parts();
        if (parts.stream().allMatch(ResponsesInput::isPlain)) {
            String text = ChatMessages.texts(parts, "\n\n");
            item.put("output", result.failed() ? "Error: " + text : text);
            return;
        }
        ArrayNode output = item.putArray("output");
        if (result.failed()) {
            part(output, new Part.Text("Error:"), false);
        }
        for (Part part : parts) {
            part(output, part, false);
        }
    }

    private static boolean isPlain(Part part) {
        return part instanceof Part.Text || part instanceof Part.CachePoint;
    }

    private void reasoning(Turn turn, String text, String seal, String format) {
        if (seal.isEmpty() || !format.equals(Part.OPENAI) || !kind.made(format)) {
            return;
        }
        ObjectNode item = item(turn, "reasoning");
        ArrayNode summary = item.putArray("summary");
        if (!text.isEmpty()) {
            summary.add(ResponsesItems.summary(text));
        }
        item.put("encrypted_content", seal);
    }

    private static void part(ArrayNode content, Part part, boolean assistants)
            throws UntranslatableException {
        switch (part) {
            case Part.Text(var text) -> {
                if (!text.isEmpty()) {
                    content.addObject()
                            .put("type", assistants ? "output_text" : "input_text")
                            .put("text", text);
                }
            }
            case Part.Image(var source, var detail) ->
                    content.addObject()
                            .put("type", "input_image")
                            .put("image_url", Inlined.url(source))
                            .put("detail", detail.isEmpty() ? "auto" : detail);
            case Part.Document(var source, var name) -> {
                String text = Inlined.text(source);
                if (!text.isEmpty()) {
                    content.addObject().put("type", "input_text").put("text", text);
                } else if (source instanceof Part.Source.Link(var url)) {
                    content.addObject().put("type", "input_file").put("file_url", url);
                } else {
                    content.addObject()
                            .put("type", "input_file")
                            .put("filename", name.isEmpty() ? "document.pdf" : name)
                            .put("file_data", Inlined.url(source));
                }
            }
            case Part.CachePoint _ -> {} // it caches by itself
            case Part.Audio _ -> throw new UntranslatableException("audio");
            case Part.ToolUse _, Part.ToolResult _, Part.Thinking _, Part.Redacted _ ->
                    throw new UntranslatableException("a tool's result inside another");
        }
    }
}
