package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.AnswerFormat;
import dev.understudy.model.Conversation.Reasoning;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Conversation.ToolChoice;
import dev.understudy.model.Parameter;
import dev.understudy.model.Part;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes requests of the chat-completions wire.
final class ChatRequestWriter {
    private static final int MOST_STOPS = 4;

    private final Conversation conversation;
    private final ModelKind kind;
    private final ObjectNode root = Json.object();
    private final ArrayNode messages;

    private ChatRequestWriter(Conversation conversation, String model) {
        this.conversation = conversation;
        this.kind = new ModelKind(model);
        root.put("model", model);
        this.messages = root.putArray("messages");
    }

    static ObjectNode write(Conversation conversation, String model)
            throws UntranslatableException {
        return new ChatRequestWriter(conversation, model).write();
    }

    /// Whether a model takes a number that tunes answers.
    static boolean takes(Parameter parameter, String model) {
        var kind = new ModelKind(model);
        return switch (parameter) {
            case TOP_K -> !kind.openai();
            case TEMPERATURE, TOP_P, FREQUENCY_PENALTY, PRESENCE_PENALTY -> !kind.openaiReasoning();
            case SEED -> true;
        };
    }

    private ObjectNode write() throws UntranslatableException {
        for (Turn turn : conversation.turns()) {
            switch (turn.role()) {
                case SYSTEM -> message("system", turn.parts(), "\n\n");
                case USER -> user(turn.parts());
                case ASSISTANT -> assistant(turn.parts());
            }
        }
        tools();
        numbers();
        format();
        reasoning();
        if (!conversation.user().isEmpty()) {
            root.put("user", conversation.user());
        }
        if (conversation.streaming()) {
            root.put("stream", true);
            root.putObject("stream_options").put("include_usage", true);
        }
        return root;
    }

    private void user(List<Part> parts) throws UntranslatableException {
        var others = new ArrayList<Part>();
        for (Part part : parts) {
            if (part instanceof Part.ToolResult(var id, var result, boolean failed)) {
                String text = texts(result, "\n\n");
                messages.addObject()
                        .put("role", "tool")
                        .put("tool_call_id", id)
                        .put("content", failed ? "Error: " + text : text);
                result.stream().filter(p -> !(p instanceof Part.Text)).forEach(others::add);
            } else {
                others.add(part);
            }
        }
        if (!others.isEmpty()) {
            message("user", others, "\n\n");
        }
    }

