package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.ScriptedProvider.Received;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole program is run with marked keys and prompts against a provider that repeats all it gets,
/// in every kind of failure. Then each byte it wrote or said is looked through.
@Timeout(120)
final class NoSecretLeavesTest {
    /// Every secret holds it, and nothing else does.
    private static final String MARK = "canary";

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "MARKED_BEARER", "sk-canary-bearer-000001",
                    "MARKED_API_KEY", "sk-ant-canary-api-key-000002",
                    "MARKED_HEADER", "canary-header-000003",
                    "MARKED_PARAM", "canary/param+000004");

    private static final List<String> WIRES =
            List.of("/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/embeddings");

    @TempDir Path home;
    @TempDir Path elsewhere;

    private final ScriptedProvider provider = new ScriptedProvider();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> told = new ArrayList<>();

    @Test
    void bug15_noKeyAndNoPromptIsWrittenOrSaidAnywhere() throws Exception {
        Path config = elsewhere.resolve("gateway.yaml");
        Files.writeString(config, settings());
        Process child = start(config);
        try (BufferedReader out = child.inputReader();
                BufferedReader err = child.errorReader()) {
            String key = line(out, "access key").replaceFirst(".*: ", "");
            URI base = URI.create(line(out, "listening on").replaceFirst(".*on ", ""));

            askInEveryWay(base, key);
            Files.writeString(config, settings() + "api_keys: sk-canary-misplaced-000005\n");
            told.add(line(err, "the settings stay as they were"));

            child.toHandle().destroy();
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
            out.lines().forEach(told::add);
            err.lines().forEach(told::add);
            assertNothingMarked(key);
        } finally {
            child.destroyForcibly();
            http.shutdownNow();
            provider.close();
        }
    }

    private void askInEveryWay(URI base, String key) throws Exception {
        for (int status : List.of(400, 401, 403, 422, 429, 500)) {
            provider.will((request, out) -> echo(request, status, "application/json", out));
            askOnEveryWire(base, key);
        }
        provider.will((request, out) -> echo(request, 200, "application/json", out));
        askOnEveryWire(base, key);
        provider.will((request, out) -> echo(request, 200, "text/html", out));
        askOnEveryWire(base, key);
        provider.will((request, out) -> echo(request, 200, "text/event-stream", out));
        askOnEveryWire(base, key);
        provider.willSend("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
        askOnEveryWire(base, key);
        assertEquals(400, ask(base, key, WIRES.getFirst(), "{\"canary\": canary").statusCode());
        assertEquals(401, ask(base, "us-canary", WIRES.getFirst(), "{}").statusCode());
        assertEquals(404, ask(base, key, "/v1/nothing?key=canary", "{}").statusCode());
    }

    private void askOnEveryWire(URI base, String key) throws Exception {
        for (String path : WIRES) {
            for (String model : List.of("bearer:m", "anthropic:m")) {
                for (boolean streaming : new boolean[] {true, false}) {
                    HttpResponse<String> answer =
                            ask(
                                    base,
                                    key,
                                    path,
                                    "{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":5,\"input\":\"canary prompt\",\"messages\":[{\"role\":\"user\",\"content\":\"canary prompt\"}]}"
                                            .formatted(model, streaming));
                    assertTrue(answer.statusCode() >= 400 || streaming, answer.body());
                    String id = answer.headers().firstValue("understudy-request-id").orElse("");
                    told.add(get(base, key, "/understudy/requests/" + id).body());
                }
            }
        }
    }

    /// Repeats all it got as an error of some kind.
    private static void echo(Received request, int status, String type, OutputStream out)
            throws IOException {
        String all =
                request.head()
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .toList()
                        .toString()
                        .replace('"', '\'');
        String error =
                "{\"type\":\"error\",\"error\":{\"message\":\"%s\",\"type\":\"bad\",\"code\":\"%s\"}}"
                        .formatted(all, all);
        String body = type.equals("text/event-stream") ? "data: %s\n\n".formatted(error) : error;
        out.write(
                "HTTP/1.1 %d No %s\r\nX-Echo: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(status, MARK, all, type, body.length(), body)
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    private HttpResponse<String> ask(URI base, String key, String path, String body)
            throws Exception {
        HttpResponse<String> answer =
                http.send(
                        request(base, key, path)
                                .header("Cookie", "session=canary-cookie")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        told.add(answer.statusCode() + " " + answer.headers().map() + answer.body());
        return answer;
    }

    private HttpResponse<String> get(URI base, String key, String path) throws Exception {
        return http.send(request(base, key, path).GET().build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI base, String key, String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + key);
    }

    private void assertNothingMarked(String key) throws IOException {
        for (String hint : List.of("…0001", "…0002")) {
            assertTrue(told.stream().anyMatch(text -> text.contains(hint)), "never repeated");
        }
        for (String text : told) {
            assertTrue(!text.toLowerCase(Locale.ROOT).contains(MARK), () -> "said: " + text);
            assertTrue(!text.contains(key), () -> "said: " + text);
        }
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> written = files.filter(Files::isRegularFile).toList();
            assertTrue(
                    written.stream().anyMatch(file -> file.endsWith("journal.db")),
                    written.toString());
            assertTrue(
                    written.stream().anyMatch(file -> file.endsWith("understudy.log")),
                    written.toString());
            for (Path file : written) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertTrue(!bytes.toLowerCase(Locale.ROOT).contains(MARK), () -> file.toString());
                assertTrue(!bytes.contains(key), () -> file.toString());
            }
        }
    }

    private String settings() {
        return """
        total_timeout: 100ms
        headers: { x-team-token: "${env.get('MARKED_HEADER')}" }
        query_params: { token: "${env.get('MARKED_PARAM')}" }
        providers:
          - { id: bearer, base_url: "%1$s", api_keys: [{ value: "${env.get('MARKED_BEARER')}" }] }
          - { id: anthropic, base_url: "%1$s", api_keys: [{ value: "${env.get('MARKED_API_KEY')}" }] }
        """
                .formatted(provider.base());
    }

    private Process start(Path config) throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--home",
                        home.toString(),
                        "serve",
                        "--port",
                        "0",
                        "--config",
                        config.toString());
        builder.environment().putAll(ENVIRONMENT);
        return builder.start();
    }

    /// The first line that holds `words`; those before it are kept.
    private String line(BufferedReader lines, String words) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(words)) {
                return line;
            }
            told.add(line);
        }
        throw new IOException("it ended without: " + words + " " + told);
    }
}
