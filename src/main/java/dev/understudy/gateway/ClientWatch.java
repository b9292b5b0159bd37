package dev.understudy.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Watches a caller's connection while its request is worked on, and interrupts the working thread
/// when the caller leaves.
///
/// HTTP/1.1 servers read a connection only for the next request, so without it a caller that leaves
/// would be noticed at the first failing write: never, while a provider is silent. A byte that a
/// caller sends ahead of its answer (pipelining) is handed back to the connection, whose buffer has
/// room for one: it held the request.
final class ClientWatch implements AutoCloseable, Callback {
    private static final int AHEAD = 1;

    private final EndPoint endPoint;
    private final Connection connection;
    private final Thread worker;
    private boolean open = true;
    private boolean gone;

    private ClientWatch(EndPoint endPoint, Connection connection, Thread worker) {
        this.endPoint = endPoint;
        this.connection = connection;
        this.worker = worker;
    }

    /// Begins to watch; the request's body must have been read, and the caller of this is the
    /// worker.
    static ClientWatch over(Request request) {
        Connection connection = request.getConnectionMetaData().getConnection();
        var watch = new ClientWatch(connection.getEndPoint(), connection, Thread.currentThread());
        watch.listen();
        return watch;
    }

    /// Whether the caller left.
    synchronized boolean gone() {
        return gone;
    }

    /// Stops watching; must be called before the request is completed. Clears an interrupt that was
    /// on its way.
    @Override
    @SuppressWarnings("ThreadPriorityCheck")
    public void close() {
        synchronized (this) {
            open = false;
            if (gone) {
                Thread.interrupted();
            }
        }
        if (endPoint instanceof AbstractEndPoint known) {
            known.getFillInterest().onFail(new Ended());
        }
    }

    /// Something came, or the end.
    @Override
    public synchronized void succeeded() {
        if (!open) {
            return;
        }
        try {
            ByteBuffer ahead = BufferUtil.allocate(AHEAD);
            int count = endPoint.fill(ahead);
            if (count < 0) {
                left();
            } else if (count > 0 && connection instanceof Connection.UpgradeTo reader) {
                reader.onUpgradeTo(ahead); // it waits there; enough is known of this caller
            } else {
                listen();
            }
        } catch (IOException _) {
            left();
        }
    }

    @Override
    public synchronized void failed(Throwable cause) {
        if (open) {
            left();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private void left() {
        gone = true;
        worker.interrupt();
    }

    private void listen() {
        try {
            endPoint.fillInterested(this);
        } catch (ReadPendingException _) {
            // the connection reads by itself and will find out
        }
    }

    /// Why it stops watching: no failure, so without a stack.
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1;

        Ended() {
            super("the request has ended", null, false, false);
        }
    }
}
