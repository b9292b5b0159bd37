package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.Canary;
import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.ScriptedProvider.Received;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.SecretName;
import dev.understudy.vault.Vault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway with sealed keys serves in a process of its own, fails in many ways, is killed in the
/// middle of requests, and started again: nothing that it wrote, said or was started with holds a
/// key or the passphrase, in any form.
@Timeout(180)
final class CanaryProcessTest {
    private static final String KEY = "sk-canary/4f9a+1c77\"e0=b2\\.end-of-it";
    private static final String SPARE = "sk-canary&d81b%6630~aa95+spare-one";
    private static final String HEADER = "header-canary-09e5c2f4-d81b";
    private static final String PASSPHRASE = "a canary of a passphrase";
    private static final List<Canary> CANARIES =
            Stream.of(KEY, SPARE, HEADER, PASSPHRASE).map(Canary::new).toList();
    private static final String BEGUN =
            """
            HTTP/1.1 200 OK
            Content-Type: text/event-stream

            data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"hello"}}]}

            """;
    private static final List<String> WIRES =
            List.of("/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/embeddings");

    @TempDir Path home;
    @TempDir Path elsewhere;

    private final ScriptedProvider provider = new ScriptedProvider();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> said = new ArrayList<>();
    private GivenProgram program;

    @BeforeEach
    void sealTheKeys() throws Exception {
        Vault vault = Given.vault(home.resolve("secrets.vault"), new FakeKeychain());
        vault.sealWithPassphrase(PASSPHRASE.toCharArray());
        vault.put(new SecretName("lab", "main"), Given.bytes(KEY));
        vault.put(new SecretName("lab", "spare"), Given.bytes(SPARE));
        vault.put(new SecretName("lab", "header"), Given.bytes(HEADER));
        Files.writeString(
                home.resolve("gateway.yaml"),
                """
                total_timeout: 5s
                headers: { x-lab: "${secrets.get('lab', 'header')}" }
                query_params: { lab: "${secrets.get('lab', 'header')}" }
                providers:
                  - id: lab
                    base_url: "%1$s"
                    api_keys:
                      - { id: main, value: "${secrets.get('lab', 'main')}" }
                      - { id: spare, value: "${secrets.get('lab', 'spare')}" }
                  - id: anthropic
                    base_url: "%1$s"
                    api_keys: [{ id: main, value: "${secrets.get('lab', 'main')}" }]
                """
                        .formatted(provider.base()));
        Path passphrase = Files.writeString(elsewhere.resolve("passphrase"), PASSPHRASE + "\n");
        program = new GivenProgram(home).with(PassphraseFile.VARIABLE, passphrase.toString());
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        provider.close();
    }

    @Test
    void noKeyIsFoundAnywhereAfterFailuresAndAKill() throws Exception {
        Process child = program.start("serve", "--port", "0");
        String key;
        try (BufferedReader out = child.inputReader();
                BufferedReader err = child.errorReader()) {
            key = line(out, "access key").replaceFirst(".*: ", "");
            URI base = URI.create(line(out, "listening on").replaceFirst(".*on ", ""));
            failInManyWays(base, key);
            lookAtProcess(child);
            killMidway(child, base, key);
            out.lines().forEach(said::add);
            err.lines().forEach(said::add);
        } finally {
            child.destroyForcibly();
        }
        startAgain(key);
        for (List<String> command :
                List.of(
                        List.of("keys", "list"),
                        List.of("keys", "check"),
                        List.of("keys", "rotate", "lab/none"),
                        List.of("access", "list"),
                        List.of("check", home.resolve("gateway.yaml").toString()),
                        List.of("explain", "--model", "lab:m", "--json"))) {
            said.add(program.run("", command.toArray(new String[0])).toString());
        }

        for (String text : said) {
            Canary.assertNone(CANARIES, text, text);
            assertFalse(text.contains(key), text);
        }
        assertFilesHoldNone(key);
    }

    private void failInManyWays(URI base, String key) throws Exception {
        for (int status : List.of(400, 401, 403, 422, 429, 500)) {
            provider.will((request, out) -> echo(request, status, "application/json", out));
            askOnEveryWire(base, key);
        }
        for (String type : List.of("application/json", "text/html", "text/event-stream")) {
            provider.will((request, out) -> echo(request, 200, type, out));
            askOnEveryWire(base, key);
        }
        assertTrue(
                provider.received().stream()
                        .anyMatch(request ->
                                request.head().contains(KEY) || request.head().contains(SPARE)),
                "a key went out");
        assertTrue(
                provider.received().stream().anyMatch(request -> request.head().contains(HEADER)));
    }

