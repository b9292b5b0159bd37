package dev.understudy.translate;

import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.ProviderError;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
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

    /// What one event of a stream means.
    ///
    /// @throws MalformedJsonException if the data is not JSON
    public static Meaning event(String data) throws MalformedJsonException {
        return data.equals(DONE) ? Meaning.NOTHING : meaning(Json.read(data), "delta");
    }

    /// What a whole answer means.
    ///
    /// @throws MalformedJsonException if the body is not JSON
    public static Meaning whole(byte[] body) throws MalformedJsonException {
        return meaning(Json.read(body, 0, body.length), "message");
    }

    private static Meaning meaning(JsonNode root, String part) {
        JsonNode choice = root.path("choices").path(0);
        Optional<String> finish = Json.text(choice, "finish_reason");
        JsonNode delta = choice.path(part);
        return new Meaning(
                content(delta),
                thinking(delta),
                beyondText(delta),
                finish,
                usage(root.path("usage")),
                error(root));
    }

    /// The error of an answer, or of any choice in it.
    private static Optional<ProviderError> error(JsonNode root) {
        Optional<ProviderError> error = ErrorBodies.in(root);
        for (JsonNode choice : root.path("choices")) {
            error =
                    error.or(() -> ErrorBodies.in(choice))
                            .or(() ->
                                    Json.text(choice, "finish_reason")
                                            .filter("error"::equals)
                                            .map(_ -> unnamed()));
        }
        return error;
    }

    /// The text of a piece, a list of parts included; a refusal speaks too.
    private static String content(JsonNode delta) {
        JsonNode content = delta.path("content");
        return content.isArray()
                ? texts(content)
                : Json.text(delta, "content").or(() -> Json.text(delta, "refusal")).orElse("");
    }

    /// The reasoning of a piece, which Mistral sends as a part of its content.
    private static String thinking(JsonNode delta) {
        return Json.text(delta, "reasoning")
                .or(() -> Json.text(delta, "reasoning_content"))
                .orElseGet(() -> {
                    var text = new StringBuilder();
                    delta.path("content")
                            .forEach(item -> text.append(texts(item.path("thinking"))));
                    return text.toString();
                });
    }

    private static String texts(JsonNode parts) {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(Json.text(part, "text").orElse("")));
        return text.toString();
    }

    private static boolean beyondText(JsonNode delta) {
        return !delta.path("tool_calls").isEmpty()
                || delta.path("function_call").isObject()
                || !delta.path("images").isEmpty()
                || delta.path("audio").isObject();
    }

    private static Optional<Usage> usage(JsonNode usage) {
        return usage.isObject()
                ? Optional.of(
                        new Usage(
                                Json.number(usage, "prompt_tokens"),
                                Json.number(usage, "completion_tokens"),
                                Json.number(usage.path("prompt_tokens_details"), "cached_tokens"),
                                Json.number(
                                        usage.path("completion_tokens_details"),
                                        "reasoning_tokens"),
                                usage.path("cost").isNumber()
                                        ? Optional.of(usage.path("cost").decimalValue())
                                        : Optional.empty()))
                : Optional.empty();
    }

    private static ProviderError unnamed() {
        return new ProviderError(502, "", "", "the provider ended the answer with an error");
    }
}
