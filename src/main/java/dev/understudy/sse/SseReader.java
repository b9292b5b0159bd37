package dev.understudy.sse;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads server-sent events from a byte stream.
///
/// Follows the WHATWG HTML standard, 9.2.5 and 9.2.6: a line ends in LF, CR or CRLF; a byte order
/// mark at the start and one leading space of a value are dropped; unknown fields are ignored; an
/// event without a `data` line is not dispatched. `id` and `retry` are ignored, since the gateway
/// never reconnects to a provider. Two departures: comments are returned, as they are a sign of
/// life, and an event that the stream ends in is returned too, since some providers leave the last
/// blank line out.
///
/// Not thread-safe.
public final class SseReader implements Closeable {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final int maxEventBytes;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;
    private boolean skipLineFeed;
    private boolean first = true;

    private final Line line = new Line();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private String name = "";
    private long eventBytes;

    /// Reads from `in`, which is closed with the reader.
    ///
    /// @param in the response body; need not be buffered
    /// @param maxEventBytes the most bytes one event may hold, such as 16 MiB
    public SseReader(InputStream in, int maxEventBytes) {
        this.in = in;
        this.maxEventBytes = maxEventBytes;
    }

    /// Waits for the next event or comment.
    ///
    /// @return the event, or empty at the end of the stream
    /// @throws EventTooLargeException if an event exceeds the limit; the reader is then unusable
    public Optional<SseEvent> next() throws IOException {
        while (readLine()) {
            if (line.isEmpty()) {
                var event = dispatch();
                if (event.isPresent()) {
                    return event;
                }
            } else if (line.at(0) == ':') {
                eventBytes -= line.size(); // a comment is no part of an event
                return Optional.of(new SseEvent.Comment(line.text(valueStart(1))));
            } else {
                field();
            }
        }
        return dispatch();
    }

    /// Closes the stream.
    @Override
    public void close() throws IOException {
        in.close();
    }

    private Optional<SseEvent> dispatch() {
        Optional<SseEvent> event =
                hasData
                        ? Optional.of(new SseEvent.Message(name, data.toString()))
                        : Optional.empty();
        data.setLength(0);
        hasData = false;
        name = "";
        eventBytes = 0;
        return event;
    }

    private void field() {
        int colon = line.indexOf(':');
        int nameEnd = colon < 0 ? line.size() : colon;
        int start = colon < 0 ? line.size() : valueStart(colon + 1);
        if (line.is("data", nameEnd)) {
            if (hasData) {
                data.append('\n');
            }
            data.append(line.text(start));
            hasData = true;
        } else if (line.is("event", nameEnd)) {
            name = line.text(start);
        }
    }

    private int valueStart(int from) {
        return from < line.size() && line.at(from) == ' ' ? from + 1 : from;
    }

    /// Reads one line without its end; false at the end of the stream.
    private boolean readLine() throws IOException {
        line.reset();
        boolean any = false;
        while (true) {
            if (position == limit && !fill()) {
                if (any) {
                    finishLine();
                }
                return any;
            }
            if (skipLineFeed) {
                skipLineFeed = false;
                if (buffer[position] == '\n') {
                    position++;
                    continue;
                }
            }
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            eventBytes += end - position;
            if (eventBytes > maxEventBytes) {
                throw new EventTooLargeException(maxEventBytes);
            }
            line.write(buffer, position, end - position);
            position = end;
            if (end < limit) {
                skipLineFeed = buffer[end] == '\r';
                position++;
                finishLine();
                return true;
            }
        }
    }

    private void finishLine() {
        if (first) {
            first = false;
            line.dropPrefix(BYTE_ORDER_MARK);
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = 0; // nothing is read twice if this read fails
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    /// The bytes of one line, decoded only when whole, so that a split UTF-8 sequence does no harm.
    private static final class Line extends ByteArrayOutputStream {
        private int start;

        @Override
        public synchronized void reset() {
            super.reset();
            start = 0;
        }

        @Override
        public synchronized int size() {
            return count - start;
        }

        boolean isEmpty() {
            return count == start;
        }

        byte at(int index) {
            return buf[start + index];
        }

        int indexOf(char wanted) {
            for (int i = start; i < count; i++) {
                if (buf[i] == wanted) {
                    return i - start;
                }
            }
            return -1;
        }

        boolean is(String field, int end) {
            if (end != field.length()) {
                return false;
            }
            for (int i = 0; i < end; i++) {
                if (at(i) != field.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        String text(int from) {
            return new String(buf, start + from, size() - from, StandardCharsets.UTF_8);
        }

        void dropPrefix(byte[] prefix) {
            if (size() >= prefix.length
                    && java.util.Arrays.equals(
                            buf, start, start + prefix.length, prefix, 0, prefix.length)) {
                start += prefix.length;
            }
        }
    }
}