    private void askOnEveryWire(URI base, String key) throws Exception {
        for (String path : WIRES) {
            for (String model : List.of("lab:m", "anthropic:m")) {
                HttpResponse<String> answer =
                        http.send(
                                request(base, key, path, model, path.equals(WIRES.getFirst())),
                                BodyHandlers.ofString());
                said.add(answer.statusCode() + " " + answer.headers().map() + answer.body());
                String id = answer.headers().firstValue("understudy-request-id").orElse("");
                said.add(trace(base, key, id));
            }
        }
        said.add(get(base, key, "/metrics"));
    }

    private String trace(URI base, String key, String id) throws Exception {
        return get(base, key, "/understudy/requests/" + id);
    }

    private String get(URI base, String key, String path) throws Exception {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(base.resolve(path))
                                .timeout(Duration.ofSeconds(30))
                                .header("Authorization", "Bearer " + key)
                                .build(),
                        BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static HttpRequest request(
            URI base, String key, String path, String model, boolean streaming) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(
                        BodyPublishers.ofString(
                                "{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":5,\"input\":\"hi\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                                        .formatted(model, streaming)))
                .build();
    }

    /// Repeats all it got as an error of some kind.
    private static void echo(Received request, int status, String type, OutputStream out)
            throws IOException {
        String head = String.join(" ", request.head().lines().toList());
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        String all =
                String.join(
                        " ",
                        head.replace("\\", "\\\\").replace("\"", "\\\""),
                        Base64.getEncoder().encodeToString(bytes),
                        HexFormat.of().formatHex(bytes));
        String error =
                "{\"type\":\"error\",\"error\":{\"message\":\"no: %s\",\"type\":\"bad\",\"code\":\"%s\"}}"
                        .formatted(all, all);
        String body = type.equals("text/event-stream") ? "data: %s\n\n".formatted(error) : error;
        out.write(
                "HTTP/1.1 %d No\r\nX-Echo: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(status, all, type, body.length(), body)
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    /// What other programs can see of it and of what it started.
    private void lookAtProcess(Process child) throws IOException {
        for (ProcessHandle process :
                Stream.concat(Stream.of(child.toHandle()), child.descendants()).toList()) {
            said.add(process.info().toString());
            for (String file : List.of("cmdline", "environ")) {
                Path path = Path.of("/proc", Long.toString(process.pid()), file);
                if (Files.isReadable(path)) {
                    said.add(Files.readString(path, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /// Kills it while one answer streams and another has not begun.
    private void killMidway(Process child, URI base, String key) throws Exception {
        var came = new CountDownLatch(2);
        var over = new CountDownLatch(1);
        provider.will((request, out) -> {
            came.countDown();
            if (request.text().contains("\"stream\":true")) {
                out.write(BEGUN.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            await(over);
        });
        try {
            HttpResponse<InputStream> stream =
                    http.send(
                            request(base, key, WIRES.getFirst(), "lab:m", true),
                            BodyHandlers.ofInputStream());
            assertEquals(200, stream.statusCode());
            var waiting =
                    http.sendAsync(
                            request(base, key, WIRES.getFirst(), "lab:m", false),
                            BodyHandlers.ofString());
            assertTrue(came.await(30, TimeUnit.SECONDS));

            child.toHandle().destroyForcibly(); // SIGKILL; what it said can still be read

            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
            waiting.handle((answer, broken) -> said.add(answer + " " + broken)).join();
            stream.body().close();
        } finally {
            over.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The journal that a killed gateway left is taken up by the next.
    private void startAgain(String key) throws Exception {
        Process child = program.start("serve", "--port", "0");
        try (BufferedReader out = child.inputReader();
                BufferedReader err = child.errorReader()) {
            URI base = URI.create(line(out, "listening on").replaceFirst(".*on ", ""));
            provider.willSendJson(500, "{\"error\":{\"message\":\"no\"}}");
            HttpResponse<String> answer =
                    http.send(
                            request(base, key, WIRES.getFirst(), "lab:m", false),
                            BodyHandlers.ofString());
            said.add(answer.toString() + answer.body());
            child.toHandle().destroy();
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
            out.lines().forEach(said::add);
            err.lines().forEach(said::add);
        } finally {
            child.destroyForcibly();
        }
    }

    private void assertFilesHoldNone(String accessKey) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> written = files.filter(Files::isRegularFile).toList();
            for (String name : List.of("journal.db", "understudy.log", "access.json")) {
                assertTrue(
                        written.stream().anyMatch(file -> file.endsWith(name)), written.toString());
            }
            for (Path file : written) {
                byte[] bytes = Files.readAllBytes(file);
                Canary.assertNone(CANARIES, file.toString(), bytes);
                assertFalse(
                        new String(bytes, StandardCharsets.ISO_8859_1).contains(accessKey),
                        file.toString());
            }
        }
    }

    /// The first line that holds `words`; those before it are kept.
    private String line(BufferedReader lines, String words) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(words)) {
                return line;
            }
            said.add(line);
        }
        throw new IOException("it ended without: " + words + " " + said);
    }
}
