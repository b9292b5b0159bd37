package dev.understudy.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/// A request's body that may be slow to begin, but must then come at some pace.
final class PacedBody extends InputStream {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int LEAST_BYTES_PER_SECOND = 1024;

    private final InputStream body;
    private final LongSupplier nanoTime;
    private long start;
    private long count;

    PacedBody(InputStream body, LongSupplier nanoTime) {
        this.body = body;
        this.nanoTime = nanoTime;
    }

    /// It comes too slowly.
    static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /// @throws TooSlowException if the caller sends less than 1 KiB each second, or nothing at all
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = read(body, into, offset, length);
        if (count == 0) {
            start = nanoTime.getAsLong();
        }
        count += Math.max(0, read);
        Duration taken = Duration.ofNanos(nanoTime.getAsLong() - start);
        if (read >= 0
                && taken.compareTo(GRACE) > 0
                && count / taken.toSeconds() < LEAST_BYTES_PER_SECOND) {
            throw new TooSlowException();
        }
        return read;
    }

    /// A caller that stopped sending for as long as a connection may be idle is only slow.
    private static int read(InputStream body, byte[] into, int offset, int length)
            throws IOException {
        try {
            return body.read(into, offset, length);
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException ? new TooSlowException() : e;
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
