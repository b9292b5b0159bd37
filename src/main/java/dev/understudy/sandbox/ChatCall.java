package dev.understudy.sandbox;

import dev.understudy.model.Target;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import dev.understudy.translate.InvalidRequestException;
import dev.understudy.translate.MalformedJsonException;
import dev.understudy.translate.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A request for an answer, read as the chat completion that it is.
///
/// @param received the body as it came, on its own wire
/// @param body the same on the wire of chat completions
/// @param models the wanted model, then those to fall back on
/// @param usageAsked whether a stream shall tell its usage
/// @param opening the first user message's text, which decides what `text` says
/// @param prompt the last user message's text
/// @param lastRole the last message's role
/// @param lastText the last message's text
record ChatCall(
        Wire wire,
        Manner manner,
        ObjectNode received,
        ObjectNode body,
        List<String> models,
        boolean streaming,
        boolean usageAsked,
        String opening,
        String prompt,
        String lastRole,
        String lastText,
        int promptTokens) {

    /// Reads a request body; empty if it holds no messages, or, on another wire than that of chat
    /// completions, no model.
    static Optional<ChatCall> read(Wire wire, Manner manner, ObjectNode received) {
        return wire == Wire.CHAT_COMPLETIONS
                ? read(wire, manner, received, received)
                : asChat(wire, received).flatMap(body -> read(wire, manner, received, body));
    }

    private static Optional<ObjectNode> asChat(Wire wire, ObjectNode received) {
        String model = Json.string(received, "model");
        if (model.isBlank()) {
            return Optional.empty();
        }
        try {
            return Json.readObject(
                    WireFormat.of(wire)
                            .request(Json.bytes(received))
                            .body()
                            .towards(Wire.CHAT_COMPLETIONS, new Target("sandbox", model)));
        } catch (MalformedJsonException | InvalidRequestException | UntranslatableException _) {
            return Optional.empty();
        }
    }

    private static Optional<ChatCall> read(
            Wire wire, Manner manner, ObjectNode received, ObjectNode body) {
        if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
            return Optional.empty();
        }
        var models = new ArrayList<String>();
        models.add(Json.string(body, "model"));
        if (manner == Manner.OPENROUTER) {
            for (JsonNode model : body.path("models")) {
                models.add(model.asString(""));
            }
        }
        int characters = 0;
        String opening = "";
        String prompt = "";
        String role = "";
        String text = "";
        for (JsonNode message : body.path("messages")) {
            role = Json.string(message, "role");
            text = text(message.path("content"));
            characters += text.length();
            if (role.equals("user")) {
                prompt = text;
                opening = opening.isEmpty() ? text : opening;
            }
        }
        return Optional.of(
                new ChatCall(
                        wire,
                        manner,
                        received,
                        body,
                        List.copyOf(models),
                        body.path("stream").asBoolean(false),
                        body.path("stream_options").path("include_usage").asBoolean(false),
                        opening,
                        prompt,
                        role,
                        text,
                        tokens(characters)));
    }

    /// Tokens by the rule of thumb: four characters each.
    static int tokens(int characters) {
        return (characters + 3) / 4;
    }

    /// The text of a message's content, which is a string or a list of parts.
    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        var text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(Json.string(part, "text"));
        }
        return text.toString();
    }
}
