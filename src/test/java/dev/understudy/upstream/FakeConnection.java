package dev.understudy.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.SocketModalCloseable;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/// A connection whose other end is the test: what is sent can be read at once, as from a socket.
final class FakeConnection extends InputStream implements SocketModalCloseable, Cancellable {
    private sealed interface Piece {
        record Bytes(ByteBuffer bytes) implements Piece {}

        record End() implements Piece {}

        record Broken(String why) implements Piece {}
    }

    private final LinkedBlockingQueue<Piece> sent = new LinkedBlockingQueue<>();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private volatile Timeout timeout = Timeout.ofMinutes(1);
    private volatile boolean cancelled;

    ResponseBody body() {
        return new ResponseBody(this, this, this);
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) {
        if (bytes.length > 0) {
            sent.add(new Piece.Bytes(ByteBuffer.wrap(bytes)));
        }
    }

    void end() {
        sent.add(new Piece.End());
    }

    void breakOff() {
        sent.add(new Piece.Broken("reset"));
    }

    boolean cancelled() {
        return cancelled;
    }

    @Override
    public int read() throws IOException {
        throw new UnsupportedOperationException("the body reads pieces");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (!current.hasRemaining()) {
            switch (next()) {
                case Piece.Bytes(var bytes) -> current = bytes;
                case Piece.End() -> {
                    return -1;
                }
                case Piece.Broken(var why) -> throw new SocketException(why);
            }
        }
        int count = Math.min(length, current.remaining());
        current.get(into, offset, count);
        return count;
    }

    private Piece next() throws IOException {
        try {
            Piece piece = sent.poll(timeout.toMilliseconds(), TimeUnit.MILLISECONDS);
            if (piece == null) {
                throw new SocketTimeoutException("Read timed out");
            }
            return piece;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SocketException("Closed by interrupt");
        }
    }

    @Override
    public boolean cancel() {
        cancelled = true;
        sent.add(new Piece.Broken("Socket closed"));
        return true;
    }

    @Override
    public Timeout getSocketTimeout() {
        return timeout;
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        this.timeout = timeout;
    }

    @Override
    public void close(CloseMode mode) {
        cancel();
    }

    @Override
    public void close() {
        cancel();
    }
}
