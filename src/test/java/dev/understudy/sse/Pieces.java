package dev.understudy.sse;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// A stream whose reads end where it is told, as reads from a network do anywhere.
public final class Pieces extends InputStream {
    private final ByteArrayInputStream bytes;
    private final int[] cuts;
    private int position;
    private int next;

    private Pieces(byte[] bytes, int[] cuts) {
        this.bytes = new ByteArrayInputStream(bytes);
        this.cuts = cuts;
    }

    /// A stream with a read that ends at each of `cuts`, which ascend.
    public static InputStream of(byte[] bytes, int... cuts) {
        return new Pieces(bytes, cuts);
    }

    /// A stream of one byte a read.
    public static InputStream single(byte[] bytes) {
        int[] cuts = new int[bytes.length];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = i;
        }
        return new Pieces(bytes, cuts);
    }

    @Override
    public int read() {
        throw new AssertionError("read byte by byte");
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        while (next < cuts.length && cuts[next] <= position) {
            next++;
        }
        int most = next < cuts.length ? Math.min(length, cuts[next] - position) : length;
        int count = bytes.read(into, offset, most);
        position += Math.max(0, count);
        return count;
    }
}
