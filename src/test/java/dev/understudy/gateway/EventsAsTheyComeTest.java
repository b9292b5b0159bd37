package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bug 14 of other gateways: events that are held back. Here a provider sends the next event once
/// the caller has the one before.
@Timeout(60)
final class EventsAsTheyComeTest {
    private static final int EVENTS = 50;

    private final ScriptedProvider provider = new ScriptedProvider();
    private final TestGateway gateway =
            TestGateway.start(
                    """
                    providers:
                      - { id: chat, base_url: "%1$s" }
                      - { id: claude, base_url: "%1$s", supported_api_surfaces: [{ format: anthropic, surface: messages }] }
                      - { id: oai, base_url: "%1$s", supported_api_surfaces: [{ format: openai, surface: responses }] }
                    """
                            .formatted(provider.base()));
    private final Http http = new Http(gateway);
    private final Semaphore seen = new Semaphore(0);

    @AfterEach
    void stop() {
        seen.release(1000);
        http.close();
        gateway.close();
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({
        "chat, chat/completions",
        "chat, responses",
        "chat, messages",
        "claude, chat/completions",
        "claude, responses",
        "claude, messages",
        "oai, chat/completions",
        "oai, responses",
        "oai, messages"
    })
    void bug14_reachTheCallerBeforeTheNextIsSent(String from, String surface) throws Exception {
        provider.will((_, out) -> stream(from, out));

        var response = open(surface, from);

        try (var lines = lines(response)) {
            for (int i = 0; i < EVENTS; i++) {
                String text = "word" + i + ".";
                String line = String.valueOf(lines.readLine());
                while (!line.contains(text)) {
                    line = String.valueOf(lines.readLine());
                    assertTrue(!line.equals("null"), "the stream ended before " + text);
                }
                assertEquals("", lines.readLine());
                seen.release();
            }
        }
    }

    @Test
    void reachTheCallerEvenIfTheyAreComments() throws Exception {
        provider.will((_, out) -> {
            head(out);
            send(out, "data: " + chunk("a") + "\n\n");
            for (int i = 0; i < 5; i++) {
                send(out, ": still here " + i + "\n\n");
                seen.acquireUninterruptibly();
            }
        });

        try (var lines = lines(open("chat/completions", "chat"))) {
            for (int i = 0; i < 5; i++) {
                while (!String.valueOf(lines.readLine()).equals(": still here " + i)) {}
                seen.release();
            }
        }
    }

    @Test
    void areSentSoThatNoProxyHoldsThemBack() throws Exception {
        provider.will((_, out) -> stream("chat", out));

        var response = open("chat/completions", "chat");

        var headers = response.headers();
        assertEquals("no", headers.firstValue("x-accel-buffering").orElse(""));
        assertEquals("no-cache", headers.firstValue("cache-control").orElse(""));
        assertEquals("text/event-stream", headers.firstValue("content-type").orElse(""));
        assertEquals("", headers.firstValue("content-encoding").orElse(""));
        assertEquals("", headers.firstValue("content-length").orElse(""));
        assertEquals("chunked", headers.firstValue("transfer-encoding").orElse(""));
        response.body().close();
    }

    private HttpResponse<InputStream> open(String surface, String from)
            throws IOException, InterruptedException {
        String body =
                surface.equals("responses")
                        ? "{\"model\":\"%s:m\",\"input\":\"hi\",\"stream\":true}".formatted(from)
                        : Http.prompt(from + ":m", ",\"max_tokens\":9,\"stream\":true");
        return http.open(
                http.to("/v1/" + surface)
                        .header("Accept-Encoding", "gzip, deflate, br")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static BufferedReader lines(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /// Sends words, each once the one before was seen.
    private void stream(String wire, OutputStream out) throws IOException {
        head(out);
        switch (wire) {
            case "claude" -> {
                event(
                        out,
                        "message_start",
                        "\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}");
                event(
                        out,
                        "content_block_start",
                        "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
            }
            case "oai" -> {
                event(
                        out,
                        "response.created",
                        "\"sequence_number\":0,\"response\":{\"id\":\"r\",\"object\":\"response\",\"created_at\":1,\"status\":\"in_progress\",\"model\":\"m\",\"output\":[]}");
                event(
                        out,
                        "response.output_item.added",
                        "\"sequence_number\":1,\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"i\",\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":[]}");
                event(
                        out,
                        "response.content_part.added",
                        "\"sequence_number\":2,\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}");
            }
            default -> {}
        }
        for (int i = 0; i < EVENTS; i++) {
            String word = "word" + i + ".";
            switch (wire) {
                case "claude" ->
                        event(
                                out,
                                "content_block_delta",
                                "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}"
                                        .formatted(word));
                case "oai" ->
                        event(
                                out,
                                "response.output_text.delta",
                                "\"sequence_number\":%d,\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\"%s\""
                                        .formatted(i + 3, word));
                default -> send(out, "data: " + chunk(word) + "\n\n");
            }
            seen.acquireUninterruptibly();
        }
    }

    private static String chunk(String text) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}"
                .formatted(text);
    }

    private static void event(OutputStream out, String type, String fields) throws IOException {
        send(out, "event: %1$s\ndata: {\"type\":\"%1$s\",%2$s}\n\n".formatted(type, fields));
    }

    private static void head(OutputStream out) throws IOException {
        send(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
