package dev.understudy.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Plain HTTP calls to a gateway under test.
public final class Http implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestGateway gateway;

    public Http(TestGateway gateway) {
        this.gateway = gateway;
    }

    /// A request that may be changed before it is sent.
    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.base().resolve("/") + path.substring(1)))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + gateway.key())
                .header("Content-Type", "application/json");
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    /// Sends it in the background; cancelling hangs up.
    public CompletableFuture<HttpResponse<String>> sendLater(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    public HttpResponse<InputStream> open(HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofInputStream());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path).GET().build());
    }

    public HttpResponse<String> chat(String body) throws IOException, InterruptedException {
        return send(post(body));
    }

    public HttpRequest post(String body) {
        return to("/v1/chat/completions")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }

    /// A request with one prompt; `more` is put behind it, such as `,"stream":true`.
    public static String prompt(String model, String more) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}"
                .formatted(model, more);
    }

    /// What became of a request, once it is over.
    JsonNode trace(HttpResponse<?> response) throws IOException, InterruptedException {
        String id = response.headers().firstValue("understudy-request-id").orElseThrow();
        while (true) {
            JsonNode trace = json(get("/understudy/requests/" + id).body());
            if (!trace.path("ending").asString().equals("running")) {
                return trace;
            }
        }
    }

    public static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /// The data of a stream's events.
    public static List<String> data(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    /// The text of a stream's chunks, joined.
    public static String text(String stream) {
        var text = new StringBuilder();
        for (String data : data(stream)) {
            if (!data.equals("[DONE]")) {
                text.append(
                        json(data)
                                .path("choices")
                                .path(0)
                                .path("delta")
                                .path("content")
                                .asString(""));
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
