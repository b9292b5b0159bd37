package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.gateway.Http;
import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.TestGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What others get wrong between the wires: usage nobody asked for, tool calls mixed up, reasoning
/// lost or sent to a stranger, ids that change.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WireBugsTest {
    private static final List<String> PROVIDERS = List.of("chat:m", "responses:m", "claude:m");

    /// A provider of one wire and a caller of another, or the same.
    record Way(String model, CallerWire caller) {}

    private final ScriptedProvider provider = new ScriptedProvider();
    private TestGateway gateway;
    private Http http;

    static Stream<Way> ways() {
        return PROVIDERS.stream()
                .flatMap(model ->
                        Arrays.stream(CallerWire.values()).map(wire -> new Way(model, wire)));
    }

    @BeforeAll
    void start() {
        gateway = TestGateway.start(ThreeWires.settings(provider));
        http = new Http(gateway);
    }

    @AfterAll
    void stop() {
        http.close();
        gateway.close();
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({
        "responses:m, openai-responses-after-tool-result, 278, 9",
        "claude:m, anthropic-messages-text, 15, 9"
    })
    void bug11_chatCallersAreToldUsageIfTheyAskAndInAChunkOfItsOwn(
            String model, String recording, int input, int output) throws Exception {
        provider.willStream(CallerWire.recorded(recording));
        List<JsonNode> asked = chunks(chat(model, ",\"stream_options\":{\"include_usage\":true}"));
        provider.willStream(CallerWire.recorded(recording));
        List<JsonNode> declined =
                chunks(chat(model, ",\"stream_options\":{\"include_usage\":false}"));
        provider.willStream(CallerWire.recorded(recording));
        List<JsonNode> silent = chunks(chat(model, ""));

        JsonNode last = asked.getLast();
        assertTrue(
                last.path("choices").isArray() && last.path("choices").isEmpty(), last.toString());
        assertEquals(input, last.at("/usage/prompt_tokens").asInt());
        assertEquals(output, last.at("/usage/completion_tokens").asInt());
        assertEquals(input + output, last.at("/usage/total_tokens").asInt());
        assertEquals(1, asked.stream().filter(chunk -> chunk.has("usage")).count());
        assertEquals(0, declined.stream().filter(chunk -> chunk.has("usage")).count());
        assertEquals(0, silent.stream().filter(chunk -> chunk.has("usage")).count());
    }

    @ParameterizedTest
    @EnumSource
    void bug12_callsWhosePiecesAlternateReachEveryCallerApart(CallerWire caller) throws Exception {
        provider.willStream(
                Chunks.calls(
                                "{\"index\":0,\"id\":\"c0\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}")
                        + Chunks.calls(
                                "{\"index\":1,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}")
                        + Chunks.calls("{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}")
                        + Chunks.calls("{\"index\":1,\"function\":{\"arguments\":\"{\\\"b\\\":\"}}")
                        + Chunks.calls("{\"index\":0,\"function\":{\"arguments\":\"1}\"}}")
                        + Chunks.calls("{\"index\":1,\"function\":{\"arguments\":\"2}\"}}")
                        + Chunks.finish("tool_calls")
                        + Chunks.DONE);

        String answer = ask(caller, caller.ask(true, "chat:m"));

        assertEquals(List.of("c0 f {\"a\":1}", "c1 g {\"b\":2}"), calls(caller, answer));
    }

    @Test
    void bug12_reasoningBeforeACallGoesBackToAModelThatWantsItOnAnotherWire() throws Exception {
        provider.will(new ThreeWires());

        ask(
                CallerWire.MESSAGES,
                """
                {"model":"chat:deepseek-reasoner","max_tokens":9,"messages":[{"role":"user","content":"a"},
                 {"role":"assistant","content":[{"type":"thinking","thinking":"so it is","signature":""},{"type":"tool_use","id":"t","name":"f","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"b"}]}]}
                """);

        assertEquals("so it is", sent().at("/messages/1/reasoning_content").asString(""));
    }

    @Test
    void bug12_aCallMadeByOneProviderIsKnownAgainByTheNext() throws Exception {
        provider.will(new ThreeWires());

        http.chat(
                """
                {"model":"chat:mistral-small-latest","messages":[{"role":"user","content":"a"},
                 {"role":"assistant","content":null,"tool_calls":[{"id":"call_ZR5UUuTt3pf61kjwAJIYdVMj","type":"function","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"call_ZR5UUuTt3pf61kjwAJIYdVMj","content":"b"}]}
                """);

        String id = sent().at("/messages/1/tool_calls/0/id").asString("");
        assertTrue(id.matches("[A-Za-z0-9]{9}"), id);
        assertEquals(id, sent().at("/messages/2/tool_call_id").asString(""));
    }

    @Test
    void bug12_reasoningThatOneMakerSealedIsSentToNoOtherWhenAnotherTargetAnswers()
            throws Exception {
        String sealed =
                "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds5RSu8CmkAmTbS8YFzHGJkY0Qw==";
        for (String other : List.of("claude:MiniMax-M2", "chat:m", "responses:gpt-5")) {
            provider.will(new ThreeWires());

            ask(
                    CallerWire.MESSAGES,
                    """
                    {"model":"%s","max_tokens":9,"messages":[{"role":"user","content":"a"},
                     {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"%s"},{"type":"text","text":"b"}]},
                     {"role":"user","content":"c"}]}
                    """
                            .formatted(other, sealed));

            assertFalse(sent().toString().contains(sealed), other);
        }
        provider.will(new ThreeWires());
        ask(
                CallerWire.MESSAGES,
                """
                {"model":"claude:claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"user","content":"a"},
                 {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"%s"},{"type":"text","text":"b"}]},
                 {"role":"user","content":"c"}]}
                """
                        .formatted(sealed));
        assertTrue(sent().toString().contains(sealed));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void bug20_aStreamHasOneIdAndOneModelWhateverTheWires(Way way) throws Exception {
        provider.will(new ThreeWires());

        String answer = ask(way.caller(), way.caller().ask(true, way.model()));

        List<JsonNode> named = new ArrayList<>();
        for (JsonNode event : chunks(answer)) {
            JsonNode frame =
                    switch (way.caller()) {
                        case CHAT -> event;
                        case RESPONSES -> event.path("response");
                        case MESSAGES -> event.path("message");
                    };
            if (frame.has("id")) {
                named.add(frame);
            }
        }
        assertFalse(named.isEmpty(), answer);
        assertEquals(1, named.stream().map(node -> node.path("id")).distinct().count(), answer);
        assertEquals(
                1,
                named.stream()
                        .map(node -> node.path("model"))
                        .distinct()
                        .filter(model -> model.asString("").equals("m"))
                        .count(),
                answer);
        assertTrue(way.caller().whole(answer), answer);
    }

    private String chat(String model, String more) throws Exception {
        return http.chat(Http.prompt(model, ",\"stream\":true" + more)).body();
    }

    private String ask(CallerWire caller, String body) throws Exception {
        return http.send(http.to(caller.path()).POST(BodyPublishers.ofString(body)).build()).body();
    }

    private JsonNode sent() {
        return Http.json(provider.received().getLast().text());
    }

    private static List<JsonNode> chunks(String answer) {
        return Http.data(answer).stream()
                .filter(data -> !data.equals("[DONE]"))
                .map(Http::json)
                .toList();
    }

    /// Each call's id, name and arguments, as a caller puts them together.
    private static List<String> calls(CallerWire caller, String answer) {
        var calls = new TreeMap<Integer, String>();
        for (JsonNode event : chunks(answer)) {
            switch (caller) {
                case CHAT ->
                        event.at("/choices/0/delta/tool_calls")
                                .forEach(call ->
                                        add(
                                                calls,
                                                call.path("index").asInt(),
                                                call.path("id"),
                                                call.at("/function/name"),
                                                call.at("/function/arguments")));
                case RESPONSES ->
                        add(
                                calls,
                                event.path("output_index").asInt(0),
                                event.path("type").asString("").endsWith("item.added")
                                        ? event.at("/item/call_id")
                                        : event.path("none"),
                                event.path("type").asString("").endsWith("item.added")
                                        ? event.at("/item/name")
                                        : event.path("none"),
                                event.path("type").asString("").endsWith("arguments.delta")
                                        ? event.path("delta")
                                        : event.path("none"));
                case MESSAGES ->
                        add(
                                calls,
                                event.path("index").asInt(0),
                                event.at("/content_block/id"),
                                event.at("/content_block/name"),
                                event.at("/delta/partial_json"));
            }
        }
        return List.copyOf(calls.values());
    }

    private static void add(
            Map<Integer, String> calls, int index, JsonNode id, JsonNode name, JsonNode piece) {
        if (!id.asString("").isEmpty()) {
            calls.put(index, id.asString() + " " + name.asString() + " ");
        }
        calls.computeIfPresent(index, (_, said) -> said + piece.asString(""));
    }
}
