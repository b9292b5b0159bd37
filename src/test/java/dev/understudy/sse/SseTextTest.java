package dev.understudy.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class SseTextTest {
    @Test
    void writesAnEventWithoutANameAsItsDataAlone() {
        assertEquals("data: {}\n\n", text(SseText.message("", "{}")));
    }

    @Test
    void writesADataLineForEachLine() {
        assertEquals(
                "event: error\ndata: a\ndata: b\ndata: \ndata: c\ndata: \n\n",
                text(SseText.message("error", "a\nb\r\n\rc\n")));
    }

    @Test
    void writesEmptyData() {
        assertEquals("data: \n\n", text(SseText.message("", "")));
    }

    @Test
    void letsNoLineEndOutOfANameOrAComment() {
        assertEquals("event: a  data: b\ndata: x\n\n", text(SseText.message("a\r\ndata: b", "x")));
        assertEquals(": a  data: b\n\n", text(SseText.comment("a\r\ndata: b")));
    }

    @Property(tries = 500)
    void readsBackWhatWasWrittenHoweverItIsCut(
            @ForAll("events") List<SseEvent> events, @ForAll List<Integer> cuts) {
        byte[] bytes = written(events);
        int[] ascending =
                cuts.stream()
                        .mapToInt(cut -> Math.floorMod(cut, bytes.length + 1))
                        .sorted()
                        .toArray();

        assertEquals(events, read(bytes, ascending));
    }

    @Provide
    Arbitrary<List<SseEvent>> events() {
        Arbitrary<String> line =
                Arbitraries.strings()
                        .ascii()
                        .withChars("äß€日🙂".toCharArray())
                        .excludeChars('\r', '\n')
                        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
        Arbitrary<String> lines =
                line.list().ofMinSize(1).ofMaxSize(4).map(l -> String.join("\n", l));
        Arbitrary<SseEvent> messages = Combinators.combine(line, lines).as(SseEvent.Message::new);
        Arbitrary<SseEvent> comments = line.map(SseEvent.Comment::new);
        return Arbitraries.oneOf(messages, comments).list().ofMaxSize(12);
    }

    private static byte[] written(List<SseEvent> events) {
        var out = new java.io.ByteArrayOutputStream();
        for (SseEvent event : events) {
            out.writeBytes(
                    switch (event) {
                        case SseEvent.Message(var name, var data) -> SseText.message(name, data);
                        case SseEvent.Comment(var text) -> SseText.comment(text);
                    });
        }
        return out.toByteArray();
    }

    private static List<SseEvent> read(byte[] bytes, int[] cuts) {
        try {
            return new ArrayList<>(SseReaderTest.read(Pieces.of(bytes, cuts), 1024 * 1024));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
