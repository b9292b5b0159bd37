package dev.understudy.sandbox;

import dev.understudy.sse.SseEvent;
import dev.understudy.sse.SseReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks the sandbox and reads what it says.
final class SandboxClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();

    static ObjectNode prompt(String model) {
        var body = Json.object().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", "Say something");
        return body;
    }

    static ObjectNode streamed(String model) {
        return prompt(model).put("stream", true);
    }

    HttpRequest request(URI base, String path, ObjectNode body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(5))
                        .POST(HttpRequest.BodyPublishers.ofString(Json.text(body)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    HttpResponse<String> post(URI base, String path, ObjectNode body, String... headers)
            throws IOException, InterruptedException {
        return http.send(request(base, path, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> open(URI base, ObjectNode body, String... headers)
            throws IOException, InterruptedException {
        return http.send(
                request(base, "/chat/completions", body, headers),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpResponse<InputStream> open(URI base, ObjectNode body, Duration patience)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(request(base, "/chat/completions", body), (_, _) -> true)
                        .timeout(patience)
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpResponse<String> get(URI base, String path, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(5));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// All events and comments of a stream that ends properly.
    List<SseEvent> events(URI base, ObjectNode body, String... headers)
            throws IOException, InterruptedException {
        var events = new ArrayList<SseEvent>();
        try (var reader = new SseReader(open(base, body, headers).body(), 1 << 20)) {
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                events.add(event.get());
            }
        }
        return events;
    }

    /// The JSON of the events, without comments and terminator.
    static List<JsonNode> chunks(List<SseEvent> events) {
        var chunks = new ArrayList<JsonNode>();
        for (var event : events) {
            if (event instanceof SseEvent.Message(_, var data) && !data.equals("[DONE]")) {
                chunks.add(json(data));
            }
        }
        return chunks;
    }

    static String text(List<JsonNode> chunks) {
        var text = new StringBuilder();
        for (JsonNode chunk : chunks) {
            text.append(Json.string(chunk.path("choices").path(0).path("delta"), "content"));
        }
        return text.toString();
    }

    static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
