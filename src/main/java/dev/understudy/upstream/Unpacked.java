package dev.understudy.upstream;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// An answer without the compression it came in: gzip, or deflate with and without zlib's frame.
///
/// No provider is asked to compress; some, and the proxies before them, do it all the same. A read
/// returns what has come so far, so that events pass as they are flushed. An answer that ends
/// before its compression does ends in an [EOFException]. Not thread-safe.
final class Unpacked extends InputStream {
    /// The most bytes one byte may grow to, once the answer is larger than [#ANY_GROWTH].
    private static final int MOST_GROWTH = 200;

    private static final int ANY_GROWTH = 1024 * 1024;

    /// The most bytes that may come without any that they stand for.
    private static final int MOST_FOR_NOTHING = 64 * 1024;

    private static final int PIECE = 8 * 1024;

    private final Counted packed;
    private final boolean gzip;
    private @Nullable InputStream plain;
    private boolean empty;
    private long size;

    private Unpacked(InputStream packed, boolean gzip) {
        this.packed = new Counted(packed);
        this.gzip = gzip;
    }

    /// The body as it was before it was compressed, if it was. Closed with it.
    ///
    /// @throws PackedException if it was compressed in another way
    static InputStream of(Headers headers, InputStream body) throws PackedException {
        String encodings =
                headers.values("content-encoding")
                        .flatMap(value -> Stream.of(value.split(",", -1)))
                        .map(value -> value.strip().toLowerCase(Locale.ROOT))
                        .filter(value -> !value.isEmpty() && !value.equals("identity"))
                        .collect(Collectors.joining(", "));
        return switch (encodings) {
            case "" -> body;
            case "gzip", "x-gzip" -> new Unpacked(body, true);
            case "deflate" -> new Unpacked(body, false);
            default ->
                    throw new PackedException(
                            "the provider's answer is compressed (%s), which was not asked for and cannot be undone here: switch compression off at the provider, or at the proxy in front of it"
                                    .formatted(told(encodings)));
        };
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /// @throws PackedException if it is not what it says, or grows beyond all measure
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            InputStream from = plain();
            int count = empty ? -1 : from.read(into, offset, length);
            size += Math.max(0, count);
            packed.useful();
            if (size > ANY_GROWTH && size > packed.count * MOST_GROWTH) {
                throw new PackedException(
                        "the provider's answer grows more than %d-fold when it is unpacked"
                                .formatted(MOST_GROWTH));
            }
            return count;
        } catch (ZipException e) {
            throw new PackedException(
                    "the provider's answer says it is compressed and cannot be unpacked: it was not compressed, or was changed on its way",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        InputStream open = plain;
        if (open == null) {
            packed.close();
        } else {
            open.close();
        }
    }

    /// Deflate is zlib's format by the standard, and without its frame by an old misreading of it.
    private InputStream plain() throws IOException {
        InputStream open = plain;
        if (open != null) {
            return open;
        }
        byte[] head = packed.readNBytes(2);
        var whole = new SequenceInputStream(new ByteArrayInputStream(head), packed);
        empty = head.length == 0;
        open = empty ? packed : gzip ? new GZIPInputStream(whole, PIECE) : inflating(whole, head);
        plain = open;
        return open;
    }

    private static InputStream inflating(InputStream in, byte[] head) {
        boolean framed =
                head.length == 2
                        && (head[0] & 0x0f) == 8
                        && ((head[0] & 0xff) << 8 | (head[1] & 0xff)) % 31 == 0;
        return new InflaterInputStream(in, new Inflater(!framed), PIECE) {
            @Override
            public void close() throws IOException {
                super.close();
                inf.end();
            }
        };
    }

    /// A word that may stand in a message, whatever the provider wrote.
    private static String told(String encodings) {
        return encodings.matches("[a-z0-9_, -]{1,40}") ? encodings : "in an unknown way";
    }

    /// What came compressed, counted.
    private static final class Counted extends FilterInputStream {
        private long count;
        private long useful;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            came(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            came(read);
            return read;
        }

        /// What came so far stood for something.
        void useful() {
            useful = count;
        }

        private void came(int more) throws PackedException {
            count += Math.max(0, more);
            if (count - useful > MOST_FOR_NOTHING) {
                throw new PackedException(
                        "the provider's answer is compressed and goes on without saying anything");
            }
        }
    }
}
