package dev.understudy.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.JsonNode;

/// The one who asked, at the other end of the connection: what is sent, what is waited for and how
/// the connection ends.
///
/// Used by the thread of the exchange alone. Every wait ends when the client leaves.
final class Caller {
    private final Request request;
    private final Response response;
    private final EndPoint endPoint;
    private Optional<ClientWatch> watch = Optional.empty();
    private boolean broken;
    private boolean spent;

    Caller(Request request, Response response) {
        this.request = request;
        this.response = response;
        this.endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /// Reads the body.
    ///
    /// @return empty if it holds more than `limit` bytes
    Optional<byte[]> body(int limit) throws IOException {
        try (var in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(limit + 1);
            return body.length > limit ? Optional.empty() : Optional.of(body);
        }
    }

    /// Sends JSON and nothing after it.
    void json(int status, Map<String, String> headers, JsonNode body) throws ClientGoneException {
        send(status, headers, "application/json", Json.bytes(body));
    }

    /// Sends a whole body.
    void send(int status, Map<String, String> headers, String contentType, byte[] body)
            throws ClientGoneException {
        head(status, headers, contentType);
        end(body);
    }

    /// Settles the head, which leaves with the first bytes after it.
    void head(int status, Map<String, String> headers, String contentType) {
        response.setStatus(status);
        headers.forEach(response.getHeaders()::put);
        response.getHeaders().put("Content-Type", contentType);
    }

    /// Sends the head by itself.
    void flushHead() throws ClientGoneException {
        write(new byte[0]);
    }

    /// Announces how long the body is, for one that will be cut short.
    void announce(int length) {
        response.getHeaders().put("Content-Length", String.valueOf(length));
    }

    /// Sends some bytes at once.
    void write(byte[] bytes) throws ClientGoneException {
        write(ByteBuffer.wrap(bytes), false);
    }

    /// Sends the last bytes.
    void end(byte[] bytes) throws ClientGoneException {
        stopWatching();
        write(ByteBuffer.wrap(bytes), true);
    }

    private void write(ByteBuffer bytes, boolean last) throws ClientGoneException {
        try {
            Content.Sink.write(
                    response, last, bytes.hasRemaining() ? bytes : BufferUtil.EMPTY_BUFFER);
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }

    /// Waits until `deadline`, in the time of [System#nanoTime()].
    void waitUntil(long deadline) throws ClientGoneException {
        long rest = deadline - System.nanoTime();
        if (rest <= 0) {
            return;
        }
        try {
            if (watch().await(rest)) {
                throw new ClientGoneException();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ClientGoneException();
        }
    }

    /// Waits for `length`.
    void rest(Duration length) throws ClientGoneException {
        waitUntil(System.nanoTime() + length.toNanos());
    }

    /// Closes the connection without ending the answer.
    void cut() {
        broken = true;
        endPoint.close();
    }

    /// Resets the connection.
    void reset() {
        if (endPoint instanceof SocketChannelEndPoint socket) {
            try {
                socket.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        cut();
    }

    /// Gives the connection back.
    void release(Callback callback) {
        stopWatching();
        if (broken) {
            callback.failed(new EofException("broken off on purpose"));
        } else {
            callback.succeeded();
        }
        if (spent) {
            endPoint.close();
        }
    }

    private ClientWatch watch() {
        if (watch.isEmpty() && endPoint instanceof AbstractEndPoint watched) {
            var started = new ClientWatch(watched);
            watch = Optional.of(started);
            started.start();
        }
        return watch.orElseThrow(() -> new IllegalStateException("not a socket: " + endPoint));
    }

    private void stopWatching() {
        if (watch.isPresent()) {
            spent |= watch.get().stop();
        }
        watch = Optional.empty();
    }
}
