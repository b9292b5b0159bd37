package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// What no recording shows: pieces of answers that alternate, seals, likelihoods, several answers
/// at once.
final class AnswerPiecesTest {
    private static final List<WireEvent> ALTERNATING =
            List.of(
                    delta("{\"role\":\"assistant\",\"content\":\"Both.\"}"),
                    delta(call(0, "c0", "f", "")),
                    delta(call(1, "c1", "g", "")),
                    delta(piece(0, "{\\\"a\\\"")),
                    delta(piece(1, "{\\\"b\\\":")),
                    delta(piece(0, ":1}")),
                    delta(piece(1, "[2]}")),
                    finish("tool_calls"),
                    done());

    @ParameterizedTest
    @EnumSource
    void callsWhosePiecesAlternateAreJoined(Wire caller) throws Exception {
        Saying said =
                Saying.of(caller, new Crossing(Wire.CHAT_COMPLETIONS, caller).events(ALTERNATING));

        assertEquals("Both.", said.text());
        assertEquals(
                List.of(
                        Map.entry("f c0", Json.read("{\"a\":1}")),
                        Map.entry("g c1", Json.read("{\"b\":[2]}"))),
                said.calls());
        assertEquals(Optional.of("tool_calls"), said.finish());
    }

    @Test
    void blocksOfAnthropicsWireDoNotOverlapEvenSo() throws Exception {
        List<WireEvent> told =
                new Crossing(Wire.CHAT_COMPLETIONS, Wire.MESSAGES).events(ALTERNATING);

        assertEquals(
                List.of(
                        "message_start",
                        "ping",
                        "content_block_start 0",
                        "content_block_delta 0",
                        "content_block_stop 0",
                        "content_block_start 1",
                        "content_block_delta 1",
                        "content_block_delta 1",
                        "content_block_stop 1",
                        "content_block_start 2",
                        "content_block_delta 2",
                        "content_block_delta 2",
                        "content_block_stop 2",
                        "message_delta",
                        "message_stop"),
                shape(told));
    }

    @Test
    void aSecondCallStreamsOnceTheFirstIsWhole() throws Exception {
        var crossing = new Crossing(Wire.CHAT_COMPLETIONS, Wire.MESSAGES);
        crossing.event(delta(call(0, "c0", "f", "{}")));

        List<WireEvent> begun = crossing.event(delta(call(1, "c1", "g", "{\\\"b\\\"")));
        List<WireEvent> more = crossing.event(delta(piece(1, ":2}")));

        assertEquals(
                List.of("content_block_stop 0", "content_block_start 1", "content_block_delta 1"),
                shape(begun));
        assertEquals(List.of("content_block_delta 1"), shape(more));
    }

    @Test
    void textBehindACallThatIsNotWholeWaitsForIt() throws Exception {
        List<WireEvent> told =
                new Crossing(Wire.CHAT_COMPLETIONS, Wire.MESSAGES)
                        .events(
                                List.of(
                                        delta(call(0, "c0", "f", "{\\\"a\\\"")),
                                        delta("{\"content\":\"And\"}"),
                                        delta(piece(0, ":1}")),
                                        delta("{\"content\":\" so\"}"),
                                        finish("tool_calls"),
                                        done()));

        Saying said = Saying.of(Wire.MESSAGES, told);
        assertEquals("And so", said.text());
        assertEquals(List.of(Map.entry("f c0", Json.read("{\"a\":1}"))), said.calls());
    }

    @ParameterizedTest
    @EnumSource(names = {"RESPONSES", "MESSAGES"})
    void googlesSealStandsBeforeItsCall(Wire caller) throws Exception {
        Saying said =
                Saying.of(
                        caller,
                        new Crossing(Wire.CHAT_COMPLETIONS, caller)
                                .events(
                                        List.of(
                                                delta(
                                                        "{\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"extra_content\":{\"google\":{\"thought_signature\":\"CrIC\"}}}]}"),
                                                delta(
                                                        "{\"tool_calls\":[{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}"),
                                                finish("stop"),
                                                done())));

        assertEquals(List.of("google-gemini-v1=CrIC"), said.seals());
        assertEquals(List.of("f a", "g b"), said.calls().stream().map(Map.Entry::getKey).toList());
        assertEquals(Optional.of("tool_calls"), said.finish());
    }

    @ParameterizedTest
    @EnumSource(names = {"CHAT_COMPLETIONS", "RESPONSES"})
    void likelihoodsOfTokensGoFromOneOfOpenaisWiresToTheOther(Wire from) throws Exception {
        Wire to = from == Wire.RESPONSES ? Wire.CHAT_COMPLETIONS : Wire.RESPONSES;
        String tokens = "[{\"token\":\"Hi\",\"logprob\":-0.5,\"top_logprobs\":[]}]";
        List<WireEvent> events =
                from == Wire.CHAT_COMPLETIONS
                        ? List.of(
                                event(
                                        "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"logprobs\":{\"content\":%s}}]"
                                                .formatted(tokens)),
                                finish("stop"),
                                done())
                        : List.of(
                                new WireEvent(
                                        "",
                                        "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"Hi\",\"logprobs\":%s}"
                                                .formatted(tokens)),
                                new WireEvent(
                                        "",
                                        "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}"));

        List<WireEvent> told = new Crossing(from, to).events(events);

        List<JsonNode> found = new ArrayList<>();
        for (WireEvent event : told) {
            JsonNode node = event.data().equals("[DONE]") ? Json.object() : Json.read(event.data());
            JsonNode at =
                    to == Wire.RESPONSES
                            ? node.path("logprobs")
                            : node.at("/choices/0/logprobs/content");
            if (!at.isEmpty()) {
                found.add(at);
            }
        }
        assertFalse(found.isEmpty());
        assertEquals(Json.read(tokens), found.getFirst());
        if (to == Wire.RESPONSES) {
            assertEquals(
                    Json.read(tokens),
                    Json.read(told.getLast().data()).at("/response/output/0/content/0/logprobs"));
        }
    }

