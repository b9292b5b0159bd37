package dev.understudy.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Notices while an answer waits that its client has left, by asking for more to read.
///
/// A client that shuts down its sending half counts as gone, too. Must be stopped before the
/// answer's last byte is written, or it would swallow the connection's next request. The lock owns
/// the fields; the server's selector calls in, and the answer's thread waits.
final class ClientWatch implements Callback {
    private final AbstractEndPoint endPoint;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final ByteBuffer unexpected = BufferUtil.allocate(256);
    private boolean gone;
    private boolean swallowed;
    private boolean stopped;

    ClientWatch(AbstractEndPoint endPoint) {
        this.endPoint = endPoint;
    }

    void start() {
        endPoint.fillInterested(this);
    }

    /// Waits for at most `nanos`; true as soon as the client is gone.
    boolean await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long rest = nanos;
            while (!gone && rest > 0) {
                rest = left.awaitNanos(rest);
            }
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /// Gives the connection back to the server.
    ///
    /// @return whether bytes of a request sent ahead were swallowed, so that the connection is of
    ///   no more use
    boolean stop() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
        endPoint.getFillInterest().onFail(new CancellationException("watched no longer"));
        return swallowed;
    }

    @Override
    public void succeeded() {
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            int read;
            do {
                BufferUtil.clear(unexpected);
                read = endPoint.fill(unexpected);
                swallowed |= read > 0;
            } while (read > 0);
            if (read < 0) {
                leave();
            } else {
                endPoint.fillInterested(this);
            }
        } catch (IOException _) {
            leave();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void failed(Throwable cause) {
        lock.lock();
        try {
            leave();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private void leave() {
        gone = true;
        left.signalAll();
    }
}
