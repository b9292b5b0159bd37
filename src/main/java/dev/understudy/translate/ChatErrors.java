package dev.understudy.translate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Errors as callers of the chat-completions wire expect them.
public final class ChatErrors {
    private ChatErrors() {}

    /// The body of an answer with an error status.
    public static byte[] body(String code, String type, String message) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode error = root.putObject("error");
        error.put("message", message);
        error.put("type", type);
        error.putNull("param");
        error.put("code", code);
        return Json.bytes(root);
    }

    /// Whether a provider's error body can go to the caller as it is.
    public static boolean isError(String body) {
        try {
            return Json.read(body).path("error").path("message").isString();
        } catch (MalformedJsonException _) {
            return false;
        }
    }

    /// The data of an event that ends a stream with an error: a whole chunk, since some clients
    /// report only an error that comes as one.
    ///
    /// @param last the data of the last event sent, whose id and model are kept; may be empty
    public static String event(String last, int status, String code, String type, String message) {
        JsonNode before;
        try {
            before = Json.read(last.isEmpty() ? "{}" : last);
        } catch (MalformedJsonException _) {
            before = JsonNodeFactory.instance.objectNode();
        }
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("id", Json.text(before, "id").orElse("chatcmpl-error"));
        root.put("object", "chat.completion.chunk");
        root.put("created", Json.number(before, "created"));
        root.put("model", Json.text(before, "model").orElse(""));
        ObjectNode error = root.putObject("error");
        error.put("code", status);
        error.put("message", message);
        error.put("type", type);
        error.putNull("param");
        error.putObject("metadata").put("code", code);
        ObjectNode choice = root.putArray("choices").addObject();
        choice.put("index", 0);
        choice.putObject("delta").put("content", "");
        choice.put("finish_reason", "error");
        choice.putNull("native_finish_reason");
        return Json.string(root);
    }
}
