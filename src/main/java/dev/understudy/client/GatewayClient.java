package dev.understudy.client;

import dev.understudy.model.Meaning;
import dev.understudy.model.ProviderError;
import dev.understudy.sse.SseEvent;
import dev.understudy.sse.SseReader;
import dev.understudy.translate.ChatCompletions;
import dev.understudy.translate.ErrorBodies;
import dev.understudy.translate.ModelNames;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Talks to a running gateway at its own HTTP address, as any other program does. Thread-safe.
public final class GatewayClient implements ChatClient, AutoCloseable {
    /// What it calls itself, so that its requests are told from those of other programs.
    public static final String NAME = "Understudy";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST_ERROR_BYTES = 256 * 1024;
    private static final int MOST_EVENT_BYTES = 16 * 1024 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();
    private final Supplier<URI> base;
    private final String accessKey;

    /// @param base where the gateway is now, such as `http://127.0.0.1:4141/v1`
    /// @param accessKey one of its access keys
    public GatewayClient(Supplier<URI> base, String accessKey) {
        this.base = base;
        this.accessKey = accessKey;
    }

    @Override
    public void chat(ChatPrompt prompt, Consumer<ChatEvent> events)
            throws IOException, InterruptedException {
        HttpRequest request =
                to("/chat/completions")
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/event-stream")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        ChatCompletions.prompt(
                                                prompt.model(), prompt.system(), prompt.user())))
                        .build();
        HttpResponse<InputStream> response =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw refused(response.statusCode(), body);
            }
            events.accept(opened(response.headers()));
            follow(body, events);
        }
    }

    @Override
    public List<String> models() throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(to("/models").GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw refused(response.statusCode(), body);
            }
            return ModelNames.read(body.readAllBytes());
        }
    }

    /// Ends the requests that run.
    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(base.get() + path))
                .header("User-Agent", NAME)
                .header("Authorization", "Bearer " + accessKey);
    }

    private static void follow(InputStream body, Consumer<ChatEvent> events)
            throws IOException, InterruptedException {
        Optional<String> finish = Optional.empty();
        try (var reader = new SseReader(body, MOST_EVENT_BYTES)) {
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                if (event.get() instanceof SseEvent.Message(_, var data)) {
                    Meaning meaning = ChatCompletions.event(data);
                    if (meaning.error().isPresent()) {
                        throw failed(meaning.error().get());
                    }
                    tell(meaning, events);
                    finish = finish.or(meaning::finish);
                }
            }
        } catch (IOException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw e;
        }
        events.accept(
                new ChatEvent.Finished(
                        finish.orElseThrow(
                                () -> new IOException("the answer ended before it was complete"))));
    }

    private static void tell(Meaning meaning, Consumer<ChatEvent> events) {
        if (!meaning.thinking().isEmpty()) {
            events.accept(new ChatEvent.Thinking(meaning.thinking()));
        }
        if (!meaning.text().isEmpty()) {
            events.accept(new ChatEvent.Text(meaning.text()));
        }
        meaning.usage().ifPresent(usage -> events.accept(new ChatEvent.Used(usage)));
    }

    private static ChatEvent opened(HttpHeaders headers) {
        return new ChatEvent.Opened(
                headers.firstValue("Understudy-Request-Id").orElse(""),
                headers.firstValue("Understudy-Model").orElse(""),
                (int) headers.firstValueAsLong("Understudy-Attempts").orElse(1));
    }

    private static GatewayException refused(int status, InputStream body) throws IOException {
        return failed(
                ErrorBodies.read(
                        status,
                        new String(body.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8)));
    }

    private static GatewayException failed(ProviderError error) {
        return new GatewayException(error.status(), error.code(), error.message());
    }
}
