package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.Part;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A whole answer on the chat-completions wire.
final class ChatCompletion {
    private ChatCompletion() {}

    /// @param created in seconds since 1970
    static ObjectNode of(Gathered answer, String id, long created) {
        ObjectNode root = Json.object().put("id", id).put("object", "chat.completion");
        root.put("created", created).put("model", answer.started().model());
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        choice.set("message", message(answer));
        if (answer.logprobs().isEmpty()) {
            choice.putNull("logprobs");
        } else {
            choice.putObject("logprobs").putNull("refusal").set("content", answer.logprobs());
        }
        choice.put("finish_reason", answer.finished().reason().word());
        choice.put("native_finish_reason", answer.finished().word());
        root.set("usage", Usages.chat(answer.usage()));
        return root;
    }

    static void cited(ArrayNode annotations, Delta.Cited source) {
        ObjectNode annotation = annotations.addObject().put("type", "url_citation");
        annotation
                .putObject("url_citation")
                .put("url", source.url())
                .put("title", source.title())
                .put("content", source.quote())
                .put("start_index", source.start())
                .put("end_index", source.end());
    }

    private static ObjectNode message(Gathered answer) {
        ObjectNode message = Json.object().put("role", "assistant");
        ArrayNode calls = Json.array();
        ArrayNode reasoning = Json.array();
        for (Part part : answer.parts()) {
            part(part, calls, reasoning);
        }
        String text = answer.text();
        if (text.isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text);
        }
        if (answer.refusal().isEmpty()) {
            message.putNull("refusal");
        } else {
            message.put("refusal", answer.refusal());
        }
        if (!reasoning.isEmpty()) {
            ReasoningDetails.told(message, answer.thinking());
            message.set("reasoning_details", reasoning);
        }
        if (!answer.sources().isEmpty()) {
            ArrayNode annotations = message.putArray("annotations");
            answer.sources().forEach(source -> cited(annotations, source));
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return message;
    }

    private static void part(Part part, ArrayNode calls, ArrayNode reasoning) {
        switch (part) {
            case Part.ToolUse(var id, var name, var arguments) ->
                    calls.addObject()
                            .put("id", id)
                            .put("type", "function")
                            .putObject("function")
                            .put("name", name)
                            .put("arguments", arguments);
            case Part.Thinking thinking ->
                    ReasoningDetails.whole(reasoning, thinking, reasoning.size());
            case Part.Redacted(var data, var format) ->
                    ReasoningDetails.encrypted(reasoning, data, format, reasoning.size());
            case Part.Text _,
                    Part.CachePoint _,
                    Part.Image _,
                    Part.Document _,
                    Part.Audio _,
                    Part.ToolResult _ -> {}
        }
    }
}
