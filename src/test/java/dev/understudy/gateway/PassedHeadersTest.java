package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which headers reach a provider, and which reach a caller. Bug 16 of other gateways: headers that
/// are passed on unless somebody thought of forbidding them, the gateway's own credential included.
@Timeout(60)
final class PassedHeadersTest {
    private static final String WHOLE =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";
    private static final String MESSAGE =
            "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";

    private final ScriptedProvider provider = new ScriptedProvider();
    private TestGateway gateway = start("");

    private TestGateway start(String yaml) {
        return TestGateway.start(
                """
                %1$s
                providers:
                  - { id: lab, base_url: "%2$s" }
                  - { id: claude, base_url: "%2$s", supported_api_surfaces: [{ format: anthropic, surface: messages }] }
                  - { id: openrouter, base_url: "%2$s", api_keys: [{ value: sk-stored-0123456789 }] }
                """
                        .formatted(yaml, provider.base()));
    }

    private void restart(String yaml) {
        gateway.close();
        gateway = start(yaml);
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({"lab:m, chat/completions", "claude:m, messages", "openrouter:m, responses"})
    void bug16_sendsAKnownSetOfHeadersAndNoOther(String model, String surface) throws IOException {
        call(
                surface,
                model,
                "Cookie: session=1",
                "Proxy-Authorization: Basic QQ==",
                "api-key: sk-other",
                "x-goog-api-key: sk-other",
                "Forwarded: for=1.2.3.4",
                "X-Forwarded-For: 1.2.3.4",
                "X-Forwarded-Host: evil.example",
                "X-Real-IP: 1.2.3.4",
                "Via: 1.1 proxy",
                "Origin-Agent: x",
                "Referer: http://localhost/",
                "User-Agent: curl/8",
                "Accept-Language: de",
                "X-Stainless-Lang: java",
                "OpenAI-Organization: org-1",
                "OpenAI-Project: proj-1",
                "OpenAI-Beta: assistants=v2",
                "Keep-Alive: timeout=5",
                "TE: trailers",
                "X-Anything: at all",
                "Understudy-Access-Key: KEY");

        Map<String, String> sent = sent();
        var expected =
                new TreeSet<>(
                        Set.of(
                                "accept",
                                "accept-encoding",
                                "connection",
                                "content-length",
                                "content-type",
                                "host",
                                "user-agent"));
        if (model.startsWith("claude")) {
            expected.add("anthropic-version");
        }
        if (model.startsWith("openrouter")) {
            expected.add("authorization");
        }
        assertEquals(expected, sent.keySet());
        assertEquals("keep-alive", sent.get("connection"));
        assertEquals("Understudy", sent.get("user-agent"));
        assertEquals("identity", sent.get("accept-encoding"));
        assertFalse(provider.received().getFirst().head().contains(gateway.key()));
    }

    @Test
    void passesAnthropicsHeadersOnOnItsOwnWire() throws IOException {
        call(
                "messages",
                "claude:m",
                "anthropic-version: 2024-01-01",
                "anthropic-beta: one-2025-01-01,two-2025-01-01",
                "anthropic-beta: three-2025-01-01, one-2025-01-01");

        assertEquals("2024-01-01", sent().get("anthropic-version"));
        assertEquals(
                "one-2025-01-01,two-2025-01-01,three-2025-01-01", sent().get("anthropic-beta"));
    }

    @ParameterizedTest
    @CsvSource({"messages, lab:m", "chat/completions, claude:m", "chat/completions, lab:m"})
    void keepsAnthropicsHeadersFromOtherWires(String surface, String model) throws IOException {
        call(surface, model, "anthropic-version: 2024-01-01", "anthropic-beta: one-2025-01-01");

        assertEquals(
                model.startsWith("claude") ? "2023-06-01" : null, sent().get("anthropic-version"));
        assertFalse(sent().containsKey("anthropic-beta"));
    }

    @Test
    void joinsTheBetasOfTheSettingsAndOfTheCaller() throws IOException {
        restart("headers: { Anthropic-Beta: \"ours, both\", anthropic-version: 2025-05-05 }");

        call(
                "messages",
                "claude:m",
                "anthropic-beta: both,theirs",
                "anthropic-version: 2024-01-01");

        assertEquals("ours,both,theirs", sent().get("anthropic-beta"));
        assertEquals("2025-05-05", sent().get("anthropic-version"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic-beta: a b",
                "anthropic-beta: \u00e4",
                "anthropic-beta: ,;\"",
                "anthropic-version: a b"
            })
    void passesNoWordsThatAreNone(String header) throws IOException {
        call("messages", "claude:m", header);

        assertFalse(sent().containsKey("anthropic-beta"));
        assertEquals("2023-06-01", sent().get("anthropic-version"));
    }

    @Test
    void tellsOpenRouterWhoCalls() throws IOException {
        String[] who = {
            "HTTP-Referer: https://app.example", "X-Title: App", "X-OpenRouter-Title: The App"
        };
        call("chat/completions", "openrouter:a/b", who);

        assertEquals("https://app.example", sent().get("http-referer"));
        assertEquals("App", sent().get("x-title"));
        assertEquals("The App", sent().get("x-openrouter-title"));

        call("chat/completions", "lab:m", who);

        assertFalse(sent().containsKey("http-referer"));
        assertFalse(sent().containsKey("x-title"));
        assertFalse(sent().containsKey("x-openrouter-title"));
    }

    @Test
    void tellsOpenRouterWhoCallsAsTheSettingsSay() throws IOException {
        restart("headers: { x-title: Ours }");

        call(
                "chat/completions",
                "openrouter:a/b",
                "HTTP-Referer: https://app.example",
                "X-OpenRouter-Title: App");

        assertEquals("Ours", sent().get("x-title"));
        assertFalse(sent().containsKey("http-referer"));
        assertFalse(sent().containsKey("x-openrouter-title"));
    }

    @Test
    void copiesNoHeaderOfAProviderToTheCaller() throws Exception {
        try (var http = new Http(gateway)) {
            String[] theirs = {
                "Set-Cookie: a=b",
                "Location: http://169.254.169.254/",
                "Access-Control-Allow-Origin: *",
                "Strict-Transport-Security: max-age=1",
                "X-RateLimit-Remaining: 5",
                "Retry-After: 5",
                "Server: odd",
                "X-Request-Id: theirs",
                "Content-Security-Policy: none",
                "Understudy-Model: lie"
            };
            provider.willSendJson(200, WHOLE, theirs);
            HttpResponse<String> answer = http.chat(Http.prompt("lab:m", ""));
            provider.willSendJson(400, "{\"error\":{\"message\":\"no\"}}", theirs);
            HttpResponse<String> error = http.chat(Http.prompt("lab:m", ""));

            assertEquals(
                    List.of(
                            "cache-control",
                            "content-length",
                            "content-type",
                            "understudy-attempts",
                            "understudy-model",
                            "understudy-overhead-ms",
                            "understudy-request-id"),
                    names(answer));
            assertEquals(
                    List.of(
                            "cache-control",
                            "content-length",
                            "content-type",
                            "understudy-attempts",
                            "understudy-overhead-ms",
                            "understudy-request-id",
                            "x-should-retry"),
                    names(error));
            assertEquals("lab:m", answer.headers().firstValue("understudy-model").orElse(""));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        try (var http = new Http(gateway);
                var elsewhere = new ScriptedProvider()) {
            elsewhere.willSendJson(200, WHOLE);
            provider.willSendJson(
                    status, "{}", "Location: " + elsewhere.base() + "/chat/completions");

            HttpResponse<String> answer = http.chat(Http.prompt("lab:m", ""));

            assertEquals(502, answer.statusCode(), answer.body());
            assertEquals(List.of(), elsewhere.received());
            assertTrue(answer.headers().firstValue("location").isEmpty());
        }
    }

    private static List<String> names(HttpResponse<?> response) {
        return response.headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    /// Asks with headers that a well-behaved client could not send; `KEY` stands for the access
    /// key.
    private void call(String surface, String model, String... headers) throws IOException {
        boolean anthropic = model.startsWith("claude");
        provider.willSendJson(200, anthropic ? MESSAGE : WHOLE);
        String body =
                surface.equals("responses")
                        ? "{\"model\":\"%s\",\"input\":\"hi\"}".formatted(model)
                        : Http.prompt(model, ",\"max_tokens\":9");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            String request =
                    "POST /v1/%s HTTP/1.1\r\nHost: localhost\r\nx-api-key: KEY\r\nAuthorization: Bearer KEY\r\nAccept-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n%s\r\n\r\n%s"
                            .formatted(surface, body.length(), String.join("\r\n", headers), body);
            socket.getOutputStream()
                    .write(request.replace("KEY", gateway.key()).getBytes(StandardCharsets.UTF_8));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(1, provider.received().size(), answer);
        }
    }

    /// The headers the provider got, by their names in lower case.
    private Map<String, String> sent() {
        var sent = new TreeMap<String, String>();
        provider.received()
                .getFirst()
                .head()
                .lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    int colon = line.indexOf(':');
                    sent.merge(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip(),
                            (a, b) -> a + " + " + b);
                });
        return sent;
    }
}
