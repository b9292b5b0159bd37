package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Delta;
import dev.understudy.model.Meaning;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Streams that providers really sent say the same on every other wire.
final class TranslatedStreamsTest {
    /// A recording and the wire it is to be translated to.
    record Way(Recorded recorded, Wire to) {
        Wire from() {
            return recorded.wire();
        }

        List<WireEvent> events() {
            return recorded.events();
        }

        @Override
        public String toString() {
            return recorded + " to " + to;
        }
    }

    private static final Usage NOTHING = new Usage(0, 0, 0, 0, Optional.empty());

    static Stream<Way> ways() {
        return Recorded.whole().stream()
                .flatMap(recorded -> Arrays.stream(Wire.values()).map(to -> new Way(recorded, to)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void sayTheSame(Way way) throws IOException {
        List<WireEvent> events = way.events();

        List<WireEvent> translated = new Crossing(way.from(), way.to()).events(events);

        Saying expected = Saying.of(way.recorded()).sealed(Saying.of(way.from(), events).seals());
        Saying said = Saying.of(way.to(), translated);
        assertEquals(expected.usage().orElse(NOTHING), said.usage().orElse(NOTHING));
        assertEquals(expected.butUsage(), said.butUsage());
        wellFormed(way.to(), translated, way.from() == way.to());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void sayTheSameInOnePiece(Way way) throws IOException {
        DeltaReader reader = DeltaReader.of(way.from(), 1, new Ids(new Random(1)));
        var deltas = new ArrayList<Delta>();
        for (WireEvent event : way.events()) {
            deltas.addAll(reader.event(event.name(), event.data()));
        }
        // a whole answer of the recorded wire, and that translated
        byte[] whole = whole(way.from(), deltas);

        byte[] translated = new Crossing(way.from(), way.to()).whole(whole);

        assertEquals(Saying.of(way.from(), whole), Saying.of(way.to(), translated));
        assertEquals(Saying.of(deltas).text(), Saying.of(way.to(), translated).text());
        assertEquals(Saying.of(deltas).seals(), Saying.of(way.to(), translated).seals());
        if (way.from() == way.to()) {
            assertArrayEquals(whole, translated);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void neverEndPolitelyWhenTheyBreak(Way way) throws IOException {
        List<WireEvent> events = way.events();
        var crossing = new Crossing(way.from(), way.to());
        var out = new ArrayList<>(crossing.event(events.getFirst()));

        out.addAll(crossing.translation().failed(502, "provider_failed", "server_error", "Gone"));

        Saying said = Saying.of(way.to(), out);
        assertEquals("Gone", said.error().orElseThrow().message());
        assertEquals("error", out.get(out.size() - (way.to() == Wire.MESSAGES ? 1 : 2)).name());
        assertEquals(List.of(), crossing.translation().end(), "nothing follows");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void areCarriedOnAsTheSameAnswer(Way way) throws IOException {
        List<WireEvent> events = way.events();
        Saying whole = Saying.of(way.from(), events);
        if (whole.text().length() < 6 || !whole.calls().isEmpty()) {
            return; // no text to break off in
        }
        var crossing = new Crossing(way.from(), way.to());
        AnswerTranslation translation = crossing.translation();
        var out = new ArrayList<WireEvent>();
        var sent = new ArrayList<WireEvent>();
        for (WireEvent event : events) {
            sent.add(event);
            out.addAll(crossing.event(event));
            if (!Saying.of(way.from(), sent).text().isEmpty()) {
                break;
            }
        }
        String begun = Saying.of(way.from(), sent).text();
        var usage = new Usage(7, 3, 0, 0, Optional.empty());

        if (Saying.of(way.from(), sent).finish().isEmpty()) {
            out.addAll(translation.carriedOn(Meaning.NOTHING.saying(" and")));
            out.addAll(
                    translation.carriedOn(
                            new Meaning(
                                    " so on",
                                    "",
                                    false,
                                    Optional.of("length"),
                                    Optional.of(usage),
                                    Optional.empty())));
            out.addAll(translation.end());

            Saying said = Saying.of(way.to(), out);
            assertEquals(begun + " and so on", said.text());
            assertEquals(Optional.of("length"), said.finish());
            assertEquals(Optional.of(usage), said.usage());
            wellFormed(way.to(), out, way.from() == way.to());
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void passUntouchedOnTheSameWire(Wire wire) throws IOException {
        for (Recorded recorded : Recorded.whole()) {
            if (recorded.wire() == wire) {
                List<WireEvent> events = recorded.events();

                assertEquals(events, new Crossing(wire, wire).events(events));
            }
        }
    }

    private static byte[] whole(Wire wire, List<Delta> deltas) {
        AnswerWriter writer =
                switch (wire) {
                    case CHAT_COMPLETIONS ->
                            new ChatAnswerWriter(Crossing.clock(), new Ids(new Random(1)), true);
                    case RESPONSES ->
                            new ResponsesAnswerWriter(Crossing.clock(), new Ids(new Random(1)));
                    case MESSAGES -> new MessagesAnswerWriter(new Ids(new Random(1)));
                };
        return writer.whole(deltas);
    }

    /// Holds a stream to what the clients of a wire rely on.
    private static void wellFormed(Wire wire, List<WireEvent> events, boolean passed) {
        switch (wire) {
            case CHAT_COMPLETIONS -> chat(events, passed);
            case RESPONSES -> {
                if (!passed) {
                    responses(events);
                }
            }
            case MESSAGES -> messages(events);
        }
    }

    private static void chat(List<WireEvent> events, boolean passed) {
        assertEquals("[DONE]", events.getLast().data());
        List<JsonNode> chunks =
                events.subList(0, events.size() - 1).stream().map(event -> json(event)).toList();
        if (!passed) {
            assertEquals(
                    1,
                    chunks.stream().map(chunk -> chunk.path("id").asString()).distinct().count());
            for (JsonNode chunk : chunks) {
                assertEquals(chunk.has("usage"), chunk.path("choices").isEmpty());
            }
        }
    }

    private static void messages(List<WireEvent> events) {
        assertEquals("message_start", events.getFirst().name());
        assertEquals("message_stop", events.getLast().name());
        int open = -1;
        int next = 0;
        for (WireEvent event : events) {
            JsonNode data = json(event);
            assertEquals(event.name(), data.path("type").asString());
            switch (event.name()) {
                case "content_block_start" -> {
                    assertEquals(-1, open, "blocks do not overlap");
                    open = data.path("index").asInt();
                    assertEquals(next++, open);
                }
                case "content_block_delta" -> assertEquals(open, data.path("index").asInt());
                case "content_block_stop" -> {
                    assertEquals(open, data.path("index").asInt());
                    open = -1;
                }
                case "message_delta" -> assertEquals(-1, open);
                default -> {}
            }
        }
    }

    private static void responses(List<WireEvent> events) {
        assertEquals("response.created", events.getFirst().name());
        int sequence = 0;
        int added = 0;
        int done = 0;
        for (WireEvent event : events) {
            JsonNode data = json(event);
            assertEquals(event.name(), data.path("type").asString());
            assertEquals(sequence++, data.path("sequence_number").asInt());
            added += event.name().equals("response.output_item.added") ? 1 : 0;
            done += event.name().equals("response.output_item.done") ? 1 : 0;
        }
        JsonNode response = json(events.getLast()).path("response");
        assertEquals(added, done);
        assertEquals(done, response.path("output").size());
        assertTrue(
                response.path("usage").has("total_tokens") || !response.path("usage").isObject());
        assertFalse(response.path("status").asString().equals("in_progress"));
    }

    private static JsonNode json(WireEvent event) {
        return JsonMapper.shared().readTree(event.data());
    }
}
