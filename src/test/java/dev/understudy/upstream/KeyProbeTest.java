package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.model.Additions;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyAccount;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyCheck.Cause;
import dev.understudy.model.KeyStyle;
import dev.understudy.model.Provider;
import dev.understudy.model.Surface;
import dev.understudy.model.Wire;
import dev.understudy.routing.Quotas;
import dev.understudy.sandbox.SandboxServer;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class KeyProbeTest {
    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    private static final ApiKey KEY = new ApiKey("sk-canary-4f9a1c77e0b2");

    private final ScriptedProvider scripted = new ScriptedProvider();
    private final ProviderClient client = client(Connections.open());

    private static ProviderClient client(Connections connections) {
        return new ProviderClient(
                InstantSource.fixed(NOW),
                new Quotas(System::nanoTime, Duration.ofMinutes(1)),
                connections);
    }

    @AfterEach
    void stop() {
        client.close();
        scripted.close();
    }

    private KeyCheck ask(String id, URI base) throws InterruptedException {
        return client.probe().check(provider(id, base, Wire.CHAT_COMPLETIONS), Optional.of(KEY));
    }

    private static Provider provider(String id, URI base, Wire wire) {
        return new Provider(
                id,
                List.of(),
                "Lab",
                base,
                true,
                List.of(),
                List.of(),
                List.of(),
                wire == Wire.MESSAGES ? KeyStyle.X_API_KEY : KeyStyle.BEARER,
                "",
                List.of(Surface.of(wire)),
                Additions.NONE,
                Provider.Standing.LISTED,
                Provider.About.NONE);
    }

    private void will(int status, String headers, String body) {
        scripted.will((_, out) ->
                out.write(
                        "HTTP/1.1 %d X\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s"
                                .formatted(status, body.length(), headers, body)
                                .getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "401, '', '{\"error\":{\"message\":\"bad sk-canary-4f9a1c77e0b2\"}}', WRONG_KEY",
        "400, '', '{\"error\":{\"message\":\"API key not valid.\",\"status\":\"INVALID_ARGUMENT\"}}', WRONG_KEY",
        "403, '', '{\"error\":{\"message\":\"no\"}}', NOT_ALLOWED",
        "402, '', '{\"error\":{\"message\":\"no\"}}', NO_CREDIT",
        "429, '', '{\"error\":{\"code\":\"insufficient_quota\"}}', NO_CREDIT",
        "429, 'Retry-After: 60', '{\"error\":{\"message\":\"slow\"}}', RATE_LIMITED",
        "500, '', '{\"error\":{\"message\":\"oops\"}}', PROVIDER_DOWN",
        "503, '', 'gone', PROVIDER_DOWN",
        "302, 'Location: http://127.0.0.1:1/', '', NOT_A_PROVIDER",
        "200, '', '<html>hello</html>', NOT_A_PROVIDER",
        "200, '', '{\"data\":[1]}', NOT_A_PROVIDER",
        "418, '', '', NOT_A_PROVIDER"
    })
    void namesTheCause(int status, String header, String body, Cause cause)
            throws InterruptedException {
        will(status, header.isEmpty() ? "" : header + "\r\n", body);

        if (!(ask("lab", scripted.base()) instanceof KeyCheck.Fails fails)) {
            throw new AssertionError("it works");
        }
        assertEquals(cause, fails.cause(), fails.message());
        assertFalse(fails.message().contains(KEY.reveal()), fails.message());
        assertEquals(
                status == 429 && cause == Cause.RATE_LIMITED
                        ? Optional.of(NOW.plusSeconds(60))
                        : Optional.empty(),
                fails.until());
    }

    @Test
    void takesAKeyThatOpensTheList() throws InterruptedException {
        scripted.will((request, out) -> {
            boolean keyed = request.head().contains("Authorization: Bearer " + KEY.reveal());
            String body = "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}";
            out.write(
                    "HTTP/1.1 %d X\r\nConnection: close\r\n\r\n%s"
                            .formatted(keyed ? 200 : 401, body)
                            .getBytes(StandardCharsets.UTF_8));
        });

        assertEquals(Optional.of(2), models(ask("lab", scripted.base())));
    }

    @Test
    void aListForEverybodyProvesNoKey() throws InterruptedException {
        scripted.will((request, out) -> {
            boolean list = request.head().startsWith("GET ");
            out.write(
                    (list
                                    ? "HTTP/1.1 200 X\r\nConnection: close\r\n\r\n[{\"id\":\"a\"}]"
                                    : "HTTP/1.1 401 X\r\nConnection: close\r\n\r\n{\"error\":{}}")
                            .getBytes(StandardCharsets.UTF_8));
        });

        assertEquals(Cause.WRONG_KEY, cause(ask("lab", scripted.base())));
        assertTrue(scripted.received().getLast().text().contains("\"model\":\"a\""));
    }

    @Test
    void asksMessagesProvidersWithTheirVersion() throws InterruptedException {
        will(401, "", "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\"}}");

        client.probe().check(provider("lab", scripted.base(), Wire.MESSAGES), Optional.of(KEY));

        String head = scripted.received().getFirst().head();
        assertTrue(head.contains("anthropic-version: 2023-06-01"), head);
        assertTrue(head.contains("x-api-key: " + KEY.reveal()), head);
    }

    @Test
    void asksPerplexityForOneToken() throws InterruptedException {
        will(200, "", "{}");

        assertTrue(ask("perplexity", scripted.base()) instanceof KeyCheck.Works);
        assertTrue(scripted.received().getFirst().text().contains("\"max_tokens\":1"));
    }

    @Test
    void tellsOpenRoutersAccount() throws Exception {
        scripted.will((request, out) -> {
            String body =
                    request.head().startsWith("GET /v1/key ")
                            ? "{\"data\":{\"limit\":100,\"limit_remaining\":74.5,\"limit_reset\":\"monthly\",\"usage\":25.5,\"usage_daily\":1.25,\"is_free_tier\":false,\"expires_at\":\"2027-12-31T23:59:59Z\"}}"
                            : "{\"data\":{\"total_credits\":100.5,\"total_usage\":25.75}}";
            out.write(
                    ("HTTP/1.1 200 X\r\nConnection: close\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
        });

        assertEquals(
                Optional.of(
                        new KeyAccount(
                                Optional.of(new BigDecimal("100")),
                                Optional.of(new BigDecimal("74.5")),
                                Optional.of(Instant.parse("2026-04-01T00:00:00Z")),
                                Optional.of(new BigDecimal("1.25")),
                                Optional.of(new BigDecimal("74.75")),
                                Optional.of(Instant.parse("2027-12-31T23:59:59Z")),
                                false)),
                ask("openrouter", scripted.base()) instanceof KeyCheck.Works works
                        ? works.account()
                        : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "sk-sandbox-0123456789, ",
        "sk-sandbox-wrong-0123456789, WRONG_KEY",
        "sk-sandbox-broke-0123456789, NO_CREDIT",
        "sk-sandbox-limited-0123456789, RATE_LIMITED"
    })
    void triesTheSandboxInBothManners(String key, Cause cause) throws Exception {
        try (SandboxServer sandbox = SandboxServer.start(0)) {
            for (var at : List.of(sandbox.openRouterBase(), sandbox.openAiBase())) {
                KeyCheck found =
                        client.probe()
                                .check(
                                        provider(
                                                at.equals(sandbox.openRouterBase())
                                                        ? "openrouter"
                                                        : "lab",
                                                at,
                                                Wire.CHAT_COMPLETIONS),
                                        Optional.of(new ApiKey(key)));
                assertEquals(
                        cause,
                        cause == null && found instanceof KeyCheck.Works ? null : cause(found));
            }
        }
    }

    @Test
    void tellsWhereNobodyListens() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertEquals(
                Cause.NETWORK,
                cause(ask("lab", URI.create("http://127.0.0.1:%d/v1".formatted(port)))));
    }

    @Test
    void tellsANameThatNobodyKnows() throws Exception {
        DnsResolver nobody =
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        throw new UnknownHostException(host);
                    }

                    @Override
                    public String resolveCanonicalHostname(String host)
                            throws UnknownHostException {
                        throw new UnknownHostException(host);
                    }
                };
        try (var lost = client(new Connections(DefaultClientTlsStrategy.createDefault(), nobody))) {
            Provider far =
                    provider("lab", URI.create("https://far.example/v1"), Wire.CHAT_COMPLETIONS);
            assertEquals(Cause.NETWORK, cause(lost.probe().check(far, Optional.of(KEY))));
        }
    }

    @Test
    void tellsAConnectionThatBreaks() throws Exception {
        scripted.will((_, _) -> {});
        assertEquals(Cause.PROVIDER_DOWN, cause(ask("lab", scripted.base())));
    }

    @Test
    void tellsCertificatesThatCannotBeTrustedOrAreOutOfDate(@TempDir Path folder) throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[]";
        try (var server = new SecureServer(folder, "ip:127.0.0.1", answer)) {
            assertEquals(Cause.UNTRUSTED, cause(ask("lab", server.base())));
        }
        for (String start : List.of("-10d", "+10d")) {
            Path other = folder.resolve("at" + start.charAt(0));
            Files.createDirectory(other);
            try (var server = SecureServer.validFor(other, start, 5, answer);
                    var trusting =
                            client(
                                    new Connections(
                                            new DefaultClientTlsStrategy(server.trust()),
                                            SystemDefaultDnsResolver.INSTANCE))) {
                assertEquals(
                        Cause.CLOCK,
                        cause(
                                trusting.probe()
                                        .check(
                                                provider(
                                                        "lab",
                                                        server.base(),
                                                        Wire.CHAT_COMPLETIONS),
                                                Optional.of(KEY))));
            }
        }
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI base = URI.create("http://127.0.0.1:%d/v1".formatted(silent.getLocalPort()));
            var ended = new CompletableFuture<InterruptedException>();
            Thread asking =
                    Thread.ofVirtual() // as the console and the command line ask
                            .start(() ->
                                    ended.complete(
                                            assertThrows(
                                                    InterruptedException.class,
                                                    () -> ask("lab", base))));
            silent.accept(); // it is on its way

            asking.interrupt();

            ended.get(5, TimeUnit.SECONDS); // half of the time that it would take
        }
    }

    private static Cause cause(KeyCheck check) {
        if (check instanceof KeyCheck.Fails fails) {
            return fails.cause();
        }
        throw new AssertionError("it works");
    }

    private static Optional<Integer> models(KeyCheck check) {
        return check instanceof KeyCheck.Works works ? works.models() : Optional.empty();
    }
}
