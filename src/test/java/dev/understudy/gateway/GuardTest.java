package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may call, and what a bad call gets: an error in JSON, never a fault of our own.
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuardTest {
    private TestGateway gateway;
    private Http http;

    @BeforeAll
    void start() {
        gateway =
                TestGateway.start(
                        """
                        server:
                          max_request_bytes: 4096
                          allowed_hosts: [gateway.lan]
                          allowed_origins: ["https://app.example"]
                        """);
        http = new Http(gateway);
    }

    @AfterAll
    void stop() {
        http.close();
        gateway.close();
    }

    @Test
    void needsAnAccessKey() throws IOException {
        String answer = raw("POST /v1/chat/completions", "Host: localhost", "{}");

        assertTrue(answer.startsWith("HTTP/1.1 401"), answer);
        assertTrue(answer.contains("access_key_missing"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-wrong", "US-", "\u00e4", "a b c"})
    void refusesAWrongAccessKey(String key) throws IOException {
        String answer =
                raw(
                        "POST /v1/chat/completions",
                        "Host: localhost\r\nAuthorization: Bearer " + key,
                        "{}");

        assertTrue(answer.startsWith("HTTP/1.1 401"), answer);
        assertTrue(answer.contains("access_key_invalid"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x-api-key: KEY", "authorization: bearer KEY", "Understudy-Access-Key: KEY"})
    void takesTheKeyWhereClientsPutIt(String header) throws IOException {
        String answer =
                raw(
                        "GET /v1/models",
                        "Host: localhost\r\n" + header.replace("KEY", gateway.key()),
                        "");

        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 200",
        "127.0.0.1:4141, 200",
        "LOCALHOST:1, 200",
        "[::1]:80, 200",
        "gateway.lan:4141, 200",
        "evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "localhost.evil.example:4141, 421",
        "localhost:4141/#@evil.example, 400",
        "'', 400"
    })
    void answersOnlyForItsOwnHosts(String host, int status) throws IOException {
        String answer = raw("GET /healthz", "Host: " + host, "");

        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: https://evil.example, 403",
        "Origin: null, 403",
        "Origin: http://localhost:3000, 403",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
        "Sec-Fetch-Site: none, 200",
        "Origin: https://app.example, 200"
    })
    void refusesForeignWebPages(String header, int status) throws IOException {
        String answer = raw("GET /healthz", "Host: localhost\r\n" + header, "");

        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        assertEquals(header.contains("app.example"), answer.contains("Access-Control-Allow"));
        assertFalse(answer.contains("Access-Control-Allow-Origin: *"));
    }

    @Test
    void answersPreflightsOfAllowedOriginsOnly() throws IOException {
        String allowed =
                raw(
                        "OPTIONS /v1/chat/completions",
                        "Host: localhost\r\nOrigin: https://app.example",
                        "");
        String refused =
                raw(
                        "OPTIONS /v1/chat/completions",
                        "Host: localhost\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Private-Network: true",
                        "");

        assertTrue(allowed.startsWith("HTTP/1.1 204"), allowed);
        assertTrue(refused.startsWith("HTTP/1.1 403"), refused);
    }

    @ParameterizedTest
    @CsvSource({
        "'{', 400, invalid_json",
        "'[]', 400, invalid_json",
        "'nonsense', 400, invalid_json",
        "'', 400, invalid_json",
        "'{\"model\":1,\"messages\":[{}]}', 400, invalid_request",
        "'{\"models\":\"a\",\"messages\":[{}]}', 400, invalid_request",
        "'{\"models\":[1],\"messages\":[{}]}', 400, invalid_request",
        "'{\"model\":\"a\"}', 400, invalid_request",
        "'{\"model\":\"a\",\"messages\":[]}', 400, invalid_request",
        "'{\"model\":\"a\",\"stream\":\"yes\",\"messages\":[{}]}', 400, invalid_request",
        "'{\"messages\":[{}]}', 404, model_not_found",
        "'{\"model\":\"a\",\"model\":\"b\",\"messages\":[{}]}', 400, invalid_json"
    })
    void saysWhatIsWrongWithABody(String body, int status, String code) throws Exception {
        var response = http.chat(body);

        assertEquals(status, response.statusCode(), response.body());
        assertEquals(code, Http.json(response.body()).at("/error/code").asString());
        assertTrue(Http.json(response.body()).at("/error").has("param"));
    }

    @Test
    void survivesDeepNesting() throws Exception {
        var response = http.chat("{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}");

        assertEquals(400, response.statusCode(), response.body());
    }

    @Test
    void refusesALargeBody() throws Exception {
        var response =
                http.chat(Http.prompt("sandbox:text", ",\"x\":\"" + "y".repeat(5000) + "\""));

        assertEquals(413, response.statusCode());
        assertTrue(response.body().contains("max_request_bytes"), response.body());
    }

    @Test
    void refusesALargeBodyOfUnknownLength() throws Exception {
        byte[] body = ("{\"x\":\"" + "y".repeat(9000) + "\"}").getBytes(StandardCharsets.UTF_8);
        var response =
                http.send(
                        http.to("/v1/chat/completions")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new java.io.ByteArrayInputStream(body)))
                                .build());

        assertEquals(413, response.statusCode());
    }

    @Test
    void takesOnlyJson() throws IOException {
        String answer =
                raw(
                        "POST /v1/chat/completions",
                        "Host: localhost\r\nx-api-key: "
                                + gateway.key()
                                + "\r\nContent-Type: text/plain",
                        "{}");

        assertTrue(answer.startsWith("HTTP/1.1 415"), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v1/chat/completions, 405",
        "POST /v1/models, 405",
        "GET /, 404",
        "GET /v1/nothing, 404",
        "GET /../etc/passwd, 400"
    })
    void knowsItsRoutes(String line, int status) throws IOException {
        String answer = raw(line, "Host: localhost\r\nx-api-key: " + gateway.key(), "");

        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        assertTrue(answer.contains("application/json"), answer);
        assertTrue(answer.contains("{\"error\":{\"message\":"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, identity",
                "X-A: b\r\n folded",
                "X-\u0000: a"
            })
    void refusesSmuggledRequests(String headers) throws IOException {
        String answer = raw("POST /v1/chat/completions", "Host: localhost\r\n" + headers, "");

        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
    }

    @Test
    void tellsNothingOfTheServer() throws IOException {
        String answer = raw("GET /healthz", "Host: localhost", "");

        assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("jetty"), answer);
    }

    /// Sends a request as it is and returns the answer as it is.
    private String raw(String line, String headers, String body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            String length =
                    headers.contains("Length") || headers.contains("Transfer") || body.isEmpty()
                            ? ""
                            : "Content-Length: " + body.length() + "\r\n";
            String type =
                    headers.contains("Content-Type") ? "" : "Content-Type: application/json\r\n";
            socket.getOutputStream()
                    .write(
                            (line
                                            + " HTTP/1.1\r\n"
                                            + headers
                                            + "\r\n"
                                            + type
                                            + length
                                            + "Connection: close\r\n\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
