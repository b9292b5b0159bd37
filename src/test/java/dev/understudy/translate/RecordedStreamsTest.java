package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.Meaning;
import dev.understudy.model.ProviderError;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import dev.understudy.sse.Pieces;
import dev.understudy.sse.SseEvent;
import dev.understudy.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Streams as providers sent them, and what they say.
final class RecordedStreamsTest {
    static List<Recorded> recorded() {
        return Recorded.all().stream()
                .filter(recorded -> recorded.wire() == Wire.CHAT_COMPLETIONS)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void saysTheSameAsItsProvider(Recorded expected) throws IOException {
        said(expected, events(expected.bytes()));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void saysTheSameInSingleBytes(Recorded expected) throws IOException {
        said(expected, read(Pieces.single(expected.bytes())));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void saysTheSameCutAtAnyByte(Recorded expected) throws IOException {
        byte[] bytes = expected.bytes();
        List<SseEvent> whole = events(bytes);

        for (int cut = 1; cut < bytes.length; cut++) {
            assertEquals(whole, read(Pieces.of(bytes, cut)));
        }
    }

    /// Each event by itself means what it should.
    private static void said(Recorded expected, List<SseEvent> events) throws IOException {
        int comments = 0;
        var text = new StringBuilder();
        var thinking = new StringBuilder();
        var calls = new TreeMap<Integer, Recorded.Call>();
        Optional<String> finish = Optional.empty();
        Optional<Usage> usage = Optional.empty();
        Optional<String> error = Optional.empty();
        for (SseEvent event : events) {
            switch (event) {
                case SseEvent.Comment _ -> comments++;
                case SseEvent.Message(_, var data) -> {
                    Meaning meaning = ChatCompletions.event(data);
                    text.append(meaning.text());
                    thinking.append(meaning.thinking());
                    finish = meaning.finish().or(sofar(finish));
                    usage = meaning.usage().or(sofar(usage));
                    error = meaning.error().map(ProviderError::message).or(sofar(error));
                    if (!data.equals("[DONE]")) {
                        tools(data, calls);
                    }
                }
            }
        }
        assertEquals(expected.comments(), comments);
        assertEquals(expected.text(), text.toString());
        assertEquals(expected.thinking(), thinking.toString());
        assertEquals(expected.calls(), List.copyOf(calls.values()));
        assertEquals(expected.finish(), finish);
        assertEquals(expected.usage(), usage);
        assertEquals(expected.error(), error);
    }

    private static List<SseEvent> events(byte[] bytes) throws IOException {
        return read(new ByteArrayInputStream(bytes));
    }

    private static List<SseEvent> read(InputStream in) throws IOException {
        var events = new ArrayList<SseEvent>();
        try (var reader = new SseReader(in, 1024 * 1024)) {
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                events.add(event.get());
            }
        }
        return events;
    }

    private static <T> Supplier<Optional<T>> sofar(Optional<T> value) {
        return () -> value;
    }

    /// Adds the pieces of tool calls in an event to those of their index.
    private static void tools(String data, Map<Integer, Recorded.Call> calls) {
        JsonNode delta = JsonMapper.shared().readTree(data).path("choices").path(0).path("delta");
        for (JsonNode piece : delta.path("tool_calls")) {
            calls.merge(
                    piece.path("index").asInt(0),
                    new Recorded.Call(
                            piece.path("id").asString(""),
                            piece.at("/function/name").asString(""),
                            piece.at("/function/arguments").asString("")),
                    (before, more) ->
                            new Recorded.Call(
                                    before.id(),
                                    before.name() + more.name(),
                                    before.arguments() + more.arguments()));
        }
    }
}
