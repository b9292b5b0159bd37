package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.Delta;
import dev.understudy.model.FinishReason;
import dev.understudy.model.Part;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import dev.understudy.sse.Pieces;
import dev.understudy.sse.SseEvent;
import dev.understudy.sse.SseReader;
import dev.understudy.sse.SseText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// An answer is read the same however it is cut: into pieces by its model, calls alternating, and
/// into reads by the network, on any wire and through to any other.
final class ChunkedAnswersTest {
    /// What is said at a time: text, reasoning with or without a seal, or calls at once.
    sealed interface Passage {
        record Said(String text) implements Passage {}

        record Thought(String text, String signature) implements Passage {}

        record Calls(List<String> arguments) implements Passage {}
    }

    /// @param finish why it ended
    record Spoken(List<Passage> passages, FinishReason finish, Usage usage) {}

    @Property(tries = 400)
    void isReadTheSame(
            @ForAll("answers") Spoken spoken, @ForAll Wire from, @ForAll Wire to, @ForAll long seed)
            throws Exception {
        Saying expected = Saying.of(whole(spoken));
        List<Delta> pieces = cut(spoken, new Random(seed));

        byte[] stream = bytes(from, pieces);
        List<WireEvent> received = received(stream, new Random(seed));
        List<WireEvent> told = new Crossing(from, to).events(received);

        assertEquals(expected, Saying.of(from, received));
        assertEquals(expected, Saying.of(to, told));
    }

    @Provide
    Arbitrary<Spoken> answers() {
        Arbitrary<Passage> said = texts().map(Passage.Said::new);
        Arbitrary<Passage> thought =
                Combinators.combine(texts(), Arbitraries.of("", "sig==", "E/+="))
                        .as(Passage.Thought::new);
        Arbitrary<Passage> calls =
                Arbitraries.of("{}", "{\"a\":1}", "{\"a\":\"ü \\\" }\"}", "{\"b\":[{},\"\\n\"]}")
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(Passage.Calls::new);
        Arbitrary<Usage> usages =
                Combinators.combine(
                                Arbitraries.longs().between(50, 1000),
                                Arbitraries.longs().between(1, 1000),
                                Arbitraries.longs().between(0, 20),
                                Arbitraries.longs().between(0, 20))
                        .as((input, output, cached, written) ->
                                new Usage(input, output, cached, written, 1, Optional.empty()));
        return Combinators.combine(
                        Arbitraries.oneOf(said, thought, calls).list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.of(FinishReason.STOP, FinishReason.LENGTH),
                        usages)
                .as(ChunkedAnswersTest::spoken);
    }

    /// Calls end an answer, whatever was to follow.
    private static Spoken spoken(List<Passage> passages, FinishReason finish, Usage usage) {
        var kept = new ArrayList<Passage>();
        for (Passage passage : passages) {
            kept.add(passage);
            if (passage instanceof Passage.Calls) {
                return new Spoken(kept, FinishReason.TOOL_USE, usage);
            }
        }
        return new Spoken(kept, finish, usage);
    }

    private static List<Delta> whole(Spoken spoken) {
        return cut(
                spoken,
                new Random(0) {
                    @Override
                    public int nextInt(int bound) {
                        return 0;
                    }
                });
    }

    /// The answer in pieces; the pieces of calls made at once alternate.
    private static List<Delta> cut(Spoken spoken, Random random) {
        var deltas = new ArrayList<Delta>();
        deltas.add(new Delta.Started("id", "m"));
        for (Passage passage : spoken.passages()) {
            switch (passage) {
                case Passage.Said(var text) ->
                        pieces(text, random).forEach(piece -> deltas.add(new Delta.Text(piece)));
                case Passage.Thought(var text, var signature) -> {
                    pieces(text, random)
                            .forEach(
                                    piece -> deltas.add(new Delta.Thinking(piece, Part.ANTHROPIC)));
                    if (!signature.isEmpty()) {
                        deltas.add(new Delta.Signature(signature, Part.ANTHROPIC));
                    }
                }
                case Passage.Calls(var arguments) -> calls(arguments, random, deltas);
            }
        }
        deltas.add(new Delta.Finished(spoken.finish(), spoken.finish().word(), ""));
        deltas.add(new Delta.Used(spoken.usage()));
        deltas.add(new Delta.Ended());
        return deltas;
    }

    private static void calls(List<String> arguments, Random random, List<Delta> deltas) {
        var left = new ArrayList<ArrayDeque<Delta>>();
        for (int i = 0; i < arguments.size(); i++) {
            deltas.add(new Delta.ToolBegun(i, "c" + i, "f" + i));
            int index = i;
            var pieces = new ArrayDeque<Delta>();
            pieces(arguments.get(i), random)
                    .forEach(piece -> pieces.add(new Delta.ToolArguments(index, piece)));
            pieces.add(new Delta.ToolEnded(i));
            left.add(pieces);
        }
        while (!left.isEmpty()) {
            ArrayDeque<Delta> next = left.get(random.nextInt(left.size()));
            deltas.add(next.remove());
            if (next.isEmpty()) {
                left.remove(next);
            }
        }
    }

    private static List<String> pieces(String text, Random random) {
        var pieces = new ArrayList<String>();
        int start = 0;
        for (int at = 1; at < text.length(); at++) {
            if (!Character.isLowSurrogate(text.charAt(at)) && random.nextInt(4) == 1) {
                pieces.add(text.substring(start, at));
                start = at;
            }
        }
        pieces.add(text.substring(start));
        return pieces;
    }

    private static byte[] bytes(Wire wire, List<Delta> deltas) {
        PlayedAnswer answer = PlayedAnswer.on(wire);
        var out = new ByteArrayOutputStream();
        for (Delta delta : deltas) {
            for (WireEvent event : answer.say(delta)) {
                out.writeBytes(SseText.message(event.name(), event.data()));
            }
        }
        return out.toByteArray();
    }

    /// The events of a stream whose bytes come in reads of any length.
    private static List<WireEvent> received(byte[] stream, Random random) throws IOException {
        int[] cuts = random.ints(20, 0, stream.length).sorted().toArray();
        var events = new ArrayList<WireEvent>();
        try (var reader = new SseReader(Pieces.of(stream, cuts), 1024 * 1024)) {
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                if (event.get() instanceof SseEvent.Message(var name, var data)) {
                    events.add(new WireEvent(name, data));
                }
            }
        }
        return events;
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab c\n\r\t\"\\{}ü日\u2028")
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(text -> text + "🙂");
    }
}
