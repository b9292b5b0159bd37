package dev.understudy.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.SocketModalCloseable;
import org.apache.hc.core5.util.Timeout;

/// A response's body as a stream whose reads wait no longer than they may.
///
/// Read by one virtual thread; an interrupt ends a read that waits. A body that is closed before
/// its end takes its connection with it, which cancels the call.
final class ResponseBody extends InputStream {
    private final InputStream content;
    private final SocketModalCloseable connection;
    private final Cancellable call;
    private volatile boolean ended;
    private volatile boolean closed;
    private long silenceNanos = Long.MAX_VALUE;
    private long deadline = Long.MAX_VALUE;

    /// The wait the connection is set to; 0 before it was set here.
    private long waitMillis;

    /// @param content gives the connection back at its end, which is not touched from then on
    /// @param connection the one that `content` comes from
    /// @param call ends the connection; does nothing once it was given back
    ResponseBody(InputStream content, SocketModalCloseable connection, Cancellable call) {
        this.content = content;
        this.connection = connection;
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
            bound();
            int count = content.read(into, offset, length);
            ended = count < 0;
            return count;
        } catch (SocketTimeoutException e) {
            var silence = new SilenceException();
            silence.initCause(e);
            throw silence;
        } catch (IOException e) {
            Interrupts.check(e);
            throw e;
        }
    }

    /// Sets how long the next read may wait, where that has changed.
    private void bound() throws IOException {
        long wait = silenceNanos;
        if (deadline != Long.MAX_VALUE) {
            wait = Math.min(wait, deadline - System.nanoTime());
            if (wait <= 0) {
                throw new SilenceException();
            }
        }
        long millis = Math.clamp(wait / 1_000_000, 1, Integer.MAX_VALUE);
        if (millis != waitMillis) {
            connection.setSocketTimeout(Timeout.ofMilliseconds(millis));
            waitMillis = millis;
        }
    }

    /// May be called from any thread, and ends a read that waits.
    @Override
    public void close() {
        closed = true;
        if (!ended) {
            call.cancel();
        }
    }
}
