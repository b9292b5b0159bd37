package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.AnswerFormat;
import dev.understudy.model.Conversation.Reasoning;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Conversation.ToolChoice;
import dev.understudy.model.Part;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads requests of the chat-completions wire.
final class ChatRequestReader {
    private static final Set<String> KNOWN =
            Set.of(
                    "model",
                    "models",
                    "messages",
                    "stream",
                    "stream_options",
                    "max_tokens",
                    "max_completion_tokens",
                    "stop",
                    "n",
                    "modalities",
                    "response_format",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "reasoning",
                    "reasoning_effort",
                    "user");

    private final RequestFields fields;
    private final List<Turn> turns = new ArrayList<>();

    private ChatRequestReader(JsonNode root) {
        this.fields = new RequestFields(root, Fields.CHAT, KNOWN);
    }

    static Conversation read(JsonNode root) throws UntranslatableException {
        return new ChatRequestReader(root).read();
    }

    private Conversation read() throws UntranslatableException {
        JsonNode root = fields.root();
        refuse(root);
        for (JsonNode message : root.path("messages")) {
            turns.add(turn(message));
        }
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : root.path("tools")) {
            if (tool.path("function").isObject()) {
                tools.add(fields.tool(tool.path("function"), "parameters"));
            } else {
                fields.unknown("tools." + Json.string(tool, "type"));
            }
        }
        JsonNode most = root.path("max_completion_tokens");
        return new Conversation(
                turns,
                tools,
                toolChoice(root.path("tool_choice")),
                fields.isFalse("parallel_tool_calls"),
                fields.parameters(),
                RequestFields.length(most.isNumber() ? most : root.path("max_tokens")),
                RequestFields.texts(root.path("stop")),
                format(root.path("response_format")),
                reasoning(root),
                Json.string(root, "user"),
                root.path("stream").asBoolean(false),
                fields.unknown());
    }

    private static void refuse(JsonNode root) throws UntranslatableException {
        if (Json.number(root, "n") > 1) {
            throw new UntranslatableException("\"n\" above 1");
        }
        if (!root.path("functions").isEmpty()) {
            throw new UntranslatableException("\"functions\": use \"tools\"");
        }
        for (JsonNode modality : root.path("modalities")) {
            if (!modality.asString("").equals("text")) {
                throw new UntranslatableException("an answer in anything but text");
            }
        }
    }

    private static Turn turn(JsonNode message) throws UntranslatableException {
        String role = Json.string(message, "role");
        return switch (role) {
            case "assistant" -> new Turn(Turn.Role.ASSISTANT, answer(message));
            case "system", "developer" -> new Turn(Turn.Role.SYSTEM, content(message));
            case "user" -> new Turn(Turn.Role.USER, content(message));
            case "tool" ->
                    new Turn(
                            Turn.Role.USER,
                            List.of(
                                    new Part.ToolResult(
                                            Json.string(message, "tool_call_id"),
                                            content(message),
                                            false)));
            default -> throw new UntranslatableException("a message of the role \"" + role + "\"");
        };
    }

    private static List<Part> answer(JsonNode message) throws UntranslatableException {
        List<Part> parts = new ArrayList<>();
        ReasoningDetails.read(message, parts);
        parts.addAll(content(message));
        Json.text(message, "refusal").ifPresent(text -> parts.add(new Part.Text(text)));
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            if (!function.isObject()) {
                throw new UntranslatableException("a call of a tool that is no function");
            }
            parts.add(
                    new Part.ToolUse(
                            Json.string(call, "id"),
                            Json.string(function, "name"),
                            Json.string(function, "arguments")));
        }
        return parts;
    }

    private static List<Part> content(JsonNode message) throws UntranslatableException {
        List<Part> parts = new ArrayList<>();
        JsonNode content = message.path("content");
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
            case "text" ->
                    new Part.Text(Json.string(part, "text"), part.path("cache_control").isObject());
            case "refusal" -> new Part.Text(Json.string(part, "refusal"));
            case "image_url" -> {
                JsonNode image = part.path("image_url");
                yield new Part.Image(
                        Inlined.source(
                                image.isString() ? image.stringValue() : Json.string(image, "url")),
                        Json.string(image, "detail"));
            }
            case "file" -> {
                JsonNode file = part.path("file");
                yield new Part.Document(
                        Inlined.source(
                                Json.text(file, "file_data")
                                        .orElseThrow(() ->
                                                new UntranslatableException(
                                                        "a file kept at one provider"))),
                        Json.string(file, "filename"));
            }
            case "input_audio" ->
                    new Part.Audio(
                            Json.string(part.path("input_audio"), "data"),
                            Json.string(part.path("input_audio"), "format"));
            default -> throw new UntranslatableException("a part of the type \"" + type + "\"");
        };
    }

    private ToolChoice toolChoice(JsonNode choice) {
        if (choice.isObject() && !choice.path("function").isObject()) {
            fields.unknown("tool_choice");
            return new ToolChoice.Free();
        }
        return choice.isObject()
                ? new ToolChoice.Named(Json.string(choice.path("function"), "name"))
                : RequestFields.toolChoice(choice.asString(""));
    }

    private static AnswerFormat format(JsonNode format) throws UntranslatableException {
        return RequestFields.format(
                Json.string(format, "type"), format.path("json_schema"), "schema");
    }

    private static Reasoning reasoning(JsonNode root) {
        JsonNode reasoning = root.path("reasoning");
        long budget = Json.number(reasoning, "max_tokens");
        if (budget > 0) {
            return new Reasoning.Budget(budget);
        }
        JsonNode enabled = reasoning.path("enabled");
        return Json.text(reasoning, "effort")
                .or(() -> Json.text(root, "reasoning_effort"))
                .map(Efforts::named)
                .orElseGet(() -> {
                    if (!enabled.isBoolean()) {
                        return new Reasoning.Usual();
                    }
                    return enabled.booleanValue()
                            ? new Reasoning.Effort("medium")
                            : new Reasoning.Off();
                });
    }
}
