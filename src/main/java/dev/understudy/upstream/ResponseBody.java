package dev.understudy.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.hc.core5.concurrent.Cancellable;

/// A response's body as a stream whose reads wait no longer than they may.
///
/// Read by one virtual thread; an interrupt ends a read that waits. A body that is closed before
/// its end takes its connection with it, which cancels the call.
final class ResponseBody extends InputStream {
    private final InputStream content;
    private final Alarm.Wait wait;
    private final Cancellable call;
    private volatile boolean ended;
    private volatile boolean closed;
    private long silenceNanos = Long.MAX_VALUE / 2;
    private long deadline = Long.MAX_VALUE;

    /// @param content gives the connection back at its end, which is not touched from then on
    /// @param wait bounds the reads, by cancelling `call`
    /// @param call ends the connection; does nothing once it was given back
    ResponseBody(InputStream content, Alarm.Wait wait, Cancellable call) {
        this.content = content;
        this.wait = wait;
        this.call = call;
    }

    /// Bounds the reads to come.
    ///
    /// @param silence the longest one read may wait
    /// @param deadline in the time of `System.nanoTime`; none of them may wait past it
    void limit(Duration silence, long deadline) {
        this.silenceNanos = silence.toNanos();
        this.deadline = deadline;
    }

    /// Lifts the deadline and sets the longest one read may wait.
    void limit(Duration silence) {
        limit(silence, Long.MAX_VALUE);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /// @throws SilenceException if nothing came within the limit
    /// @throws InterruptedIOException if the reading thread was interrupted
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the answer was closed");
        }
        if (ended) {
            return -1;
        }
        try {
            wait.until(end());
            int count = content.read(into, offset, length);
            if (count < 0) {
                ended = true;
                wait.close();
            }
            return count;
        } catch (IOException e) {
            Interrupts.check(e);
            throw wait.rang() ? new SilenceException(e) : e;
        } finally {
            wait.over();
        }
    }

    /// The moment at which the next read has waited too long.
    private long end() throws SilenceException {
        long now = System.nanoTime();
        if (deadline == Long.MAX_VALUE) {
            return now + silenceNanos;
        }
        if (deadline - now <= 0) {
            throw new SilenceException();
        }
        return now + Math.min(silenceNanos, deadline - now);
    }

    /// May be called from any thread, and ends a read that waits.
    @Override
    public void close() {
        closed = true;
        if (!ended) {
            call.cancel();
        }
        wait.close();
    }
}
