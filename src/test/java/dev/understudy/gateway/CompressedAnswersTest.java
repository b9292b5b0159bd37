package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bug 13 of other gateways: a provider, or the proxy before it, compresses what nobody asked it
/// to.
@Timeout(60)
final class CompressedAnswersTest {
    private static final String WHOLE =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"\ud83c\udfad\"},\"finish_reason\":\"stop\"}]}";
    private static final String ERROR =
            "{\"error\":{\"message\":\"no such knob\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}";

    private final ScriptedProvider provider = new ScriptedProvider();
    private final TestGateway gateway =
            TestGateway.start(
                    "providers: [{ id: odd, base_url: \"%s\" }]".formatted(provider.base()));
    private final Http http = new Http(gateway);

    @AfterEach
    void stop() {
        http.close();
        gateway.close();
        provider.close();
    }

    @Test
    void passesAnAnswerOnWithoutItsCompression() throws Exception {
        provider.will((_, out) -> send(out, 200, "application/json", "gzip", gzip(WHOLE)));

        HttpResponse<String> response = http.chat(Http.prompt("odd:m", ""));

        assertEquals(WHOLE, response.body());
        assertEquals("", response.headers().firstValue("content-encoding").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void asksForNoCompressionWhateverTheCallerTakes(String stream) throws Exception {
        http.send(
                http.to("/v1/chat/completions")
                        .header("Accept-Encoding", "gzip, br, zstd")
                        .POST(BodyPublishers.ofString(Http.prompt("odd:m", stream)))
                        .build());

        String head = provider.received().getFirst().head();
        assertTrue(head.contains("\r\nAccept-Encoding: identity\r\n"), head);
        assertFalse(head.contains("zstd"), head);
    }

    @Test
    void bug13_passesEachCompressedEventOnBeforeTheNextIsSent() throws Exception {
        var seen = new Semaphore(0);
        provider.will((_, out) -> {
            head(out, 200, "text/event-stream", "gzip");
            try (var packed = new GZIPOutputStream(out, 512, true)) {
                for (int i = 0; i < 20; i++) {
                    packed.write(chunk("\ud83c\udfad" + i).getBytes(StandardCharsets.UTF_8));
                    packed.flush();
                    seen.acquireUninterruptibly();
                }
                packed.write(end().getBytes(StandardCharsets.UTF_8));
            }
        });

        var response = http.open(http.post(Http.prompt("odd:m", ",\"stream\":true")));

        try (var lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < 20; i++) {
                assertTrue(lines.readLine().contains("\"\ud83c\udfad" + i + "\""));
                assertEquals("", lines.readLine());
                seen.release();
            }
            assertEquals(
                    "data: [DONE]",
                    lines.lines().filter(line -> !line.isEmpty()).toList().getLast());
        }
    }

    @Test
    void neverEndsACutStreamPolitely() throws Exception {
        byte[] packed = gzip(chunk("a") + chunk("b") + end());
        byte[] flushed = flushed(chunk("Hello, ") + chunk("world"));
        provider.will((_, out) -> {
            head(out, 200, "text/event-stream", "gzip");
            out.write(flushed);
        });

        String cut = http.chat(Http.prompt("odd:m", ",\"stream\":true")).body();

        assertTrue(cut.contains("event: error\n"), cut);
        assertEquals("Hello, world", Http.text(cut));

        provider.will((_, out) -> {
            head(out, 200, "text/event-stream", "gzip");
            out.write(Arrays.copyOf(packed, 12));
        });

        assertMovesOn(",\"stream\":true");
    }

    @Test
    void givesTheProvidersOwnWordsForAnErrorThatCameCompressed() throws Exception {
        provider.will((_, out) -> send(out, 400, "application/json", "gzip", gzip(ERROR)));

        HttpResponse<String> response = http.chat(Http.prompt("odd:m", ""));

        assertEquals(400, response.statusCode());
        assertEquals(ERROR, response.body());
    }

    @ParameterizedTest
    @CsvSource({
        "br, 200",
        "zstd, 200",
        "'gzip, br', 200",
        "br, 400",
        "zstd, 422",
        "br, 500",
        "gzip, 400"
    })
    void movesOnFromWhatItCannotRead(String encoding, int status) throws Exception {
        provider.will(
                (_, out) -> send(out, status, "application/json", encoding, new byte[] {1, 2, 3}));

        assertMovesOn("");
        assertMovesOn(",\"stream\":true");
    }

    @Test
    void saysWhatToDoAboutWhatItCannotRead() throws Exception {
        provider.will((_, out) -> send(out, 200, "application/json", "br", new byte[] {1, 2, 3}));

        HttpResponse<String> response = http.chat(Http.prompt("odd:m", ""));

        assertEquals(502, response.statusCode());
        assertTrue(response.body().contains("switch compression off"), response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void movesOnFromABomb(String type) throws Exception {
        byte[] bomb = gzip(" ".repeat(100_000_000));
        provider.will((_, out) -> send(out, 200, type, "gzip", bomb));

        assertMovesOn(type.equals("text/event-stream") ? ",\"stream\":true" : "");
    }

    @Test
    void readsOnlyTheBeginningOfAnErrorThatIsABomb() throws Exception {
        byte[] bomb = gzip(ERROR + " ".repeat(100_000_000));
        provider.will((_, out) -> send(out, 400, "application/json", "gzip", bomb));

        HttpResponse<String> response = http.chat(Http.prompt("odd:m", ""));

        assertEquals(400, response.statusCode());
        assertTrue(response.body().length() < 100_000);
    }

    private void assertMovesOn(String stream) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.chat(Http.prompt("odd:m", ",\"models\":[\"sandbox:text-2\"]" + stream));

        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                "sandbox:text-2", response.headers().firstValue("understudy-model").orElse(""));
    }

    private static String chunk(String text) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n"
                .formatted(text);
    }

    private static String end() {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(out)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    /// All of a text, but not the end of its compression.
    private static byte[] flushed(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(out, 512, true)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
            packed.flush();
            return out.toByteArray();
        }
    }

    private static void send(
            OutputStream out, int status, String type, String encoding, byte[] body)
            throws IOException {
        head(out, status, type, encoding);
        out.write(body);
    }

    /// Headers of a body that ends with its connection.
    private static void head(OutputStream out, int status, String type, String encoding)
            throws IOException {
        out.write(
                "HTTP/1.1 %d Said\r\nContent-Type: %s\r\nContent-Encoding: %s\r\nConnection: close\r\n\r\n"
                        .formatted(status, type, encoding)
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
