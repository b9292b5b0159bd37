package dev.understudy.translate;

import dev.understudy.model.Part;
import dev.understudy.model.UntranslatableException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads what the messages of a chat-completions request hold.
final class ChatParts {
    private ChatParts() {}

    /// The parts of an assistant's message.
    static List<Part> answer(JsonNode message) throws UntranslatableException {
        List<Part> parts = new ArrayList<>();
        ReasoningDetails.read(message, parts);
        parts.addAll(content(message));
        Json.text(message, "refusal").ifPresent(text -> parts.add(new Part.Text(text)));
        ThoughtSignatures.in(message)
                .ifPresent(seal -> parts.add(new Part.Redacted(seal, Part.GEMINI)));
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            if (!function.isObject()) {
                throw new UntranslatableException("a call of a tool that is no function");
            }
            ThoughtSignatures.in(call)
                    .ifPresent(seal -> parts.add(new Part.Redacted(seal, Part.GEMINI)));
            parts.add(
                    new Part.ToolUse(
                            Json.string(call, "id"),
                            Json.string(function, "name"),
                            Json.string(function, "arguments")));
        }
        return parts;
    }

    /// The result in a tool's message; it may be cached up to its end.
    static List<Part> result(JsonNode message) throws UntranslatableException {
        List<Part> inside = content(message);
        var parts = new ArrayList<Part>();
        Part last = inside.isEmpty() ? new Part.Text("") : inside.getLast();
        parts.add(
                new Part.ToolResult(
                        Json.string(message, "tool_call_id"),
                        inside.stream().filter(p -> !(p instanceof Part.CachePoint)).toList(),
                        false));
        if (last instanceof Part.CachePoint) {
            parts.add(last);
        }
        return parts;
    }

    static List<Part> content(JsonNode message) throws UntranslatableException {
        List<Part> parts = new ArrayList<>();
        JsonNode content = message.path("content");
        if (content.isString()) {
            parts.add(new Part.Text(content.stringValue()));
        }
        for (JsonNode part : content) {
            if (Json.string(part, "type").equals("thinking")) {
                thinking(part, parts);
            } else {
                parts.add(part(part));
            }
            CachePoints.read(part, parts);
        }
        return parts;
    }

    /// Reasoning as Mistral's models tell it.
    private static void thinking(JsonNode part, List<Part> parts) {
        for (JsonNode piece : part.path("thinking")) {
            Json.text(piece, "text").ifPresent(text -> parts.add(new Part.Thinking(text, "", "")));
        }
    }

    private static Part part(JsonNode part) throws UntranslatableException {
        String type = Json.string(part, "type");
        return switch (type) {
            case "text" -> new Part.Text(Json.string(part, "text"));
            case "refusal" -> new Part.Text(Json.string(part, "refusal"));
            case "image_url" -> {
                JsonNode image = part.path("image_url");
                yield new Part.Image(
                        Inlined.source(
                                image.isString() ? image.stringValue() : Json.string(image, "url")),
                        Json.string(image, "detail"));
            }
            case "file" -> {
                JsonNode file = part.path("file");
                yield new Part.Document(
                        Inlined.source(
                                Json.text(file, "file_data")
                                        .orElseThrow(() ->
                                                new UntranslatableException(
                                                        "a file kept at one provider"))),
                        Json.string(file, "filename"));
            }
            case "input_audio" -> audio(part);
            default -> throw new UntranslatableException("a part of the type \"" + type + "\"");
        };
    }

    /// A recording, which both of OpenAI's wires tell alike.
    static Part audio(JsonNode part) {
        JsonNode audio = part.path("input_audio");
        return new Part.Audio(Json.string(audio, "data"), Json.string(audio, "format"));
    }
}
