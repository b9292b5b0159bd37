package dev.understudy.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An error as a provider reports it.
///
/// @param kind OpenRouter's `metadata.error_type`; blank for none
/// @param type OpenAI's `error.type`
/// @param code OpenAI's `error.code`; blank for null
/// @param metadata OpenRouter's further words on it
record Fault(
        int status,
        String kind,
        String type,
        String code,
        String message,
        Map<String, String> headers,
        ObjectNode metadata) {

    Fault(int status, String kind, String type, String code, String message) {
        this(status, kind, type, code, message, Map.of(), JsonNodeFactory.instance.objectNode());
    }

    Fault header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Fault(status, kind, type, code, message, more, metadata);
    }

    Fault meta(String name, String value) {
        var more = metadata.deepCopy().put(name, value);
        return new Fault(status, kind, type, code, message, headers, more);
    }

    Fault meta(ObjectNode fields) {
        var more = metadata.deepCopy().setAll(fields);
        return new Fault(status, kind, type, code, message, headers, more);
    }

    /// The `error` object.
    ObjectNode error(Manner manner) {
        var error = JsonNodeFactory.instance.objectNode();
        switch (manner) {
            case OPENROUTER -> {
                error.put("code", status).put("message", message);
                var details = metadata.deepCopy();
                if (!kind.isEmpty()) {
                    details.put("error_type", kind);
                }
                if (!details.isEmpty()) {
                    error.set("metadata", details);
                }
            }
            case OPENAI -> {
                error.put("message", message).put("type", type).putNull("param");
                if (code.isEmpty()) {
                    error.putNull("code");
                } else {
                    error.put("code", code);
                }
            }
            case ANTHROPIC -> error.setAll(AnthropicErrors.error(this));
        }
        return error;
    }

    /// The body of an HTTP error.
    ObjectNode body(Manner manner) {
        var body = JsonNodeFactory.instance.objectNode();
        if (manner == Manner.ANTHROPIC) {
            body.put("type", "error");
        }
        body.set("error", error(manner));
        return switch (manner) {
            case OPENROUTER -> status == 401 ? body : body.put("user_id", "user_sandbox");
            case OPENAI, ANTHROPIC -> body;
        };
    }
}
