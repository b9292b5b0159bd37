package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.failures.RawCaller.Said;
import dev.understudy.gateway.Http;
import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.TestGateway;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Faults that real networks have and test suites have not, played byte for byte. Certificates are
/// tried in `upstream.SecureProvidersTest`, compressed answers where they are read.
@Timeout(60)
final class FaultsNobodyTestsTest {
    private static final String CHAT_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    private static final String WHOLE =
            Chunks.text("Grüße 東京 ") + Chunks.text("🎭 fin") + Chunks.stop() + Chunks.DONE;

    /// SETTINGS, then GOAWAY.
    private static final byte[] GO_AWAY =
            HexFormat.of().parseHex("000000040000000000" + "0000080700000000000000000000000000");

    private static final String SAID = "Grüße 東京 🎭 fin";
    private static final String JSON =
            "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}";

    private final ScriptedProvider provider = new ScriptedProvider();
    private final ScriptedProvider stranger = new ScriptedProvider();
    private final TestGateway gateway = gateway("");
    private final Http http = new Http(gateway);

    private TestGateway gateway(String timeouts) {
        return TestGateway.start(
                """
                %s
                providers:
                  - { id: lab, base_url: "%2$s" }
                  - { id: keyed, base_url: "%2$s", api_keys: [{ value: key-0000000001 }] }
                  - { id: tls, base_url: "https://127.0.0.1:%3$d/v1" }
                  - { id: nowhere, base_url: "https://provider.invalid/v1" }
                """
                        .formatted(timeouts, provider.base(), provider.base().getPort()));
    }

    @AfterEach
    void stop() {
        http.close();
        gateway.close();
        provider.close();
        stranger.close();
    }

