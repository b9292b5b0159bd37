package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.Reasoning;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Conversation.ToolChoice;
import dev.understudy.model.Part;
import dev.understudy.model.Part.Source;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads requests of Anthropic's Messages wire.
final class MessagesRequestReader {
    private static final Set<String> KNOWN =
            Set.of(
                    "model",
                    "models",
                    "messages",
                    "system",
                    "stream",
                    "max_tokens",
                    "stop_sequences",
                    "tools",
                    "tool_choice",
                    "thinking",
                    "output_config",
                    "metadata");

    private final RequestFields fields;

    private MessagesRequestReader(JsonNode root) {
        this.fields = new RequestFields(root, Wire.MESSAGES, KNOWN);
    }

    static Conversation read(JsonNode root) throws UntranslatableException {
        return new MessagesRequestReader(root).read();
    }

    private Conversation read() throws UntranslatableException {
        JsonNode root = fields.root();
        JsonNode choice = root.path("tool_choice");
        JsonNode format = root.path("output_config").path("format");
        return new Conversation(
                turns(root),
                tools(root),
                Json.string(choice, "type").equals("tool")
                        ? new ToolChoice.Named(Json.string(choice, "name"))
                        : RequestFields.toolChoice(Json.string(choice, "type")),
                choice.path("disable_parallel_tool_use").asBoolean(false),
                fields.parameters(),
                RequestFields.length(root.path("max_tokens")),
                RequestFields.texts(root.path("stop_sequences")),
                RequestFields.format(Json.string(format, "type"), format, "schema"),
                reasoning(root),
                fields.options(),
                Json.string(root.path("metadata"), "user_id"),
                fields.streaming(),
                fields.unknown());
    }

    private List<Turn> turns(JsonNode root) throws UntranslatableException {
        var turns = new ArrayList<Turn>();
        List<Part> system = content(root.path("system"));
        if (!system.isEmpty()) {
            turns.add(new Turn(Turn.Role.SYSTEM, system));
        }
        for (JsonNode message : root.path("messages")) {
            turns.add(
                    new Turn(
                            switch (Json.string(message, "role")) {
                                case "assistant" -> Turn.Role.ASSISTANT;
                                case "system" -> Turn.Role.SYSTEM;
                                default -> Turn.Role.USER;
                            },
                            content(message.path("content"))));
        }
        return turns;
    }

    private List<Tool> tools(JsonNode root) {
        var tools = new ArrayList<Tool>();
        for (JsonNode tool : root.path("tools")) {
            String type = Json.string(tool, "type");
            if (type.isEmpty() || type.equals("custom")) {
                tools.add(RequestFields.tool(tool, "input_schema", tool));
            } else {
                fields.unknown("tools." + type);
            }
        }
        return tools;
    }

    private List<Part> content(JsonNode content) throws UntranslatableException {
        var parts = new ArrayList<Part>();
        if (content.isString()) {
            parts.add(new Part.Text(content.stringValue()));
        }
        for (JsonNode block : content) {
            block(block, parts);
            CachePoints.read(block, parts);
        }
        return parts;
    }

    private void block(JsonNode block, List<Part> parts) throws UntranslatableException {
        String type = Json.string(block, "type");
        switch (type) {
            case "text" -> parts.add(new Part.Text(Json.string(block, "text")));
            case "image" -> parts.add(new Part.Image(source(block.path("source")), ""));
            case "document" -> document(block, parts);
            case "tool_use" ->
                    parts.add(
                            new Part.ToolUse(
                                    Json.string(block, "id"),
                                    Json.string(block, "name"),
                                    block.path("input").isObject()
                                            ? Json.string(block.path("input"))
                                            : "{}"));
            case "tool_result" ->
                    parts.add(
                            new Part.ToolResult(
                                    Json.string(block, "tool_use_id"),
                                    content(block.path("content")),
                                    block.path("is_error").asBoolean(false)));
            case "thinking" -> {
                Seals.Seal seal = Seals.unpack(Json.string(block, "signature"), Part.ANTHROPIC);
                parts.add(
                        new Part.Thinking(
                                Json.string(block, "thinking"), seal.value(), seal.format()));
            }
            case "redacted_thinking" -> {
                Seals.Seal seal = Seals.unpack(Json.string(block, "data"), Part.ANTHROPIC);
                parts.add(new Part.Redacted(seal.value(), seal.format()));
            }
            case "search_result" -> parts.addAll(content(block.path("content")));
            default -> fields.unknown("messages." + type); // of a tool Anthropic runs itself
        }
    }

    private void document(JsonNode block, List<Part> parts) throws UntranslatableException {
        JsonNode source = block.path("source");
        switch (Json.string(source, "type")) {
            case "text" ->
                    parts.add(
                            new Part.Document(
                                    Inlined.ofText(Json.string(source, "data")),
                                    Json.string(block, "title")));
            case "content" -> parts.addAll(content(source.path("content")));
            default -> parts.add(new Part.Document(source(source), Json.string(block, "title")));
        }
    }

    private static Source source(JsonNode source) throws UntranslatableException {
        return switch (Json.string(source, "type")) {
            case "base64" ->
                    new Source.Inline(
                            Json.string(source, "media_type"), Json.string(source, "data"));
            case "url" -> new Source.Link(Json.string(source, "url"));
            default -> throw new UntranslatableException("a file kept at one provider");
        };
    }

    private static Reasoning reasoning(JsonNode root) {
        JsonNode thinking = root.path("thinking");
        long budget = Json.number(thinking, "budget_tokens");
        if (Json.string(thinking, "type").equals("disabled")) {
            return new Reasoning.Off();
        }
        if (budget > 0) {
            return new Reasoning.Budget(budget);
        }
        return Json.text(root.path("output_config"), "effort")
                .map(Efforts::named)
                .orElseGet(() ->
                        Json.string(thinking, "type").equals("adaptive")
                                ? Efforts.asItLikes()
                                : new Reasoning.Usual());
    }
}
