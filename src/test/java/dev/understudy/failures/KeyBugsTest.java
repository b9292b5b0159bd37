package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.gateway.Http;
import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.ScriptedProvider.Received;
import dev.understudy.gateway.TestGateway;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What others do wrong with limits, refused keys, and targets that are down.
@Timeout(60)
final class KeyBugsTest {
    private final ScriptedProvider provider = new ScriptedProvider();
    private final ScriptedProvider second = new ScriptedProvider();

    /// The keys that are refused, and with what.
    private final Map<String, String> refused = new ConcurrentHashMap<>();

    private final TestGateway gateway =
            TestGateway.patient(
                    """
                    only_allow_configured_models: true
                    providers:
                      - id: lab
                        base_url: "%s"
                        models: [{ id: m }]
                      - id: spare
                        base_url: "%s"
                        models: [{ id: m }]
                      - id: one
                        base_url: "%1$s"
                        api_keys: [{ id: only, value: key-only-0001 }]
                        models: [{ id: m }]
                      - id: two
                        base_url: "%1$s"
                        api_keys: [{ id: a, value: key-a-0001 }, { id: b, value: key-b-0001 }]
                        models: [{ id: m }]
                    chains:
                      - { id: support, targets: ["lab:m", "spare:m"] }
                    """
                            .formatted(provider.base(), second.base()));
    private final Http http = new Http(gateway);

    KeyBugsTest() {
        second.will(new ThreeWires());
    }

    @AfterEach
    void stop() {
        http.close();
        gateway.close();
        provider.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void bug08_aTargetThatFailsIsNotAskedAgainAndAgain(int status) throws Exception {
        provider.willSendJson(status, "{\"error\":{\"message\":\"no\"}}");

        for (int i = 0; i < 20; i++) {
            assertEquals("spare:m", servedBy(ask("support")));
        }

        assertTrue(
                provider.received().size() <= 4,
                "asked %d times in 20 requests".formatted(provider.received().size()));
    }

    @Test
    void bug08_aLimitInTheMiddleOfAStreamEndsInAFewAttempts() throws Exception {
        provider.willStream(Chunks.text("half") + Chunks.error(429, "slow down"));

        HttpResponse<String> answer =
                http.chat(CallerWire.CHAT.ask(true, "lab:m", "one:m", "two:m"));

        assertFalse(CallerWire.CHAT.whole(answer.body()), answer.body());
        assertTrue(
                provider.received().size() <= 10,
                "asked %d times".formatted(provider.received().size()));
    }

    @Test
    void bug09_aKeyThatWasRefusedIsTriedAgainWhereNoOtherIsLeft() throws Exception {
        provider.will(this::judge);
        refuse("key-only-0001", 401);
        assertEquals(401, ask("one:m").statusCode());

        refused.clear();

        assertEquals(200, ask("one:m").statusCode());
    }

    @Test
    void bug09_aKeyThatAnswersAgainIsTheFirstAgain() throws Exception {
        provider.will(this::judge);
        refuse("key-a-0001", 401);
        assertEquals(200, ask("two:m").statusCode());
        refused.clear();
        refuse("key-b-0001", 401);
        assertEquals(200, ask("two:m").statusCode());

        provider.will(this::judge);
        assertEquals(200, ask("two:m").statusCode());

        assertEquals(List.of("key-a-0001"), keys());
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After: 1, 1000",
        "retry-after-ms: 400, 400",
        "x-ratelimit-reset-requests: 400ms, 400",
        "Retry-After: DATE, 1000"
    })
    void bug10_theWaitThatIsAskedForIsKept(String header, int millis) throws Exception {
        var times = new java.util.concurrent.CopyOnWriteArrayList<Long>();
        provider.will((request, out) -> {
            times.add(System.nanoTime());
            if (times.size() == 1) {
                refusal(429, header.replace("DATE", inTwoSeconds())).play(request, out);
            } else {
                new ThreeWires().play(request, out);
            }
        });

        assertEquals(200, ask("one:m").statusCode());

        assertEquals(2, times.size());
        Duration waited = Duration.ofNanos(times.get(1) - times.get(0));
        assertTrue(waited.toMillis() >= millis, waited.toString());
    }

    @Test
    void bug18_nothingHoldsASessionToATargetThatIsDown() throws Exception {
        provider.will(new ThreeWires());
        assertEquals("lab:m", servedBy(session()));

        provider.willSend("");

        assertEquals("spare:m", servedBy(session()));
        assertEquals("spare:m", servedBy(session()));
    }

    @Test
    void bug22_aChainLeadsToItsTargetsWhoeverMayNotNameThem() throws Exception {
        try (var strict =
                        TestGateway.start(
                                """
                                only_allow_configured_models: true
                                providers:
                                  - { id: lab, base_url: "%s", models: [{ id: gone }] }
                                  - { id: spare, base_url: "%s", models: [{ id: hidden }] }
                                chains:
                                  - { id: support, targets: ["lab:gone", "spare:hidden"] }
                                """
                                        .formatted(provider.base(), second.base()));
                var calls = new Http(strict)) {
            provider.willSendJson(404, "{\"error\":{\"message\":\"model not found\"}}");

            HttpResponse<String> answer = calls.chat(Http.prompt("support", ""));

            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals("spare:hidden", servedBy(answer));
            assertEquals(403, calls.chat(Http.prompt("spare:other", "")).statusCode());
        }
    }

    private HttpResponse<String> ask(String model) throws IOException, InterruptedException {
        return http.chat(Http.prompt(model, ""));
    }

    /// A turn of a conversation that says which one it is in every way in use.
    private HttpResponse<String> session() throws IOException, InterruptedException {
        return http.send(
                http.to("/v1/chat/completions")
                        .header("X-Session-Id", "s-1")
                        .header("session_id", "s-1")
                        .POST(
                                java.net.http.HttpRequest.BodyPublishers.ofString(
                                        Http.prompt(
                                                "support",
                                                ",\"user\":\"u-1\",\"prompt_cache_key\":\"s-1\",\"metadata\":{\"session_id\":\"s-1\"}")))
                        .build());
    }

    private void refuse(String key, int status) {
        refused.put(key, Integer.toString(status));
    }

    private void judge(Received request, java.io.OutputStream out) throws IOException {
        String status = refused.get(key(request));
        if (status == null) {
            new ThreeWires().play(request, out);
        } else {
            refusal(Integer.parseInt(status), "X-A: b").play(request, out);
        }
    }

    private static ScriptedProvider.Script refusal(int status, String header) {
        return (_, out) ->
                out.write(
                        "HTTP/1.1 %d No\r\nConnection: close\r\n%s\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                                .formatted(status, header)
                                .getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> keys() {
        return provider.received().stream().map(KeyBugsTest::key).toList();
    }

    private static String key(Received request) {
        return request.head()
                .lines()
                .filter(line -> line.startsWith("Authorization: Bearer "))
                .map(line -> line.substring(22))
                .collect(Collectors.joining());
    }

    private static String servedBy(HttpResponse<String> answer) {
        return answer.headers().firstValue("understudy-model").orElse(answer.body());
    }

    private static String inTwoSeconds() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(2).atOffset(ZoneOffset.UTC));
    }
}
