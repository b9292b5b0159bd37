package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A caller's own provider key: where it goes, and where it never does. Bug 16 of other gateways: a
/// caller's token sent to another vendor on failover.
@Timeout(60)
final class CallersKeyTest {
    private static final String KEY = "sk-callers-own-0123456789";
    private static final String WHOLE =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";
    private static final String CUT =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}]}\n\n";
    private static final String MESSAGE =
            "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";

    private final ScriptedProvider bare = new ScriptedProvider();
    private final ScriptedProvider other = new ScriptedProvider();
    private final ScriptedProvider kept = new ScriptedProvider();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(bare, other, kept));

    CallersKeyTest() {
        Stream.of(bare, other, kept).forEach(provider -> provider.willSendJson(200, WHOLE));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    @Test
    void goesToAProviderWithoutAStoredKey() throws Exception {
        Http http = start("");

        var response = http.send(with(http, "bare:m", "").build());

        assertEquals(200, response.statusCode(), response.body());
        assertEquals(List.of("Bearer " + KEY), sent(bare, "authorization"));
        assertEquals(List.of(), sent(bare, "understudy-access-key"));
        assertFalse(heads(bare).contains("us-"), heads(bare));
    }

    @Test
    void goesToABuiltInProviderThatNeedsOne() throws Exception {
        Http http = start("");

        var response = http.send(with(http, "openrouter:fake/text-1", "").build());

        assertEquals(200, response.statusCode(), response.body());
    }

    @Test
    void goesInTheHeaderThatTheProviderReads() throws Exception {
        Http http = start("");
        bare.willSendJson(200, MESSAGE);

        http.send(messages(http, KEY).build());
        http.send(messages(http, "sk-ant-oat01-token").build());

        assertEquals(List.of(KEY), sent(bare, "x-api-key"));
        assertEquals(List.of("Bearer sk-ant-oat01-token"), sent(bare, "authorization"));
    }

    @Test
    void goesAlongWithoutAnAccessKeyWhereAccessIsOpen() throws Exception {
        Http http = start("server: { access: open }");

        http.send(bearer(http, KEY, "bare:m", ""));

        assertEquals(List.of("Bearer " + KEY), sent(bare, "authorization"));
    }

    @Test
    void neverGoesToAProviderWithAStoredKey() throws Exception {
        Http http = start("");

        http.send(with(http, "kept:m", "").build());

        assertEquals(List.of("Bearer sk-stored-0123456789"), sent(kept, "authorization"));
        assertFalse(heads(kept).contains(KEY));
    }

    @Test
    void bug16_neverGoesToAnotherProviderOnFailover() throws Exception {
        Http http = start("");
        bare.willSendJson(500, "{}");
        other.willSendJson(500, "{}");

        var response =
                http.send(with(http, "bare:m", ",\"models\":[\"other:m\",\"kept:m\"]").build());

        assertEquals("kept:m", response.headers().firstValue("understudy-model").orElse(""));
        assertFalse(other.received().isEmpty());
        assertEquals(List.of(), sent(other, "authorization"));
        assertFalse((heads(other) + heads(kept)).contains(KEY));
    }

    @Test
    void neverGoesToTheOneThatCarriesABrokenStreamOn() throws Exception {
        Http http = start("");
        bare.willCut(CUT.getBytes(java.nio.charset.StandardCharsets.UTF_8), CUT.length());

        http.send(with(http, "bare:m", ",\"models\":[\"other:m\"],\"stream\":true").build());

        assertEquals(List.of("Bearer " + KEY), sent(bare, "authorization"));
        assertFalse(other.received().isEmpty());
        assertFalse(heads(other).contains(KEY));
    }

    @Test
    void neverGoesToTheOneThatIsAskedBesideASlowOne() throws Exception {
        Http http =
                start(
                        "chains: [{ id: pair, targets: [\"bare:m\", \"other:m\"], hedge_after: 1ms }]");
        bare.will((_, _) -> {
            while (other.received().isEmpty()) {
                Thread.onSpinWait();
            }
        });

        var response = http.send(with(http, "pair", "").build());

        assertEquals(200, response.statusCode(), response.body());
        assertEquals(Set.of("Bearer " + KEY), Set.copyOf(sent(bare, "authorization")));
        assertFalse(heads(other).contains(KEY));
    }

    @Test
    void goesToEachModelOfTheFirstProviderNamed() throws Exception {
        Http http = start("");
        bare.willSendJson(404, "{}");

        http.send(with(http, "bare:m", ",\"models\":[\"other:m\",\"bare:n\"]").build());
        assertEquals(List.of("Bearer " + KEY), sent(bare, "authorization"));

        other.willSendJson(404, "{}");
        http.send(with(http, "bare:o", ",\"models\":[\"other:o\",\"bare:p\"]").build());
        assertEquals(
                List.of("Bearer " + KEY, "Bearer " + KEY, "Bearer " + KEY),
                sent(bare, "authorization"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off:m", "nobody/knows", "nobody:knows", "auto", "half"})
    void neverGoesToWhoComesFirstInPlaceOfTheOneThatWasNamed(String model) throws Exception {
        Http http = start("chains: [{ id: half, targets: [\"off:m\", \"other:m\"] }]");

        http.send(with(http, model, ",\"models\":[\"other:m\"]").build());

        assertFalse(other.received().isEmpty());
        assertFalse((heads(bare) + heads(other) + heads(kept)).contains(KEY));
    }

    @Test
    void neverGoesToWhoeversTurnItIsInAChain() throws Exception {
        Http http =
                start(
                        "chains: [{ id: split, targets: [\"bare:m\", \"other:m\"], weights: [1, 1] }]");

        for (int i = 0; i < 4; i++) {
            http.send(with(http, "split", "").build());
        }

        assertEquals(2, other.received().size());
        assertEquals(List.of("Bearer " + KEY, "Bearer " + KEY), sent(bare, "authorization"));
        assertFalse(heads(other).contains(KEY));
    }

    @Test
    void goesToTheFirstOfAChainThoughALaterOneIsSwitchedOff() throws Exception {
        Http http = start("chains: [{ id: half, targets: [\"bare:m\", \"off:m\"] }]");

        http.send(with(http, "half", "").build());

        assertEquals(List.of("Bearer " + KEY), sent(bare, "authorization"));
    }

    @Test
    void isNeverOneOfOurAccessKeys() throws Exception {
        TestGateway open = gateway("server: { access: open }");
        Http http = http(open);
        for (String own : List.of(open.key(), "us-another-gateways", "US-shouted")) {
            http.send(bearer(http, own, "bare:m", ""));
        }
        Http closed = start("");
        closed.send(
                closed.to("/v1/chat/completions")
                        .POST(BodyPublishers.ofString(Http.prompt("bare:m", "")))
                        .build());
        TestGateway two = gateway("");
        Http both = http(two);
        both.send(
                both.to("/v1/chat/completions")
                        .header("Understudy-Access-Key", two.key())
                        .POST(BodyPublishers.ofString(Http.prompt("bare:m", "")))
                        .build());

        assertEquals(5, bare.received().size());
        assertEquals(List.of(), sent(bare, "authorization"));
        assertFalse(heads(bare).contains("us-"), heads(bare));
    }

    @Test
    void comesFromAuthorizationAlone() throws Exception {
        TestGateway closed = gateway("");
        Http http = http(closed);
        http.send(
                http.to("/v1/chat/completions")
                        .setHeader("Authorization", "Bearer " + KEY)
                        .header("x-api-key", closed.key())
                        .POST(BodyPublishers.ofString(Http.prompt("bare:m", "")))
                        .build());
        Http open = start("server: { access: open }");
        open.send(
                open.to("/v1/chat/completions")
                        .setHeader("Authorization", "")
                        .header("x-api-key", KEY)
                        .header("api-key", KEY)
                        .header("Proxy-Authorization", "Bearer " + KEY)
                        .POST(BodyPublishers.ofString(Http.prompt("bare:m", "")))
                        .build());

        assertEquals(2, bare.received().size());
        assertFalse(heads(bare).contains(KEY), heads(bare));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic c2s6c2s=",
                "Bearer",
                "Bearer ",
                "sk-callers-own-0123456789",
                "Bearer sk-one sk-two",
                "Bearer sk-one, Bearer sk-two"
            })
    void isNothingButOneBearer(String authorization) throws Exception {
        Http http = start("server: { access: open }");

        http.send(
                http.to("/v1/chat/completions")
                        .setHeader("Authorization", authorization)
                        .POST(BodyPublishers.ofString(Http.prompt("bare:m", "")))
                        .build());

        assertEquals(1, bare.received().size());
        assertEquals(List.of(), sent(bare, "authorization"));
    }

    @Test
    void isNotOneOfTwo() throws Exception {
        Http http = start("server: { access: open }");

        http.send(
                http.to("/v1/chat/completions")
                        .header("Authorization", "Bearer " + KEY)
                        .POST(BodyPublishers.ofString(Http.prompt("bare:m", "")))
                        .build());

        assertEquals(List.of(), sent(bare, "authorization"));
    }

    @Test
    void isOfNoAvailWithAWrongAccessKey() throws Exception {
        Http http = start("");

        var response =
                http.send(
                        with(http, "bare:m", "")
                                .setHeader("Understudy-Access-Key", "us-wrong")
                                .build());

        assertEquals(401, response.statusCode());
        assertEquals(List.of(), bare.received());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 429})
    void thatIsBadMakesNothingRestForOthers(int status) throws Exception {
        Http http = start("");
        bare.willSendJson(status, "{}");
        var first = http.send(with(http, "bare:m", ",\"models\":[\"other:m\"]").build());
        bare.willSendJson(200, WHOLE);

        var second = http.send(with(http, "bare:m", ",\"models\":[\"other:m\"]").build());

        assertEquals("other:m", first.headers().firstValue("understudy-model").orElse(""));
        assertEquals("bare:m", second.headers().firstValue("understudy-model").orElse(""));
    }

    @Test
    void isToldItsProvidersLimits() throws Exception {
        Http http = start("");
        String[] limits = {
            "X-RateLimit-Remaining-Requests: 7",
            "anthropic-ratelimit-tokens-reset: 2026-01-01T00:00:00Z",
            "RateLimit: \"default\";r=50",
            "Set-Cookie: a=b",
            "x-ratelimitless: no"
        };
        for (ScriptedProvider provider : List.of(bare, other, kept)) {
            provider.willSendJson(200, WHOLE, limits);
        }

        HttpResponse<String> own = http.send(with(http, "bare:m", "").build());
        HttpResponse<String> stored = http.send(with(http, "kept:m", "").build());
        bare.willSendJson(500, "{}", limits);
        HttpResponse<String> anothers =
                http.send(with(http, "bare:m", ",\"models\":[\"other:m\"]").build());

        assertEquals(
                List.of(
                        "anthropic-ratelimit-tokens-reset",
                        "ratelimit",
                        "x-ratelimit-remaining-requests"),
                limits(own));
        assertEquals("7", own.headers().firstValue("x-ratelimit-remaining-requests").orElse(""));
        assertEquals(List.of(), limits(stored));
        assertEquals(List.of(), limits(anothers));
    }

    @Test
    void isToldTheLimitsOfAStreamToo() throws Exception {
        Http http = start("");
        bare.willSend(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nx-ratelimit-limit-tokens: 9\r\nConnection: close\r\n\r\n"
                        + CUT.replace("\"finish_reason\":null", "\"finish_reason\":\"stop\""));

        var response = http.send(with(http, "bare:m", ",\"stream\":true").build());

        assertEquals(List.of("x-ratelimit-limit-tokens"), limits(response));
    }

    private static List<String> limits(HttpResponse<?> response) {
        return response.headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.contains("ratelimit") || name.contains("cookie"))
                .sorted()
                .toList();
    }

    private Http start(String yaml) {
        return http(gateway(yaml));
    }

    private Http http(TestGateway gateway) {
        var http = new Http(gateway);
        opened.add(http);
        accessKey = gateway.key();
        return http;
    }

    private String accessKey = "";

    private TestGateway gateway(String yaml) {
        TestGateway gateway =
                TestGateway.start(
                        """
                        %s
                        providers:
                          - id: bare
                            base_url: "%s"
                            supported_api_surfaces:
                              - { format: anthropic, surface: messages }
                              - { format: openai, surface: chat-completions }
                          - { id: other, base_url: "%s" }
                          - { id: kept, base_url: "%s", api_keys: [{ value: sk-stored-0123456789 }] }
                          - { id: "off", base_url: "%s", disabled: true }
                        """
                                .formatted(
                                        yaml, bare.base(), other.base(), kept.base(), other.base()),
                        java.util.Map.of());
        opened.add(gateway);
        return gateway;
    }

    /// With an access key in its own header, and a provider key in the usual one.
    private HttpRequest.Builder with(Http http, String model, String more) {
        return http.to("/v1/chat/completions")
                .setHeader("Authorization", "Bearer " + KEY)
                .header("Understudy-Access-Key", accessKey)
                .POST(BodyPublishers.ofString(Http.prompt(model, more)));
    }

    private HttpRequest.Builder messages(Http http, String key) {
        return http.to("/v1/messages")
                .setHeader("Authorization", "Bearer " + key)
                .header("Understudy-Access-Key", accessKey)
                .POST(BodyPublishers.ofString(Http.prompt("bare:m", ",\"max_tokens\":9")));
    }

    private static HttpRequest bearer(Http http, String key, String model, String more) {
        return http.to("/v1/chat/completions")
                .setHeader("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString(Http.prompt(model, more)))
                .build();
    }

    private static String heads(ScriptedProvider provider) {
        return String.join("\n", provider.received().stream().map(r -> r.head()).toList());
    }

    /// The values of a header in all the requests that a provider got.
    private static List<String> sent(ScriptedProvider provider, String header) {
        return heads(provider)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(header + ":"))
                .map(line -> line.substring(header.length() + 1).strip())
                .toList();
    }
}
