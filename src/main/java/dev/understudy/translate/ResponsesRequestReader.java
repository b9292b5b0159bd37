package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.Reasoning;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Part;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads requests of OpenAI's Responses wire.
final class ResponsesRequestReader {
    private static final Set<String> KNOWN =
            Set.of(
                    "model",
                    "models",
                    "input",
                    "instructions",
                    "stream",
                    "store",
                    "include",
                    "max_output_tokens",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "text",
                    "reasoning",
                    "user");

    private final RequestFields fields;
    private final List<Turn> turns = new ArrayList<>();

    private ResponsesRequestReader(JsonNode root) {
        this.fields = new RequestFields(root, Wire.RESPONSES, KNOWN);
    }

    static Conversation read(JsonNode root) throws UntranslatableException {
        return new ResponsesRequestReader(root).read();
    }

    private Conversation read() throws UntranslatableException {
        JsonNode root = fields.root();
        refuse(root);
        Json.text(root, "instructions")
                .ifPresent(text -> add(Turn.Role.SYSTEM, List.of(new Part.Text(text))));
        if (root.path("input").isString()) {
            add(Turn.Role.USER, List.of(new Part.Text(root.path("input").stringValue())));
        }
        for (JsonNode item : root.path("input")) {
            item(item);
        }
        JsonNode format = root.path("text").path("format");
        JsonNode choice = root.path("tool_choice");
        return new Conversation(
                turns,
                tools(root),
                fields.toolChoice(choice, choice),
                fields.isFalse("parallel_tool_calls"),
                fields.parameters(),
                RequestFields.length(root.path("max_output_tokens")),
                List.of(),
                RequestFields.format(Json.string(format, "type"), format, "schema"),
                Json.text(root.path("reasoning"), "effort")
                        .map(Efforts::named)
                        .orElseGet(Reasoning.Usual::new),
                fields.options(),
                Json.string(root, "user"),
                fields.streaming(),
                fields.unknown());
    }

    private static void refuse(JsonNode root) throws UntranslatableException {
        for (String kept : List.of("previous_response_id", "conversation", "prompt")) {
            if (!root.path(kept).isMissingNode() && !root.path(kept).isNull()) {
                throw new UntranslatableException("\"%s\", kept at one provider".formatted(kept));
            }
        }
        if (root.path("background").asBoolean(false)) {
            throw new UntranslatableException("\"background\"");
        }
    }

    private List<Tool> tools(JsonNode root) {
        var tools = new ArrayList<Tool>();
        for (JsonNode tool : root.path("tools")) {
            if (Json.string(tool, "type").equals("function")) {
                tools.add(RequestFields.tool(tool, "parameters", tool));
            } else {
                fields.unknown("tools." + Json.string(tool, "type"));
            }
        }
        return tools;
    }

    /// Adds to the last turn if it is of the same role: a turn comes as several items.
    private void add(Turn.Role role, List<Part> parts) {
        if (role == Turn.Role.ASSISTANT
                && !turns.isEmpty()
                && turns.getLast().role() == Turn.Role.ASSISTANT) {
            var all = new ArrayList<>(turns.removeLast().parts());
            all.addAll(parts);
            turns.add(new Turn(role, all));
        } else {
            turns.add(new Turn(role, parts));
        }
    }

    private void item(JsonNode item) throws UntranslatableException {
        String type = Json.text(item, "type").orElse("message");
        switch (type) {
            case "message" ->
                    add(
                            switch (Json.string(item, "role")) {
                                case "assistant" -> Turn.Role.ASSISTANT;
                                case "system", "developer" -> Turn.Role.SYSTEM;
                                default -> Turn.Role.USER;
                            },
                            content(item.path("content")));
            case "function_call" ->
                    add(
                            Turn.Role.ASSISTANT,
                            List.of(
                                    new Part.ToolUse(
                                            Json.string(item, "call_id"),
                                            Json.string(item, "name"),
                                            Json.string(item, "arguments"))));
            case "function_call_output" ->
                    add(
                            Turn.Role.USER,
                            List.of(
                                    new Part.ToolResult(
                                            Json.string(item, "call_id"),
                                            content(item.path("output")),
                                            false)));
            case "reasoning" -> add(Turn.Role.ASSISTANT, reasoning(item));
            case "item_reference" ->
                    throw new UntranslatableException("an item kept at one provider");
            default -> fields.unknown("input." + type); // of a tool OpenAI runs itself
        }
    }

    private static List<Part> reasoning(JsonNode item) {
        String text = ResponsesItems.reasoningText(item);
        Seals.Seal seal = Seals.unpack(Json.string(item, "encrypted_content"), Part.OPENAI);
        return List.of(
                text.isEmpty() && !seal.value().isEmpty()
                        ? new Part.Redacted(seal.value(), seal.format())
                        : new Part.Thinking(text, seal.value(), seal.format()));
    }

    private static List<Part> content(JsonNode content) throws UntranslatableException {
        var parts = new ArrayList<Part>();
        if (content.isString()) {
            parts.add(new Part.Text(content.stringValue()));
        }
        for (JsonNode part : content) {
            parts.add(part(part));
        }
        return parts;
    }

    private static Part part(JsonNode part) throws UntranslatableException {
        String type = Json.string(part, "type");
        return switch (type) {
            case "input_text", "output_text", "text" -> new Part.Text(Json.string(part, "text"));
            case "refusal" -> new Part.Text(Json.string(part, "refusal"));
            case "input_image" ->
                    new Part.Image(
                            Inlined.source(kept(part, "image_url", "image_url")),
                            Json.string(part, "detail"));
            case "input_file" ->
                    new Part.Document(
                            Inlined.source(kept(part, "file_data", "file_url")),
                            Json.string(part, "filename"));
            case "input_audio" -> ChatParts.audio(part);
            default -> throw new UntranslatableException("a part of the type \"" + type + "\"");
        };
    }

    private static String kept(JsonNode part, String field, String other)
            throws UntranslatableException {
        return Json.text(part, field)
                .or(() -> Json.text(part, other))
                .orElseThrow(() -> new UntranslatableException("a file kept at one provider"));
    }
}