    private void assistant(List<Part> parts) {
        var calls = Json.array();
        var details = Json.array();
        var thought = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.ToolUse(var id, var name, var arguments) -> {
                    ObjectNode call = calls.addObject().put("id", id).put("type", "function");
                    call.putObject("function")
                            .put("name", name)
                            .put("arguments", arguments.isBlank() ? "{}" : arguments);
                }
                case Part.Thinking thinking -> {
                    thought.append(thinking.text());
                    if (understood(thinking.format()) && !thinking.signature().isEmpty()) {
                        ReasoningDetails.whole(details, thinking, details.size());
                    }
                }
                case Part.Redacted(var data, var format) -> {
                    if (understood(format)) {
                        ReasoningDetails.encrypted(details, data, format, details.size());
                    }
                }
                case Part.Text _,
                        Part.Image _,
                        Part.Document _,
                        Part.Audio _,
                        Part.ToolResult _ -> {}
            }
        }
        String text = texts(parts, "");
        if (text.isEmpty() && calls.isEmpty()) {
            return;
        }
        ObjectNode message = messages.addObject().put("role", "assistant");
        if (text.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text);
        }
        if (!details.isEmpty()) {
            message.set("reasoning_details", details);
        }
        if (kind.deepseek() && !thought.isEmpty() && !calls.isEmpty()) {
            message.put("reasoning_content", thought.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
    }

    /// Whether the model, behind a router that hands reasoning on, made reasoning of a format.
    private boolean understood(String format) {
        return kind.routed() && kind.claude() && format.equals(Part.ANTHROPIC);
    }

    private void message(String role, List<Part> parts, String between)
            throws UntranslatableException {
        ObjectNode message = messages.addObject().put("role", role);
        if (parts.stream().allMatch(part -> part instanceof Part.Text(_, var cached) && !cached)) {
            message.put("content", texts(parts, between));
            return;
        }
        ArrayNode content = message.putArray("content");
        for (Part part : parts) {
            part(content, part);
        }
    }

    private void part(ArrayNode content, Part part) throws UntranslatableException {
        switch (part) {
            case Part.Text(var text, boolean cached) -> {
                ObjectNode node = content.addObject().put("type", "text").put("text", text);
                if (cached && kind.routed() && kind.claude()) {
                    node.putObject("cache_control").put("type", "ephemeral");
                }
            }
            case Part.Image(var source, var detail) -> {
                ObjectNode image =
                        content.addObject().put("type", "image_url").putObject("image_url");
                image.put("url", Inlined.url(source));
                if (!detail.isEmpty()) {
                    image.put("detail", detail);
                }
            }
            case Part.Document(var source, var name) -> {
                String text = Inlined.text(source);
                if (!text.isEmpty()) {
                    content.addObject().put("type", "text").put("text", text);
                } else {
                    content.addObject()
                            .put("type", "file")
                            .putObject("file")
                            .put("filename", name.isEmpty() ? "document.pdf" : name)
                            .put("file_data", Inlined.url(source));
                }
            }
            case Part.Audio(var data, var format) ->
                    content.addObject()
                            .put("type", "input_audio")
                            .putObject("input_audio")
                            .put("data", data)
                            .put("format", format);
            case Part.ToolUse _, Part.ToolResult _ ->
                    throw new UntranslatableException("a tool in another's turn");
            case Part.Thinking _, Part.Redacted _ -> {}
        }
    }

    private void tools() throws UntranslatableException {
        if (conversation.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = root.putArray("tools");
        for (Tool tool : conversation.tools()) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            function.set("parameters", Json.objectIn(tool.schema(), "a tool's schema"));
            if (tool.strict()) {
                function.put("strict", true);
            }
        }
        switch (conversation.toolChoice()) {
            case ToolChoice.Free _ -> {}
            case ToolChoice.Required _ -> root.put("tool_choice", "required");
            case ToolChoice.None _ -> root.put("tool_choice", "none");
            case ToolChoice.Named(var name) ->
                    root.putObject("tool_choice")
                            .put("type", "function")
                            .putObject("function")
                            .put("name", name);
        }
        if (conversation.oneToolAtATime()) {
            root.put("parallel_tool_calls", false);
        }
    }

    private void numbers() {
        conversation
                .maxTokens()
                .ifPresent(most ->
                        root.put(
                                kind.openaiReasoning() ? "max_completion_tokens" : "max_tokens",
                                most));
        Fields.CHAT.forEach((parameter, name) -> {
            var value = conversation.parameters().get(parameter);
            if (value != null && takes(parameter, root.path("model").asString())) {
                root.put(name, value);
            }
        });
        if (!conversation.stops().isEmpty()) {
            ArrayNode stops = root.putArray("stop");
            conversation.stops().stream().limit(MOST_STOPS).forEach(stops::add);
        }
    }

    private void format() throws UntranslatableException {
        switch (conversation.format()) {
            case AnswerFormat.Prose _ -> {}
            case AnswerFormat.JsonObject _ ->
                    root.putObject("response_format").put("type", "json_object");
            case AnswerFormat.Schema(var name, var description, var schema, boolean strict) -> {
                ObjectNode details =
                        root.putObject("response_format")
                                .put("type", "json_schema")
                                .putObject("json_schema");
                details.put("name", name);
                if (!description.isEmpty()) {
                    details.put("description", description);
                }
                details.put("strict", strict);
                details.set("schema", Json.objectIn(schema, "the answer's schema"));
            }
        }
    }

    private void reasoning() {
        if (kind.openai() && !kind.openaiReasoning()) {
            return; // it would refuse the field
        }
        switch (conversation.reasoning()) {
            case Reasoning.Usual _ -> {}
            case Reasoning.Off _ -> {
                if (kind.routed()) {
                    root.putObject("reasoning").put("effort", "none");
                }
            }
            case Reasoning.Effort(var level) -> {
                if (kind.routed()) {
                    root.putObject("reasoning").put("effort", level);
                } else {
                    root.put("reasoning_effort", Efforts.common(level));
                }
            }
            case Reasoning.Budget(long tokens) -> {
                if (kind.routed()) {
                    root.putObject("reasoning").put("max_tokens", tokens);
                } else {
                    root.put("reasoning_effort", Efforts.level(tokens));
                }
            }
        }
    }

    private static String texts(List<Part> parts, String between) {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(between));
    }
}
