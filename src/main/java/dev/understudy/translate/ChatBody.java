package dev.understudy.translate;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A chat-completions request as it was received. Immutable.
record ChatBody(RawObject object) implements ModelRequest.Body {
    private static final byte[] LEFT_OUT = {};
    private static final String CARRY_ON =
            "Your answer was cut off by a technical fault. Carry on exactly where it stops, with the"
                    + " very next character: do not begin again, do not repeat anything, and say"
                    + " nothing about the interruption. If a new word comes next, begin with the"
                    + " space or the line break before it.";

    @Override
    public byte[] towards(Wire wire, String model) {
        return object.with(Map.of("model", Json.quoted(model), "models", LEFT_OUT));
    }

    @Override
    public Optional<ModelRequest.Body> carryingOn(String partial) {
        try {
            String format = object.value("response_format").path("type").asString("text");
            if (!format.equals("text") || object.value("n").asInt(1) > 1) {
                return Optional.empty();
            }
            if (partial.isBlank()) {
                return Optional.of(this);
            }
            byte[] messages = extended(object.bytes("messages"), partial);
            return Optional.of(
                    new ChatBody(RawObject.parse(object.with(Map.of("messages", messages)))));
        } catch (MalformedJsonException _) {
            return Optional.empty();
        }
    }

    /// The list of messages with the partial answer and the request to carry on behind it.
    private static byte[] extended(byte[] messages, String partial) {
        var out = new ByteArrayOutputStream(messages.length + partial.length() + 512);
        int end = new String(messages, StandardCharsets.ISO_8859_1).lastIndexOf(']');
        out.write(messages, 0, end);
        out.write(',');
        out.writeBytes(message("assistant", partial));
        out.write(',');
        out.writeBytes(message("user", CARRY_ON));
        out.write(']');
        return out.toByteArray();
    }

    private static byte[] message(String role, String content) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        return Json.bytes(message.put("role", role).put("content", content));
    }
}
