package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.Reasoning;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
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
                    "logprobs",
                    "user");

    private ChatRequestReader() {}

    static Conversation read(JsonNode root) throws UntranslatableException {
        refuse(root);
        var fields = new RequestFields(root, Wire.CHAT_COMPLETIONS, KNOWN);
        var turns = new ArrayList<Turn>();
        for (JsonNode message : root.path("messages")) {
            turns.add(turn(message));
        }
        JsonNode most = root.path("max_completion_tokens");
        JsonNode format = root.path("response_format");
        JsonNode choice = root.path("tool_choice");
        return new Conversation(
                turns,
                tools(fields),
                fields.toolChoice(choice, choice.path("function")),
                fields.isFalse("parallel_tool_calls"),
                fields.parameters(),
                RequestFields.length(most.isNumber() ? most : root.path("max_tokens")),
                RequestFields.texts(root.path("stop")),
                RequestFields.format(
                        Json.string(format, "type"), format.path("json_schema"), "schema"),
                reasoning(root),
                fields.options(),
                Json.string(root, "user"),
                fields.streaming(),
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

    private static List<Tool> tools(RequestFields fields) {
        var tools = new ArrayList<Tool>();
        for (JsonNode tool : fields.root().path("tools")) {
            if (tool.path("function").isObject()) {
                tools.add(RequestFields.tool(tool.path("function"), "parameters", tool));
            } else {
                fields.unknown("tools." + Json.string(tool, "type"));
            }
        }
        return tools;
    }

    private static Turn turn(JsonNode message) throws UntranslatableException {
        String role = Json.string(message, "role");
        return switch (role) {
            case "assistant" -> new Turn(Turn.Role.ASSISTANT, ChatParts.answer(message));
            case "system", "developer" -> new Turn(Turn.Role.SYSTEM, ChatParts.content(message));
            case "user" -> new Turn(Turn.Role.USER, ChatParts.content(message));
            case "tool" -> new Turn(Turn.Role.USER, ChatParts.result(message));
            default -> throw new UntranslatableException("a message of the role \"" + role + "\"");
        };
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
                    return enabled.booleanValue() ? Efforts.asItLikes() : new Reasoning.Off();
                });
    }
}
