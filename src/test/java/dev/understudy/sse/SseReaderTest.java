package dev.understudy.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.sse.SseEvent.Comment;
import dev.understudy.sse.SseEvent.Message;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SseReaderTest {
    private static final int PLENTY = 1024 * 1024;

    /// The examples of the WHATWG HTML standard, 9.2.6.
    @Test
    void readsTheStandardsMessagesOfOneAndTwoLines() throws IOException {
        assertEquals(
                List.of(
                        message("This is the first message."),
                        message("This is the second message, it\nhas two lines."),
                        message("This is the third message.")),
                read(
                        """
                        data: This is the first message.

                        data: This is the second message, it
                        data: has two lines.

                        data: This is the third message.

                        """));
    }

    @Test
    void readsTheStandardsNamedEvents() throws IOException {
        assertEquals(
                List.of(
                        new Message("add", "73857293"),
                        new Message("remove", "2153"),
                        new Message("add", "113411")),
                read(
                        """
                        event: add
                        data: 73857293

                        event: remove
                        data: 2153

                        event: add
                        data: 113411

                        """));
    }

    @Test
    void joinsTheStandardsDataLinesWithLineFeeds() throws IOException {
        assertEquals(List.of(message("YHOO\n+2\n10")), read("data: YHOO\ndata: +2\ndata: 10\n\n"));
    }

    @Test
    void readsTheStandardsCommentIdsAndLeadingSpaces() throws IOException {
        assertEquals(
                List.of(
                        new Comment("test stream"),
                        message("first event"),
                        message("second event"),
                        message(" third event")),
                read(
                        """
                        : test stream

                        data: first event
                        id: 1

                        data:second event
                        id

                        data:  third event

                        """));
    }

    /// The standard drops the last of these; a provider's last event is worth more than its missing
    /// blank line.
    @Test
    void readsTheStandardsEmptyDataAndKeepsWhatTheStreamEndsIn() throws IOException {
        assertEquals(
                List.of(message(""), message("\n"), message("")),
                read("data\n\ndata\ndata\n\ndata:"));
    }

    @Test
    void readsTheStandardsDataWithAndWithoutASpaceAlike() throws IOException {
        assertEquals(
                List.of(message("test"), message("test")), read("data:test\n\ndata: test\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsEveryLineEnd(String end) throws IOException {
        String text = ": hi\n\nevent: a\ndata: 1\ndata: 2\n\ndata: 3\n\n".replace("\n", end);

        assertEquals(
                List.of(new Comment("hi"), new Message("a", "1\n2"), message("3")), read(text));
    }

    @Test
    void readsMixedLineEnds() throws IOException {
        assertEquals(
                List.of(message("1\n2\n3"), message("4"), message("5")),
                read("data: 1\rdata: 2\r\ndata: 3\n\r\ndata: 4\r\rdata: 5\r\n\n"));
    }

    @Test
    void givesAnEventOutWhenItsBlankLineEndsInACarriageReturn() throws IOException {
        byte[] bytes = utf8("data: x\r\r");
        var reader = new SseReader(thenFail(bytes), PLENTY);

        assertEquals(Optional.of(message("x")), reader.next());
    }

    @Test
    void dropsOneByteOrderMarkAtTheStartOnly() throws IOException {
        assertEquals(
                List.of(message("\uFEFFa"), message("b")),
                read("\uFEFFdata: \uFEFFa\n\n\uFEFFdata: lost\n\ndata: b\n\n"));
    }

    @Test
    void passesOverEventsWithoutDataAndForgetsTheirName() throws IOException {
        assertEquals(List.of(message("x")), read("event: lost\n\ndata: x\n\n"));
    }

    @Test
    void passesOverUnknownFieldsAndLinesWithoutAColon() throws IOException {
        assertEquals(
                List.of(message("x")),
                read("Data: a\n data: b\ndatum\nretry: 10\nfoo: bar\ndata: x\n\n"));
    }

    @Test
    void keepsTheLastOfSeveralNames() throws IOException {
        assertEquals(List.of(new Message("b", "x")), read("event: a\nevent: b\ndata: x\n\n"));
    }

    @Test
    void keepsColonsInAValue() throws IOException {
        assertEquals(List.of(message("{\"a\":\"b:c\"}")), read("data:{\"a\":\"b:c\"}\n\n"));
    }

    @Test
    void endsWithAnEmptyStream() throws IOException {
        assertEquals(List.of(), read(""));
        assertEquals(List.of(), read("\uFEFF"));
        assertEquals(List.of(), read("\n\r\n\r"));
    }

    @Test
    void readsTheSameHoweverTheBytesAreCut() throws IOException {
        byte[] bytes =
                utf8(
                        "\uFEFF: wärmt sich auf\r\n\r\nevent: ü\r\ndata: 🙂\rdata: 日本\n\n"
                                + "data: {\"a\":\"👩‍🚀\"}\r\n\r\n: \n\ndata: end\r\r");
        List<SseEvent> whole = read(new ByteArrayInputStream(bytes), PLENTY);

        assertEquals(
                List.of(
                        new Comment("wärmt sich auf"),
                        new Message("ü", "🙂\n日本"),
                        message("{\"a\":\"👩‍🚀\"}"),
                        new Comment(""),
                        message("end")),
                whole);
        assertEquals(whole, read(Pieces.single(bytes), PLENTY));
        for (int first = 1; first < bytes.length; first++) {
            for (int second = first; second < bytes.length; second++) {
                assertEquals(whole, read(Pieces.of(bytes, first, second), PLENTY));
            }
        }
    }

    @Test
    void readsAnEventLargerThanItsBuffer() throws IOException {
        String large = "🙂x".repeat(50_000);

        assertEquals(List.of(message(large), message("y")), read("data: " + large + "\n\ndata: y"));
    }

    @Test
    void readsEventsThatTogetherExceedTheLimit() throws IOException {
        assertEquals(
                List.of(message("123456"), message("123456")),
                read(new ByteArrayInputStream(utf8("data: 123456\n\ndata: 123456\n\n")), 12));
    }

    @Test
    void readsCommentsThatTogetherExceedTheLimit() throws IOException {
        assertEquals(
                List.of(new Comment("1"), new Comment("2"), new Comment("3"), message("x")),
                read(new ByteArrayInputStream(utf8(": 1\n: 2\n: 3\ndata: x\n\n")), 10));
    }

    @Test
    void refusesALargerEventHoweverItIsCut() throws IOException {
        byte[] bytes = utf8("data: 1234567\n\n");

        assertEquals(List.of(message("1234567")), read(Pieces.single(bytes), 13));
        var one = new SseReader(Pieces.single(bytes), 12);
        var whole = new SseReader(new ByteArrayInputStream(bytes), 12);
        assertThrows(EventTooLargeException.class, one::next);
        assertThrows(EventTooLargeException.class, whole::next);
    }

    @Test
    void refusesALineThatNeverEnds() {
        var reader = new SseReader(new ByteArrayInputStream(new byte[PLENTY + 1]), PLENTY);

        assertThrows(EventTooLargeException.class, reader::next);
    }

    @Test
    void passesOnTheErrorsOfTheStream() throws IOException {
        var reader = new SseReader(thenFail(utf8("data: 1\n\ndata: 2\n")), PLENTY);

        assertEquals(Optional.of(message("1")), reader.next());
        assertEquals("gone", assertThrows(IOException.class, reader::next).getMessage());
        assertEquals("gone", assertThrows(IOException.class, reader::next).getMessage());
    }

    @Test
    void closesTheStreamItReads() throws IOException {
        var in =
                new ByteArrayInputStream(new byte[0]) {
                    private boolean closed;

                    @Override
                    public void close() {
                        closed = true;
                    }
                };

        new SseReader(in, PLENTY).close();

        assertTrue(in.closed);
    }

    static List<SseEvent> read(InputStream in, int limit) throws IOException {
        var events = new ArrayList<SseEvent>();
        try (var reader = new SseReader(in, limit)) {
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                events.add(event.get());
            }
        }
        return events;
    }

    private static List<SseEvent> read(String text) throws IOException {
        return read(new ByteArrayInputStream(utf8(text)), PLENTY);
    }

    private static Message message(String data) {
        return new Message("", data);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A stream that breaks after its bytes.
    private static InputStream thenFail(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = super.read(into, offset, length);
                if (count < 0) {
                    throw new IOException("gone");
                }
                return count;
            }
        };
    }
}
