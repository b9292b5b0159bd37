package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bug 13 of other gateways: compressed events corrupted, or held back to the end.
@Timeout(30)
final class UnpackedTest {
    private static final byte[] TEXT =
            "data: {\"delta\":\"\ud83c\udfad \u00e4\"}\n\n"
                    .repeat(40)
                    .getBytes(StandardCharsets.UTF_8);

    private final FakeConnection connection = new FakeConnection();
    private final ResponseBody body = connection.body();

    /// The ways to compress that providers use.
    enum Packing {
        GZIP("gzip"),
        ZLIB("deflate"),
        RAW("deflate");

        private final String encoding;

        Packing(String encoding) {
            this.encoding = encoding;
        }

        DeflaterOutputStream to(ByteArrayOutputStream out) throws IOException {
            return switch (this) {
                case GZIP -> new GZIPOutputStream(out, 512, true);
                case ZLIB -> new DeflaterOutputStream(out, new Deflater(), 512, true);
                case RAW -> new DeflaterOutputStream(out, new Deflater(9, true), 512, true);
            };
        }

        byte[] pack(byte[] bytes) throws IOException {
            var out = new ByteArrayOutputStream();
            try (var packing = to(out)) {
                packing.write(bytes);
            }
            return out.toByteArray();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatComesByteByByte(Packing packing) throws IOException {
        for (byte one : packing.pack(TEXT)) {
            connection.send(new byte[] {one});
        }
        connection.end();

        assertArrayEquals(TEXT, unpacked(packing.encoding).readAllBytes());
    }

    @ParameterizedTest
    @EnumSource
    void readsAnEventBeforeTheNextIsSent(Packing packing) throws IOException {
        body.limit(Duration.ofMillis(1)); // it would not wait for more
        var out = new ByteArrayOutputStream();
        InputStream in = unpacked(packing.encoding);
        try (var packed = packing.to(out)) {
            for (int i = 0; i < 20; i++) {
                byte[] event =
                        "data: \ud83c\udfad %d\n\n".formatted(i).getBytes(StandardCharsets.UTF_8);
                packed.write(event);
                packed.flush();
                connection.send(out.toByteArray());
                out.reset();

                assertArrayEquals(event, in.readNBytes(event.length));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip", "GZip", "x-gzip", " gzip ", "gzip, identity", "identity,X-GZIP"})
    void knowsAnEncodingHoweverItIsWritten(String encoding) throws IOException {
        connection.send(Packing.GZIP.pack(TEXT));
        connection.end();

        assertArrayEquals(TEXT, unpacked(encoding).readAllBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "Identity", " , "})
    void leavesWhatWasNotCompressed(String encoding) throws IOException {
        assertSame(body, unpacked(encoding));
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "dcb", "gzip, br", "gzip, gzip", "a\u0001b"})
    void saysWhatToDoAboutAnotherEncoding(String encoding) {
        var e = assertThrows(PackedException.class, () -> unpacked(encoding));

        assertTrue(String.valueOf(e.getMessage()).contains("switch compression off"));
        assertEquals(-1, String.valueOf(e.getMessage()).indexOf('\u0001'));
    }

    @ParameterizedTest
    @EnumSource
    void neverTakesACutForTheEnd(Packing packing) throws IOException {
        byte[] packed = packing.pack(TEXT);
        for (int length = 1; length < packed.length; length++) {
            var in = unpacked(packing.encoding, new ByteArrayInputStream(packed, 0, length));

            assertThrows(EOFException.class, in::readAllBytes, "cut at " + length);
        }
    }

    @Test
    void readsAnEmptyBody() throws IOException {
        connection.end();

        assertEquals(-1, unpacked("gzip").read());
    }

    @Test
    void readsOnePartAfterAnother() throws IOException {
        connection.send(Packing.GZIP.pack("Hel".getBytes(StandardCharsets.UTF_8)));
        connection.send(Packing.GZIP.pack(new byte[0]));
        connection.send(Packing.GZIP.pack("lo".getBytes(StandardCharsets.UTF_8)));
        connection.end();

        assertEquals("Hello", new String(unpacked("gzip").readAllBytes(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void saysSoIfItIsNotCompressed(String encoding) {
        var in =
                new ByteArrayInputStream(
                        "{\"error\":{\"message\":\"no\"}}".getBytes(StandardCharsets.UTF_8));

        var e = assertThrows(PackedException.class, () -> unpacked(encoding, in).readAllBytes());

        assertTrue(String.valueOf(e.getMessage()).contains("cannot be unpacked"), e.toString());
    }

    @Test
    void noticesWhatWasChangedOnItsWay() throws IOException {
        byte[] packed = Packing.GZIP.pack(TEXT);
        packed[packed.length - 6] ^= 1; // of the check sum

        assertThrows(
                PackedException.class,
                () -> unpacked("gzip", new ByteArrayInputStream(packed)).readAllBytes());
    }

    @ParameterizedTest
    @EnumSource
    void stopsUnpackingABomb(Packing packing) throws IOException {
        byte[] bomb = packing.pack(new byte[32 * 1024 * 1024]);
        InputStream in = unpacked(packing.encoding, new ByteArrayInputStream(bomb));

        assertThrows(PackedException.class, () -> in.skipNBytes(32 * 1024 * 1024));
    }

    @Test
    void endsWhatGoesOnWithoutSayingAnything() throws IOException {
        byte[] nothing = Packing.GZIP.pack(new byte[0]);
        var endless = new ByteArrayOutputStream();
        for (int i = 0; i < 200_000; i++) {
            endless.write(nothing);
        }
        var in = new ByteArrayInputStream(endless.toByteArray());

        assertThrows(PackedException.class, () -> unpacked("gzip", in).read());
        assertTrue(in.available() > 3_000_000);
    }

    @Test
    void endsFlushesThatHoldNothing() {
        byte[] flushes = new byte[1_000_000]; // stored blocks of no length
        for (int i = 0; i < flushes.length; i += 5) {
            flushes[i + 3] = (byte) 0xff;
            flushes[i + 4] = (byte) 0xff;
        }

        assertThrows(
                PackedException.class,
                () -> unpacked("deflate", new ByteArrayInputStream(flushes)).read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gzip", "deflate"})
    void closingItEndsTheCall(String encoding) throws IOException {
        connection.send(Arrays.copyOf(Packing.GZIP.pack(TEXT), 100));
        InputStream in = unpacked(encoding);
        if (encoding.equals("gzip")) {
            assertEquals('d', in.read());
        }

        in.close();

        assertTrue(connection.cancelled());
    }

    private InputStream unpacked(String encoding) throws IOException {
        return unpacked(encoding, body);
    }

    private static InputStream unpacked(String encoding, InputStream in) throws IOException {
        return Unpacked.of(GivenHeaders.of(Map.of("Content-Encoding", encoding)), in);
    }
}
