package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.AnswerFormat;
import dev.understudy.model.Conversation.Reasoning;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Conversation.ToolChoice;
import dev.understudy.model.Part;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes requests of OpenAI's Responses wire, which keep nothing at the provider.
final class ResponsesRequestWriter {
    private final Conversation conversation;
    private final ObjectNode root = Json.object();
    private final ArrayNode input;

    private ResponsesRequestWriter(Conversation conversation, String model) {
        this.conversation = conversation;
        root.put("model", model);
        this.input = root.putArray("input");
    }

    static ObjectNode write(Conversation conversation, String model)
            throws UntranslatableException {
        return new ResponsesRequestWriter(conversation, model).write(new ModelKind(model));
    }

    private ObjectNode write(ModelKind kind) throws UntranslatableException {
        boolean leading = true;
        var instructions = new StringBuilder();
        for (Turn turn : conversation.turns()) {
            leading &= turn.role() == Turn.Role.SYSTEM;
            if (leading) {
                for (Part part : turn.parts()) {
                    if (part instanceof Part.Text(var text, _) && !text.isEmpty()) {
                        instructions.append(instructions.isEmpty() ? "" : "\n\n").append(text);
                    }
                }
            } else {
                turn(turn);
            }
        }
        if (!instructions.isEmpty()) {
            root.put("instructions", instructions.toString());
        }
        tools();
        conversation.maxTokens().ifPresent(most -> root.put("max_output_tokens", most));
        Fields.RESPONSES.forEach((parameter, name) -> {
            var value = conversation.parameters().get(parameter);
            if (value != null && !kind.openaiReasoning()) {
                root.put(name, value);
            }
        });
        format();
        if (!kind.openai() || kind.openaiReasoning()) {
            reasoning();
        }
        if (!conversation.user().isEmpty()) {
            root.put("user", conversation.user());
        }
        root.put("store", false);
        if (conversation.streaming()) {
            root.put("stream", true);
        }
        return root;
    }

    private void turn(Turn turn) throws UntranslatableException {
        String role =
                switch (turn.role()) {
                    case SYSTEM -> "developer";
                    case USER -> "user";
                    case ASSISTANT -> "assistant";
                };
        ArrayNode content = Json.array();
        for (Part part : turn.parts()) {
            switch (part) {
                case Part.ToolUse(var id, var name, var arguments) -> {
                    message(role, content);
                    content = Json.array();
                    input.addObject()
                            .put("type", "function_call")
                            .put("call_id", id)
                            .put("name", name)
                            .put("arguments", arguments.isBlank() ? "{}" : arguments);
                }
                case Part.ToolResult(var id, var parts, boolean failed) -> {
                    message(role, content);
                    content = Json.array();
                    ObjectNode output =
                            input.addObject()
                                    .put("type", "function_call_output")
                                    .put("call_id", id);
                    output(output, parts, failed);
                }
                case Part.Thinking(var text, var signature, var format) ->
                        reasoning(text, signature, format);
                case Part.Redacted(var data, var format) -> reasoning("", data, format);
                case Part.Text _, Part.Image _, Part.Document _, Part.Audio _ ->
                        part(content, part, turn.role() == Turn.Role.ASSISTANT);
            }
        }
        message(role, content);
    }

    private void message(String role, ArrayNode content) {
        if (!content.isEmpty()) {
            input.addObject().put("type", "message").put("role", role).set("content", content);
        }
    }

    private static void output(ObjectNode item, List<Part> parts, boolean failed)
            throws UntranslatableException {
        if (parts.stream().allMatch(Part.Text.class::isInstance)) {
            String text =
                    String.join("\n\n", parts.stream().map(p -> ((Part.Text) p).text()).toList());
            item.put("output", failed ? "Error: " + text : text);
            return;
        }
        ArrayNode content = item.putArray("output");
        for (Part part : parts) {
            part(content, part, false);
        }
    }

    private void reasoning(String text, String seal, String format) {
        if (seal.isEmpty() || !format.equals(Part.OPENAI)) {
            return;
        }
        ObjectNode item = input.addObject().put("type", "reasoning");
        ArrayNode summary = item.putArray("summary");
        if (!text.isEmpty()) {
            summary.addObject().put("type", "summary_text").put("text", text);
        }
        item.put("encrypted_content", seal);
    }

    private static void part(ArrayNode content, Part part, boolean assistants)
            throws UntranslatableException {
        switch (part) {
            case Part.Text(var text, _) -> {
                if (!text.isEmpty()) {
                    content.addObject()
                            .put("type", assistants ? "output_text" : "input_text")
                            .put("text", text);
                }
            }
            case Part.Image(var source, var detail) ->
                    content.addObject()
                            .put("type", "input_image")
                            .put("image_url", Inlined.url(source))
                            .put("detail", detail.isEmpty() ? "auto" : detail);
            case Part.Document(var source, var name) -> {
                String text = Inlined.text(source);
                if (!text.isEmpty()) {
                    content.addObject().put("type", "input_text").put("text", text);
                } else if (source instanceof Part.Source.Link(var url)) {
                    content.addObject().put("type", "input_file").put("file_url", url);
                } else {
                    content.addObject()
                            .put("type", "input_file")
                            .put("filename", name.isEmpty() ? "document.pdf" : name)
                            .put("file_data", Inlined.url(source));
                }
            }
            case Part.Audio _ -> throw new UntranslatableException("audio");
            case Part.ToolUse _, Part.ToolResult _, Part.Thinking _, Part.Redacted _ ->
                    throw new UntranslatableException("a tool's result inside another");
        }
    }

    private void tools() throws UntranslatableException {
        if (conversation.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = root.putArray("tools");
        for (Tool tool : conversation.tools()) {
            ObjectNode node = tools.addObject().put("type", "function").put("name", tool.name());
            if (!tool.description().isEmpty()) {
                node.put("description", tool.description());
            }
            node.set("parameters", Json.objectIn(tool.schema(), "a tool's schema"));
            node.put("strict", tool.strict());
        }
        switch (conversation.toolChoice()) {
            case ToolChoice.Free _ -> {}
            case ToolChoice.Required _ -> root.put("tool_choice", "required");
            case ToolChoice.None _ -> root.put("tool_choice", "none");
            case ToolChoice.Named(var name) ->
                    root.putObject("tool_choice").put("type", "function").put("name", name);
        }
        if (conversation.oneToolAtATime()) {
            root.put("parallel_tool_calls", false);
        }
    }

    private void format() throws UntranslatableException {
        switch (conversation.format()) {
            case AnswerFormat.Prose _ -> {}
            case AnswerFormat.JsonObject _ ->
                    root.putObject("text").putObject("format").put("type", "json_object");
            case AnswerFormat.Schema(var name, var description, var schema, boolean strict) -> {
                ObjectNode format =
                        root.putObject("text").putObject("format").put("type", "json_schema");
                format.put("name", name);
                if (!description.isEmpty()) {
                    format.put("description", description);
                }
                format.put("strict", strict);
                format.set("schema", Json.objectIn(schema, "the answer's schema"));
            }
        }
    }

    private void reasoning() {
        switch (conversation.reasoning()) {
            case Reasoning.Usual _, Reasoning.Off _ -> {}
            case Reasoning.Effort(var level) -> effort(Efforts.common(level));
            case Reasoning.Budget(long tokens) -> effort(Efforts.level(tokens));
        }
    }

    private void effort(String level) {
        root.putObject("reasoning").put("effort", level);
        root.putArray("include").add("reasoning.encrypted_content");
    }
}
