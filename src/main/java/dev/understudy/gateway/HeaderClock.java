package dev.understudy.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;

/// Hangs up on callers that take too long over the headers of a request. Jetty bounds the silence
/// between two bytes, so with one byte now and then a connection could be held for ever.
///
/// Looks at all connections, again and again, by the connector's scheduler, which runs it once at a
/// time.
final class HeaderClock implements Runnable {
    private final ServerConnector connector;
    private final Duration longest;
    private final Map<EndPoint, Waiting> waiting = new HashMap<>();

    /// @param longest from the first byte of a request to the end of its headers
    HeaderClock(ServerConnector connector, Duration longest) {
        this.connector = connector;
        this.longest = longest;
    }

    /// A connection on which no request is worked on.
    ///
    /// @param requests that it had so far
    /// @param bytes that had come when it was last known to wait for a request
    /// @param since that moment, in the time of `System.nanoTime`
    private record Waiting(long requests, long bytes, long since) {}

    @Override
    public void run() {
        Set<EndPoint> open = Set.copyOf(connector.getConnectedEndPoints());
        waiting.keySet().retainAll(open);
        open.forEach(this::look);
        connector.getScheduler().schedule(this, longest.toMillis() / 10, TimeUnit.MILLISECONDS);
    }

    private void look(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        if (connection == null || connection.getMessagesIn() > connection.getMessagesOut()) {
            waiting.remove(endPoint);
            return;
        }
        long requests = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        long now = System.nanoTime();
        Waiting known = waiting.get(endPoint);
        if (known == null || known.requests != requests) {
            known = new Waiting(requests, requests == 0 ? 0 : bytes, now);
        }
        if (known.bytes == bytes) {
            known = new Waiting(requests, bytes, now);
        }
        waiting.put(endPoint, known);
        if (now - known.since > longest.toNanos()) {
            endPoint.close();
        }
    }
}
