package dev.understudy.client;

import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Play;
import dev.understudy.model.ProviderError;
import dev.understudy.model.Rehearsal;
import dev.understudy.sse.SseEvent;
import dev.understudy.sse.SseReader;
import dev.understudy.translate.AnswerReader;
import dev.understudy.translate.Answers;
import dev.understudy.translate.ErrorBodies;
import dev.understudy.translate.InvalidRequestException;
import dev.understudy.translate.MalformedJsonException;
import dev.understudy.translate.Prompts;
import dev.understudy.translate.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Rehearses against a running gateway at its own HTTP address, as any program of each wire would
/// ask it. Thread-safe.
///
/// Each play has a connection of its own: one that was kept and is closed meanwhile would look like
/// a broken answer.
public final class RehearsalClient implements PlayClient, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TRACE = Duration.ofSeconds(10);
    private static final int MOST_ERROR_BYTES = 256 * 1024;
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final String SEAM = "carried on by ";

    private final HttpClient looks = newClient();
    private final Set<HttpClient> plays = ConcurrentHashMap.newKeySet();
    private final Supplier<URI> base;
    private final String accessKey;

    /// @param base where the gateway is now, such as `http://127.0.0.1:4141/v1`
    /// @param accessKey one that may rehearse
    public RehearsalClient(Supplier<URI> base, String accessKey) {
        this.base = base;
        this.accessKey = accessKey;
    }

    @Override
    public void play(Play play, String id, Consumer<Seen> seen)
            throws IOException, InterruptedException {
        byte[] body =
                play.streamed()
                        ? Prompts.streamed(play.wire(), play.model(), play.prompt())
                        : Prompts.whole(play.wire(), play.model(), play.prompt());
        HttpRequest request =
                to(URI.create(base.get() + play.wire().path()))
                        .header("Content-Type", "application/json")
                        .header(Rehearsal.HEADER, play.faults().header())
                        .header("Understudy-Request-Id", id)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        HttpClient http = newClient();
        plays.add(http);
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream answer = response.body()) {
                seen.accept(headers(response));
                read(response, answer, answers(play, body), seen);
            }
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw e;
        } catch (InterruptedIOException e) {
            throw interrupted(e);
        } catch (IOException e) {
            if (e.getCause() instanceof InterruptedException cause) {
                throw cause;
            }
            seen.accept(new Seen.Cut(String.valueOf(e.getMessage())));
        } finally {
            plays.remove(http);
            http.shutdownNow();
        }
    }

    @Override
    public Optional<RequestTrace> trace(String id) throws IOException, InterruptedException {
        HttpRequest request =
                to(URI.create(root() + "/understudy/requests/" + id)).timeout(TRACE).GET().build();
        HttpResponse<byte[]> response = looks.send(request, BodyHandlers.ofByteArray());
        return response.statusCode() == 200
                ? Optional.of(RequestTrace.read(response.body()))
                : Optional.empty();
    }

    /// Ends the requests that run.
    @Override
    public void close() {
        looks.shutdownNow();
        plays.forEach(HttpClient::shutdownNow);
    }

    /// What comes before the paths of the gateway; it may stand behind a prefix.
    private String root() {
        return base.get().toString().replaceFirst("/v1/?$", "");
    }

    private static HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    private HttpRequest.Builder to(URI address) {
        return HttpRequest.newBuilder(address)
                .header("User-Agent", GatewayClient.NAME)
                .header("Authorization", "Bearer " + accessKey);
    }

    private static Answers answers(Play play, byte[] body) {
        try {
            WireFormat format = WireFormat.of(play.wire());
            ModelRequest asked = format.request(body);
            return format.answersTo(asked);
        } catch (MalformedJsonException | InvalidRequestException e) {
            throw new IllegalStateException("a prompt of our own making", e);
        }
    }

    private static void read(
            HttpResponse<InputStream> response,
            InputStream body,
            Answers answers,
            Consumer<Seen> seen)
            throws IOException {
        HttpHeaders headers = response.headers();
        if (response.statusCode() != 200) {
            failed(
                    ErrorBodies.read(
                            response.statusCode(),
                            new String(body.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8)),
                    seen);
        } else if (headers.firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
            follow(body, answers.reader(), seen);
        } else {
            try {
                tell(answers.whole(body.readNBytes(MOST_BYTES)), seen);
            } catch (MalformedJsonException e) {
                seen.accept(new Seen.Unreadable(String.valueOf(e.getMessage())));
            }
        }
    }

    private static void follow(InputStream body, AnswerReader answer, Consumer<Seen> seen)
            throws IOException {
        try (var reader = new SseReader(body, MOST_BYTES)) {
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                switch (event.get()) {
                    case SseEvent.Comment(var text) -> {
                        if (text.startsWith(SEAM)) {
                            seen.accept(new Seen.Seam(text.substring(SEAM.length())));
                        }
                    }
                    case SseEvent.Message(var name, var data) -> {
                        try {
                            tell(answer.event(name, data), seen);
                        } catch (MalformedJsonException e) {
                            seen.accept(new Seen.Unreadable(String.valueOf(e.getMessage())));
                        }
                    }
                }
            }
        }
    }

    private static void tell(Meaning meaning, Consumer<Seen> seen) {
        if (meaning.error().isPresent()) {
            failed(meaning.error().get(), seen);
            return;
        }
        if (!meaning.text().isEmpty()) {
            seen.accept(new Seen.Text(meaning.text()));
        }
        meaning.finish().ifPresent(reason -> seen.accept(new Seen.Finished(reason)));
    }

    private static void failed(ProviderError error, Consumer<Seen> seen) {
        seen.accept(new Seen.Failed(error.status(), error.code(), error.message()));
    }

    private static Seen headers(HttpResponse<?> response) {
        HttpHeaders headers = response.headers();
        return new Seen.Headers(
                response.statusCode(),
                headers.firstValue("Understudy-Request-Id").orElse(""),
                headers.firstValue("Understudy-Model").orElse(""),
                number(headers.firstValue("Understudy-Attempts").orElse("")));
    }

    private static int number(String text) {
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    }

    private static InterruptedException interrupted(InterruptedIOException e) {
        var interrupted = new InterruptedException(e.getMessage());
        interrupted.initCause(e);
        return interrupted;
    }
}