    @Test
    void placesOfSourcesAreKept() throws Exception {
        List<WireEvent> told =
                new Crossing(Wire.CHAT_COMPLETIONS, Wire.RESPONSES)
                        .events(
                                List.of(
                                        delta("{\"content\":\"See here.\"}"),
                                        delta(
                                                "{\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"u\",\"title\":\"t\",\"start_index\":4,\"end_index\":8}}]}"),
                                        finish("stop"),
                                        done()));

        assertEquals(
                Json.read(
                        "{\"type\":\"url_citation\",\"url\":\"u\",\"title\":\"t\",\"start_index\":4,\"end_index\":8}"),
                Json.read(told.getLast().data()).at("/response/output/0/content/0/annotations/0"));
    }

    @Test
    void reasoningIsToldUnderBothNamesThatChatClientsKnow() throws Exception {
        List<WireEvent> told =
                new Crossing(Wire.MESSAGES, Wire.CHAT_COMPLETIONS)
                        .events(Recorded.of("anthropic-messages-thinking").events());

        var thought = new StringBuilder();
        var content = new StringBuilder();
        for (WireEvent event : told) {
            if (!event.data().equals("[DONE]")) {
                JsonNode delta = Json.read(event.data()).at("/choices/0/delta");
                thought.append(Json.string(delta, "reasoning"));
                content.append(Json.string(delta, "reasoning_content"));
            }
        }
        assertEquals(Recorded.of("anthropic-messages-thinking").thinking(), thought.toString());
        assertEquals(thought.toString(), content.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15', 10, 5, 0",
        "'\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":35', 10, 25, 20",
        "'\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":35,\"completion_tokens_details\":{\"reasoning_tokens\":20}', 10, 25, 20",
        "'\"prompt_tokens\":10,\"completion_tokens\":25,\"total_tokens\":35,\"completion_tokens_details\":{\"reasoning_tokens\":20}', 10, 25, 20",
    })
    void reasoningThatIsCountedInTheTotalAloneIsCounted(
            String usage, long input, long output, long reasoning) throws Exception {
        assertEquals(
                Optional.of(new Usage(input, output, 0, reasoning, Optional.empty())),
                ChatCompletions.event("{\"usage\":{" + usage + "}}").usage());
    }

    @Test
    void severalAnswersAreOverWhenAllOfThemAre() throws Exception {
        AnswerReader reader = reader("\"n\":2");

        assertEquals("A", reader.event("", choice(0, "\"content\":\"A\"", "null")).text());
        assertEquals("", reader.event("", choice(1, "\"content\":\"B\"", "null")).text());
        assertTrue(reader.event("", choice(0, "", "\"stop\"")).finish().isEmpty());
        assertEquals(Optional.of("stop"), reader.event("", choice(1, "", "\"length\"")).finish());
    }

    @Test
    void oneAnswerWhereSeveralWereAskedForIsOverAtTheEndOfTheStream() throws Exception {
        AnswerReader reader = reader("\"n\":2");

        assertTrue(reader.event("", choice(0, "\"content\":\"A\"", "\"stop\"")).finish().isEmpty());
        assertEquals(Optional.of("stop"), reader.event("", "[DONE]").finish());
    }

    @Test
    void severalAnswersThatAreCutAreNotOver() throws Exception {
        AnswerReader reader = reader("\"n\":2");

        reader.event("", choice(0, "\"content\":\"A\"", "\"stop\""));
        Meaning other = reader.event("", choice(1, "\"content\":\"B\"", "null"));

        assertTrue(other.beyondText());
        assertTrue(reader.event("", "[DONE]").finish().isEmpty());
    }

    private static AnswerReader reader(String fields) throws Exception {
        ModelRequest request =
                WireFormat.of(Wire.CHAT_COMPLETIONS)
                        .request(
                                ("{\"messages\":[{}]," + fields + "}")
                                        .getBytes(StandardCharsets.UTF_8));
        return WireFormat.of(Wire.CHAT_COMPLETIONS).answersTo(request).reader();
    }

    private static List<String> shape(List<WireEvent> events) throws MalformedJsonException {
        var shape = new ArrayList<String>();
        for (WireEvent event : events) {
            JsonNode index = Json.read(event.data()).path("index");
            shape.add(event.name() + (index.isNumber() ? " " + index.asInt() : ""));
        }
        return shape;
    }

    private static String call(int index, String id, String name, String arguments) {
        return "{\"tool_calls\":[{\"index\":%d,\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"%s\"}}]}"
                .formatted(index, id, name, arguments);
    }

    private static String piece(int index, String arguments) {
        return "{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":\"%s\"}}]}"
                .formatted(index, arguments);
    }

    private static WireEvent delta(String delta) {
        return event(
                "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":null}]".formatted(delta));
    }

    private static WireEvent finish(String reason) {
        return event(
                "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]"
                        .formatted(reason));
    }

    private static WireEvent event(String fields) {
        return new WireEvent("", "{\"id\":\"c\",\"model\":\"m\"," + fields + "}");
    }

    private static String choice(int index, String delta, String finish) {
        return "{\"choices\":[{\"index\":%d,\"delta\":{%s},\"finish_reason\":%s}]}"
                .formatted(index, delta, finish);
    }

    private static WireEvent done() {
        return new WireEvent("", "[DONE]");
    }
}