    @Test
    void textSplitWithinACharacter() throws Exception {
        byte[] stream = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < stream.length; cut++) {
            if (stream[cut] < 0) {
                provider.willSplit(stream, cut);

                assertEquals(SAID, Http.text(stream("lab:m").body()), "split at " + cut);
            }
        }
    }

    @Test
    void chunksOfOneByte() throws Exception {
        provider.willDrip(WHOLE.getBytes(StandardCharsets.UTF_8));

        assertEquals(SAID, Http.text(stream("lab:m").body()));
    }

    @Test
    void aCallerThatWaitsForAContinue() throws IOException {
        String body = Http.prompt("sandbox:text-1", "");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(head(gateway.key(), body.length()));

            assertEquals(100, RawCaller.read(socket.getInputStream()).status());

            out.write(body.getBytes(StandardCharsets.UTF_8));
            assertEquals(200, RawCaller.read(socket.getInputStream()).status());
        }
    }

    @Test
    void aCallerThatWaitsForAContinueAndIsRefusedSendsNothing() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head("us-wrong", 1000));

            assertEquals(401, RawCaller.read(socket.getInputStream()).status());
        }
    }

    private static byte[] head(String key, int length) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nx-api-key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n"
                .formatted(key, length)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
            })
    void aProviderThatSaysSomethingBeforeItsAnswer(String before) throws Exception {
        provider.willSend(before + CHAT_HEAD + WHOLE);

        assertEquals(SAID, Http.text(stream("lab:m").body()));
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After: DATE-PAST, 2, 0",
        "Retry-After: -5, 2, 0",
        "retry-after-ms: -1, 2, 0",
        "Retry-After: DATE-FUTURE, 1, 50",
        "Retry-After: 99999999999999, 1, 0",
        "Retry-After: 1e300, 1, 0",
        "Retry-After: NaN, 1, 0",
        "Retry-After: soon, 1, 0",
        "x-ratelimit-reset: 99999999999999999999, 1, 0"
    })
    void aWaitThatIsADateOrNegativeOrHuge(String header, int attempts, int least) throws Exception {
        provider.willSendJson(
                429,
                "{\"error\":{\"message\":\"slow down\"}}",
                header.replace("DATE-PAST", date(-60)).replace("DATE-FUTURE", date(58)));

        HttpResponse<String> answer = http.chat(Http.prompt("keyed:m", ""));

        assertEquals(429, answer.statusCode(), answer.body());
        assertEquals(attempts, provider.received().size());
        int told = Integer.parseInt(answer.headers().firstValue("retry-after").orElse("0"));
        assertTrue(told >= least && told <= 60, () -> "told to wait " + told);
        provider.willSendJson(200, JSON);
        assertEquals(200, http.chat(Http.prompt("keyed:m", "")).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}",
                "{\"error\":\"no\"}",
                "{\"choices\":[{\"error\":{\"message\":\"no\",\"code\":502},\"finish_reason\":\"error\"}]}",
                "{\"choices\":[],\"error\":{\"code\":500,\"message\":\"no\"}}"
            })
    void anErrorInsideA200(String body) throws Exception {
        provider.willSendJson(200, body);

        assertFails("lab:m", 502, "provider_failed");
    }

    @Test
    void aPageInsteadOfAnAnswer() throws Exception {
        provider.willSend(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>Log in to the hotel's network</body></html>");

        assertFails("lab:m", 502, "provider_failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\nnull",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"choices\""
            })
    void anEmpty200(String answer) throws Exception {
        provider.willSend(answer.replaceFirst("\r\n", "\r\nConnection: close\r\n"));

        assertFails("lab:m", 502, "provider_failed");
    }

    @Test
    void usageBeforeTheLastOfTheText() throws Exception {
        provider.willStream(
                Chunks.text("a")
                        + Chunks.usage(3, 2)
                        + Chunks.text("b")
                        + Chunks.stop()
                        + Chunks.DONE);

        String answer = stream("lab:m").body();

        assertEquals("ab", Http.text(answer));
        assertTrue(CallerWire.CHAT.whole(answer), answer);
    }

    @Test
    void twoDones() throws Exception {
        provider.willStream(Chunks.text("a") + Chunks.stop() + Chunks.DONE + Chunks.DONE);

        List<String> data = Http.data(stream("lab:m").body());

        assertEquals(1, data.stream().filter("[DONE]"::equals).count(), data.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesThatEndInAnyWay(String end) throws Exception {
        provider.willStream(WHOLE.replace("\n", end));

        assertEquals(SAID, Http.text(stream("lab:m").body()));
    }

    @Test
    void commentsAndNothingElse() throws Exception {
        provider.will((_, out) -> {
            out.write(CHAT_HEAD.getBytes(StandardCharsets.US_ASCII));
            trickle(out, ": OPENROUTER PROCESSING\n\n");
        });

        assertTimesOut("lab:m");
    }

    @Test
    void anAnswerThatDrips() throws Exception {
        provider.will((_, out) -> {
            out.write(CHAT_HEAD.getBytes(StandardCharsets.US_ASCII));
            for (byte b : WHOLE.getBytes(StandardCharsets.UTF_8)) {
                out.write(b);
                out.flush();
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
            }
        });

        assertEquals(SAID, Http.text(stream("lab:m").body()));
    }

    @Test
    void headersThatDripForEver() throws Exception {
        provider.will((_, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            trickle(out, "X-A: b\r\n");
        });

        assertTimesOut("lab:m");
    }

    @Test
    void aWholeAnswerThatDripsForEver() throws Exception {
        provider.will((_, out) -> {
            out.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"choices\":["
                            .getBytes(StandardCharsets.US_ASCII));
            trickle(out, " ");
        });

        assertTimesOut("lab:m");
    }

    /// Providers are called over HTTP/1.1, so HTTP/2's way to leave is noise like any other.
    @Test
    void framesOfHttp2InsteadOfAnAnswer() throws Exception {
        provider.will((_, out) -> out.write(GO_AWAY));

        assertFails("lab:m", 502, "provider_unreachable");
    }

    @Test
    void framesOfHttp2InTheMiddleOfAStream() throws Exception {
        provider.will((_, out) -> {
            out.write(
                    CHAT_HEAD
                            .replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] half = Chunks.text("half").getBytes(StandardCharsets.US_ASCII);
            out.write(
                    (Integer.toHexString(half.length) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(half);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(GO_AWAY);
        });

        String rescued = http.chat(CallerWire.CHAT.ask(true, "lab:m", "sandbox:text-3")).body();
        String alone = stream("lab:m").body();

        assertFalse(CallerWire.CHAT.whole(alone), alone);
        assertTrue(CallerWire.CHAT.whole(rescued), rescued);
        assertTrue(Http.text(rescued).startsWith("half"), rescued);
    }

    @Test
    void aServerThatNeverSpeaksTls() throws Exception {
        assertTimesOut("tls:m");
    }

    @Test
    void aNameThatDoesNotExist() throws Exception {
        HttpResponse<String> answer = assertFails("nowhere:m", 502, "provider_unreachable");

        assertTrue(answer.body().contains("is not known by that name"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectToTheMetadataAddressOrAnywhere(int status) throws Exception {
        for (String location :
                List.of(
                        stranger.base() + "/chat/completions",
                        "http://169.254.169.254/latest/meta-data",
                        "http://[::ffff:a9fe:a9fe]/",
                        "//2852039166/")) {
            provider.willSend(
                    "HTTP/1.1 %d Moved\r\nConnection: close\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                            .formatted(status, location));

            HttpResponse<String> answer = http.chat(Http.prompt("lab:m", ""));

            assertEquals(502, answer.statusCode(), answer.body());
            assertFalse(answer.headers().firstValue("location").isPresent());
            assertEquals(List.of(), stranger.received());
        }
    }

    @Test
    void headersOfTheProvidersThatAreNoneOfTheCallers() throws Exception {
        provider.willSendJson(
                200,
                JSON,
                "Set-Cookie: a=b",
                "Location: http://evil.example",
                "Access-Control-Allow-Origin: *",
                "Strict-Transport-Security: max-age=1",
                "Understudy-Model: evil:m",
                "X-Evil: 1");

        HttpResponse<String> answer = http.chat(Http.prompt("lab:m", ""));

        assertEquals(200, answer.statusCode());
        assertFalse(
                answer.headers().map().toString().contains("evil"), answer.headers().toString());
        for (String name :
                List.of(
                        "set-cookie",
                        "location",
                        "access-control-allow-origin",
                        "strict-transport-security")) {
            assertTrue(answer.headers().firstValue(name).isEmpty(), name);
        }
    }

    @Test
    void namesThatWouldBeHeadersOfTheirOwn() throws Exception {
        provider.willSendJson(200, JSON);
        String body =
                "{\"model\":\"a\\r\\nX-Evil: 1\",\"models\":[\"lab:m\\r\\nX-Evil: 2\"],\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

        Said said =
                new RawCaller(gateway.port())
                        .say(
                                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nx-api-key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                        .formatted(gateway.key(), body.length(), body));

        assertEquals(200, said.status(), said.body());
        assertFalse(
                said.headers().lines().anyMatch(line -> line.startsWith("X-Evil")), said.headers());
    }

    private HttpResponse<String> stream(String model) throws IOException, InterruptedException {
        return http.chat(Http.prompt(model, ",\"stream\":true"));
    }

    private void assertTimesOut(String model) throws IOException, InterruptedException {
        try (var impatient = gateway("first_token_timeout: 300ms\ntotal_timeout: 1500ms");
                var calls = new Http(impatient)) {
            assertFails(calls, model, 504, "provider_timeout");
        }
    }

    private HttpResponse<String> assertFails(String model, int status, String code)
            throws IOException, InterruptedException {
        return assertFails(http, model, status, code);
    }

    /// Streamed or not: it fails, and another target would have answered.
    private static HttpResponse<String> assertFails(
            Http calls, String model, int status, String code)
            throws IOException, InterruptedException {
        HttpResponse<String> whole = alone(calls, model, false, status, code);
        alone(calls, model, true, status, code);
        HttpResponse<String> rescued =
                calls.chat(CallerWire.CHAT.ask(false, model, "sandbox:text-1"));
        assertEquals(200, rescued.statusCode(), rescued.body());
        return whole;
    }

    private static HttpResponse<String> alone(
            Http calls, String model, boolean streaming, int status, String code)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> answer = calls.chat(CallerWire.CHAT.ask(streaming, model));
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(code, Http.json(answer.body()).at("/error/code").asString());
        assertTrue(took.toSeconds() < 10, took.toString());
        return answer;
    }

    private static void trickle(OutputStream out, String text) throws IOException {
        while (true) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static String date(int seconds) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(seconds).atOffset(ZoneOffset.UTC));
    }
}
