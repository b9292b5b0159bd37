package dev.understudy.translate;

import dev.understudy.model.Wire;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Requests with one prompt, as callers of each wire write them.
public final class Prompts {
    private static final int MOST_TOKENS = 1024;

    private Prompts() {}

    /// The body of a request that asks for a stream.
    public static byte[] streamed(Wire wire, String model, String prompt) {
        ObjectNode root = request(wire, model, prompt).put("stream", true);
        if (wire == Wire.CHAT_COMPLETIONS) {
            root.putObject("stream_options").put("include_usage", true);
        }
        return Json.bytes(root);
    }

    /// The body of a request that asks for an answer in one piece.
    public static byte[] whole(Wire wire, String model, String prompt) {
        return Json.bytes(request(wire, model, prompt));
    }

    private static ObjectNode request(Wire wire, String model, String prompt) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("model", model);
        switch (wire) {
            case RESPONSES -> root.put("input", prompt);
            case CHAT_COMPLETIONS -> message(root, prompt);
            case MESSAGES -> message(root.put("max_tokens", MOST_TOKENS), prompt);
        }
        return root;
    }

    private static void message(ObjectNode root, String prompt) {
        root.putArray("messages").addObject().put("role", "user").put("content", prompt);
    }
}
