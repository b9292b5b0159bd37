package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.gateway.Http;
import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.TestGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What others do wrong with answers that break, stall or hide an error.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrokenStreamBugsTest {
    private static final String HALF = Chunks.text("half of ") + Chunks.text("an answer");

    private final ScriptedProvider provider = new ScriptedProvider();
    private TestGateway gateway;
    private Http http;

    @BeforeAll
    void start() {
        gateway =
                TestGateway.start(
                        """
                        first_token_timeout: 1s
                        stream_idle_timeout: 1s
                        total_timeout: 2s
                        providers:
                          - { id: lab, base_url: "%s" }
                          - { id: closed, base_url: "http://127.0.0.1:1/v1" }
                        """
                                .formatted(provider.base()));
        http = new Http(gateway);
    }

    @BeforeEach
    void reset() {
        gateway.sandbox().reset();
    }

    @AfterAll
    void stop() {
        http.close();
        gateway.close();
        provider.close();
    }

    @ParameterizedTest
    @EnumSource
    void bug01_aTruncatedStreamIsNeverDeliveredAsSuccess(CallerWire wire) throws Exception {
        byte[] half = HALF.getBytes(StandardCharsets.UTF_8);
        for (boolean ended : new boolean[] {true, false}) {
            for (boolean streaming : new boolean[] {true, false}) {
                if (ended) {
                    provider.willSplit(half, 50);
                } else {
                    provider.willCut(half, half.length - 20);
                }

                HttpResponse<String> answer = send(wire, wire.ask(streaming, "lab:m"));

                assertFalse(answer.statusCode() == 200 && wire.whole(answer.body()), answer.body());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error-in-200-first",
                "error-in-200-after-text",
                "drop-after-3",
                "reset-after-3",
                "hang-after-3",
                "bad-json",
                "wrong-content-type",
                "html-200",
                "empty"
            })
    void bug02_whatBreaksInsideA200GoesOnToTheNextTarget(String fault) throws Exception {
        for (boolean streaming : new boolean[] {true, false}) {
            var answer =
                    send(
                            CallerWire.CHAT,
                            CallerWire.CHAT.ask(streaming, "sandbox:" + fault, "sandbox:text-8"));

            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(CallerWire.CHAT.whole(answer.body()), answer.body());
            assertTrue(CallerWire.CHAT.text(answer.body()).split(" ").length >= 8, answer.body());
        }
    }

    @Test
    void bug02_oneMalformedEventIsDroppedAndTheAnswerGoesOn() throws Exception {
        provider.willStream(
                HALF
                        + "data: {\"choices\":[{\n\n"
                        + Chunks.text("!")
                        + Chunks.stop()
                        + Chunks.DONE);

        var answer = send(CallerWire.CHAT, CallerWire.CHAT.ask(true, "lab:m"));

        assertEquals("half of an answer!", Http.text(answer.body()));
        assertTrue(CallerWire.CHAT.whole(answer.body()), answer.body());
    }

    /// The sandbox's `noprefill` model refuses a conversation that ends with the assistant.
    @Test
    void bug03_carryingOnAsksAsTheUserAndLosesAndRepeatsNoLetter() throws Exception {
        var whole = send(CallerWire.CHAT, CallerWire.CHAT.ask(true, "sandbox:fb-ok-noprefill"));
        var broken =
                send(
                        CallerWire.CHAT,
                        CallerWire.CHAT.ask(
                                true, "sandbox:fb-s14-stream-cut", "sandbox:fb-ok-noprefill"));

        assertEquals(Http.text(whole.body()), Http.text(broken.body()));
        assertTrue(CallerWire.CHAT.whole(broken.body()), broken.body());
        assertEquals(
                "user",
                Http.json(gateway.sandbox().requests().getLast().body())
                        .path("messages")
                        .valueStream()
                        .toList()
                        .getLast()
                        .path("role")
                        .asString());
    }

    @Test
    void bug05_headersThatNeverComeHangNoRequest() throws Exception {
        var rescued =
                send(
                        CallerWire.CHAT,
                        CallerWire.CHAT.ask(true, "sandbox:hang-headers", "sandbox:text-2"));
        var alone = send(CallerWire.CHAT, CallerWire.CHAT.ask(true, "sandbox:hang-headers"));

        assertEquals("sandbox:text-2", header(rescued, "understudy-model"));
        assertEquals(504, alone.statusCode());
        assertEquals("provider_timeout", Http.json(alone.body()).at("/error/code").asString());
    }

    static Stream<Arguments> faultsOnWires() {
        return Stream.of(
                        "sandbox:drop-before",
                        "sandbox:reset-before",
                        "sandbox:error-500",
                        "sandbox:error-429-bare",
                        "sandbox:html-502",
                        "sandbox:html-200",
                        "sandbox:empty",
                        "sandbox:bad-json",
                        "sandbox:error-in-200-first",
                        "closed:m")
                .flatMap(fault ->
                        Stream.of(CallerWire.values()).map(wire -> Arguments.of(fault, wire)));
    }

    @ParameterizedTest
    @MethodSource("faultsOnWires")
    void bug17_everyFaultIsToldInTheCallersWireAndNeverWithA200(String model, CallerWire wire)
            throws Exception {
        for (boolean streaming : new boolean[] {true, false}) {
            var answer = send(wire, wire.ask(streaming, model));

            assertTrue(answer.statusCode() >= 400, answer.body());
            var root = Http.json(answer.body());
            assertTrue(root.at("/error/message").asString("").length() > 10, answer.body());
            assertTrue(root.at("/error/type").isString(), answer.body());
            assertTrue(root.at("/error/code").asString("").startsWith("provider_"), answer.body());
            assertEquals(
                    wire == CallerWire.MESSAGES ? "error" : "",
                    root.path("type").asString(""),
                    answer.body());
        }
    }

    @Test
    void bug20_theIdAndTheModelStayTheSameThroughoutAStreamEvenIfAnotherTargetCarriesItOn()
            throws Exception {
        var answer =
                send(
                        CallerWire.CHAT,
                        CallerWire.CHAT.ask(true, "sandbox:drop-after-3", "sandbox:text-20"));

        List<String> ids =
                Http.data(answer.body()).stream()
                        .filter(data -> !data.equals("[DONE]"))
                        .map(data ->
                                Http.json(data).path("id").asString()
                                        + Http.json(data).path("model").asString())
                        .distinct()
                        .toList();
        assertEquals(1, ids.size(), ids.toString());
    }

    @ParameterizedTest
    @EnumSource
    void bug20_errorsTellNothingOfOurInsides(CallerWire wire) throws Exception {
        for (String body : List.of("", "{", "[]", "{\"model\":1}", wire.ask(false, "closed:m"))) {
            String error = send(wire, body).body().toLowerCase(Locale.ROOT);

            for (String inside :
                    List.of("exception", "java", "dev.understudy", "at org.", "jetty", "/home/")) {
                assertFalse(error.contains(inside), error);
            }
            assertTrue(Http.json(error).path("error").isObject(), error);
        }
    }

    private HttpResponse<String> send(CallerWire wire, String body) throws Exception {
        return http.send(http.to(wire.path()).POST(BodyPublishers.ofString(body)).build());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
