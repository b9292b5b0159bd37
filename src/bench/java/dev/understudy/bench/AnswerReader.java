package dev.understudy.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Follows one HTTP/1.1 answer in the pieces it comes in; reads no more of it than where it ends
/// and how many events it holds.
final class AnswerReader {
    private enum At {
        HEAD,
        LENGTH,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        END
    }

    private final StringBuilder line = new StringBuilder();
    private At at = At.HEAD;
    private int status;
    private long left;
    private int events;
    private byte before;

    /// Makes ready for the next answer.
    void reset() {
        line.setLength(0);
        at = At.HEAD;
        status = 0;
        left = 0;
        events = 0;
        before = 0;
    }

    boolean ended() {
        return at == At.END;
    }

    int status() {
        return status;
    }

    /// The events that came so far, each ended by an empty line.
    int events() {
        return events;
    }

    /// Takes the next bytes of the answer.
    void feed(byte[] bytes, int count) {
        int i = 0;
        while (i < count && at != At.END) {
            switch (at) {
                case LENGTH, CHUNK -> i += body(bytes, i, count);
                default -> line(bytes[i++]);
            }
        }
    }

    private int body(byte[] bytes, int from, int to) {
        int length = (int) Math.min(left, to - from);
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == '\n' && before == '\n') {
                events++;
            }
            before = bytes[i];
        }
        left -= length;
        if (left == 0) {
            at = at == At.LENGTH ? At.END : At.CHUNK_END;
        }
        return length;
    }

    private void line(byte next) {
        if (next != '\n') {
            line.append((char) next);
            return;
        }
        String text = line.toString().strip();
        line.setLength(0);
        switch (at) {
            case HEAD -> head(text);
            case CHUNK_SIZE -> {
                left = Long.parseLong(text, 16);
                at = left == 0 ? At.TRAILER : At.CHUNK;
            }
            case CHUNK_END -> at = At.CHUNK_SIZE;
            case TRAILER -> at = text.isEmpty() ? At.END : At.TRAILER;
            case LENGTH, CHUNK, END -> throw new IllegalStateException(at.name());
        }
    }

    private void head(String text) {
        if (status == 0) {
            status = Integer.parseInt(text.substring(9, 12));
        } else if (text.isEmpty()) {
            at = left < 0 ? At.CHUNK_SIZE : left == 0 ? At.END : At.LENGTH;
        } else {
            char first = text.charAt(0);
            if (first == 'c' || first == 'C' || first == 't' || first == 'T') {
                field(text.toLowerCase(Locale.ROOT));
            }
        }
    }

    private void field(String text) {
        if (text.startsWith("content-length:")) {
            left = Long.parseLong(text.substring(15).strip());
        } else if (text.startsWith("transfer-encoding:")) {
            left = -1;
        }
    }

    /// The bytes as text, for messages.
    static String text(byte[] bytes, int count) {
        return new String(bytes, 0, count, StandardCharsets.US_ASCII);
    }
}
