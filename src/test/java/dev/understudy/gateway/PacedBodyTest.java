package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PacedBodyTest {
    private long now;

    @Test
    void readsABodyThatComesAtOnce() throws IOException {
        assertEquals(100_000, paced(100_000, 100_000, Duration.ZERO).readAllBytes().length);
    }

    @Test
    void readsABodyThatIsSlowAndSteady() throws IOException {
        assertEquals(100_000, paced(100_000, 4096, Duration.ofSeconds(1)).readAllBytes().length);
    }

    @Test
    void readsASmallBodyThatIsSlowForALittleWhile() throws IOException {
        assertEquals(9, paced(9, 1, Duration.ofSeconds(1)).readAllBytes().length);
    }

    @Test
    void readsABodyThatBeginsLate() throws IOException {
        PacedBody body = paced(100_000, 100_000, Duration.ZERO);
        now += Duration.ofSeconds(60).toNanos();

        assertEquals(100_000, body.readNBytes(100_000).length);
    }

    @Test
    void readsNoBodyThatDrips() {
        PacedBody body = paced(100_000, 1, Duration.ofSeconds(1));

        assertThrows(PacedBody.TooSlowException.class, body::readAllBytes);
        assertEquals(Duration.ofSeconds(12), Duration.ofNanos(now));
    }

    /// A body that comes in pieces, with a wait before each.
    private PacedBody paced(int length, int piece, Duration wait) {
        var all = new ByteArrayInputStream(new byte[length]);
        return new PacedBody(
                new InputStream() {
                    @Override
                    public int read() {
                        return all.read();
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        int count = all.read(into, offset, Math.min(piece, length));
                        if (count >= 0) {
                            now += wait.toNanos();
                        }
                        return count;
                    }
                },
                () -> now);
    }
}
