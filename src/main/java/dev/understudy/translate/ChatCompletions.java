package dev.understudy.translate;

import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The chat-completions wire: requests as callers send them, answers as providers do.
public final class ChatCompletions {
    /// The data of a stream's last event.
    public static final String DONE = "[DONE]";

    private ChatCompletions() {}

    /// Reads a request's body.
    ///
    /// @param bytes kept, not copied
    /// @throws MalformedJsonException if it is not a JSON object
    /// @throws InvalidRequestException if a field the gateway needs has the wrong type
    public static ModelRequest request(byte[] bytes)
            throws MalformedJsonException, InvalidRequestException {
        RawObject object = RawObject.parse(bytes);
        if (!object.holdsList("messages")) {
            throw new InvalidRequestException("messages", "a list with at least one message");
        }
        return Requests.of(Wire.CHAT_COMPLETIONS, object);
    }

    /// The body of a streamed request with one prompt.
    ///
    /// @param system the instructions; empty for none
    public static byte[] prompt(String model, String system, String user) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("model", model);
        ArrayNode messages = root.putArray("messages");
        if (!system.isBlank()) {
            messages.addObject().put("role", "system").put("content", system);
        }
        messages.addObject().put("role", "user").put("content", user);
        root.put("stream", true);
        root.putObject("stream_options").put("include_usage", true);
        return Json.bytes(root);
    }

    /// What one event of a stream means by itself.
    ///
    /// @throws MalformedJsonException if the data is not JSON
    public static Meaning event(String data) throws MalformedJsonException {
        return Meanings.of(DeltaReader.of(Wire.CHAT_COMPLETIONS, 1).event("", data));
    }

    /// What a whole answer means.
    ///
    /// @throws MalformedJsonException if the body is not JSON
    public static Meaning whole(byte[] body) throws MalformedJsonException {
        return Meanings.of(
                DeltaReader.of(Wire.CHAT_COMPLETIONS, 1).whole(Json.read(body, 0, body.length)));
    }
}
