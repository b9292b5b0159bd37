package dev.understudy.failures;

import dev.understudy.gateway.Http;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A wire as its callers see it: how they ask, and what they take for a whole answer.
enum CallerWire {
    CHAT("/v1/chat/completions", "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"),
    RESPONSES("/v1/responses", "\"input\":\"hi\""),
    MESSAGES(
            "/v1/messages",
            "\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]");

    private final String path;
    private final String prompt;

    CallerWire(String path, String prompt) {
        this.path = path;
        this.prompt = prompt;
    }

    String path() {
        return path;
    }

    /// A request for the first model, or else for those that follow.
    String ask(boolean streaming, String... models) {
        return "{\"model\":\"%s\",\"models\":[%s],\"stream\":%s,%s}"
                .formatted(
                        models[0],
                        Stream.of(models)
                                .map(model -> "\"" + model + "\"")
                                .collect(Collectors.joining(",")),
                        streaming,
                        prompt);
    }

    /// Whether a client would take a 200 for a whole answer.
    boolean whole(String answer) {
        if (answer.contains("event: error") || answer.contains("response.failed")) {
            return false;
        }
        if (!answer.contains("data: ")) {
            JsonNode root = Http.json(answer);
            return root.path("error").isMissingNode() || root.path("error").isNull();
        }
        List<String> data = Http.data(answer);
        return switch (this) {
            case CHAT -> data.getLast().equals("[DONE]");
            case RESPONSES -> data.getLast().contains("\"type\":\"response.completed\"");
            case MESSAGES -> data.getLast().contains("\"type\":\"message_stop\"");
        };
    }

    /// The text of an answer, streamed or not.
    String text(String answer) {
        if (!answer.contains("data: ")) {
            JsonNode root = Http.json(answer);
            return switch (this) {
                case CHAT -> root.at("/choices/0/message/content").asString("");
                case RESPONSES -> root.at("/output/0/content/0/text").asString("");
                case MESSAGES -> root.at("/content/0/text").asString("");
            };
        }
        return switch (this) {
            case CHAT -> Http.text(answer);
            case RESPONSES -> deltas(answer, "response.output_text.delta", "/delta");
            case MESSAGES -> deltas(answer, "content_block_delta", "/delta/text");
        };
    }

    private static String deltas(String answer, String type, String at) {
        return Http.data(answer).stream()
                .map(Http::json)
                .filter(event -> event.path("type").asString("").equals(type))
                .map(event -> event.at(at).asString(""))
                .collect(Collectors.joining());
    }

    /// A stream that a provider really sent.
    static String recorded(String name) throws IOException {
        try (InputStream in =
                CallerWire.class.getResourceAsStream("/dev/understudy/streams/" + name + ".sse")) {
            if (in == null) {
                throw new IOException("no such recording: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
