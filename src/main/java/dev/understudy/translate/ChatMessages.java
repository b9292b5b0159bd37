package dev.understudy.translate;

import dev.understudy.model.Part;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The messages of a request on the chat-completions wire.
final class ChatMessages {
    private final ModelKind kind;
    private final ArrayNode messages = Json.array();

    ChatMessages(ModelKind kind) {
        this.kind = kind;
    }

    ArrayNode written() {
        return messages;
    }

    void add(Turn turn) throws UntranslatableException {
        switch (turn.role()) {
            case SYSTEM -> message("system", turn.parts(), "\n\n");
            case USER -> user(turn.parts());
            case ASSISTANT -> assistant(turn.parts());
        }
    }

    /// The texts among parts, joined.
    static String texts(List<Part> parts, String between) {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(between));
    }

    /// Results of tools are messages of their own; what is no text in them the user shows.
    private void user(List<Part> parts) throws UntranslatableException {
        var others = new ArrayList<Part>();
        boolean result = false;
        for (Part part : parts) {
            if (part instanceof Part.ToolResult given) {
                result(given);
                given.parts().stream()
                        .filter(p -> !(p instanceof Part.Text) && !(p instanceof Part.CachePoint))
                        .forEach(others::add);
            } else if (part instanceof Part.CachePoint(var duration) && result) {
                cache(duration);
            } else {
                others.add(part);
            }
            result = part instanceof Part.ToolResult;
        }
        if (!others.isEmpty()) {
            message("user", others, "\n\n");
        }
    }

    private void result(Part.ToolResult given) {
        String text = texts(given.parts(), "\n\n");
        messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", ToolIds.chat(given.id(), kind))
                .put("content", given.failed() ? "Error: " + text : text);
    }

    /// Lets the last message's text be cached.
    private void cache(String duration) {
        if (hasCachePoints()
                && messages.path(messages.size() - 1) instanceof ObjectNode last
                && last.path("content").isString()) {
            String text = last.path("content").asString();
            CachePoints.write(
                    duration,
                    last.putArray("content").addObject().put("type", "text").put("text", text));
        }
    }

    private void assistant(List<Part> parts) {
        var reasoning = new ChatReasoning(kind);
        var calls = Json.array();
        for (Part part : parts) {
            switch (part) {
                case Part.ToolUse call -> reasoning.call(call, calls.addObject());
                case Part.Thinking thinking -> reasoning.thinking(thinking);
                case Part.Redacted redacted -> reasoning.redacted(redacted);
                case Part.Text _,
                        Part.CachePoint _,
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
        reasoning.write(message, calls);
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
    }

    private void message(String role, List<Part> parts, String between)
            throws UntranslatableException {
        ObjectNode message = messages.addObject().put("role", role);
        if (parts.stream().allMatch(this::isPlain)) {
            message.put("content", texts(parts, between));
            return;
        }
        ArrayNode content = message.putArray("content");
        for (Part part : parts) {
            part(content, part);
        }
    }

    private boolean isPlain(Part part) {
        return part instanceof Part.Text || (part instanceof Part.CachePoint && !hasCachePoints());
    }

    /// Whether places to cache are understood.
    private boolean hasCachePoints() {
        return kind.openRouter() && kind.claude();
    }

    private void part(ArrayNode content, Part part) throws UntranslatableException {
        switch (part) {
            case Part.Text(var text) -> content.addObject().put("type", "text").put("text", text);
            case Part.CachePoint(var duration) -> {
                if (hasCachePoints()
                        && content.path(content.size() - 1) instanceof ObjectNode last) {
                    CachePoints.write(duration, last);
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
            case Part.Document document -> document(content, document);
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

    private void document(ArrayNode content, Part.Document document)
            throws UntranslatableException {
        String text = Inlined.text(document.source());
        if (!text.isEmpty()) {
            content.addObject().put("type", "text").put("text", text);
            return;
        }
        if (document.source() instanceof Part.Source.Link && !kind.openRouter()) {
            throw new UntranslatableException("a file behind a link");
        }
        content.addObject()
                .put("type", "file")
                .putObject("file")
                .put("filename", document.name().isEmpty() ? "document.pdf" : document.name())
                .put("file_data", Inlined.url(document.source()));
    }
}
