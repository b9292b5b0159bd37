package dev.understudy.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.hc.core5.concurrent.Cancellable;

/// A connection whose other end is the test: what is sent can be read at once, as from a socket.
final class FakeConnection extends InputStream implements Cancellable {
    private sealed interface Piece {
        record Bytes(ByteBuffer bytes) implements Piece {}

        record End() implements Piece {}

        record Broken(String why) implements Piece {}
    }

    private final LinkedBlockingQueue<Piece> sent = new LinkedBlockingQueue<>();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private final Alarm alarm;
    private volatile boolean cancelled;

    FakeConnection() {
        this(new Alarm());
    }

    private FakeConnection(Alarm alarm) {
        this.alarm = alarm;
    }

    ResponseBody body() {
        return new ResponseBody(this, alarm.over(this::cancel), this);
    }

    /// A body from which nothing comes, on a connection of its own under the same alarm.
    ResponseBody sibling() {
        var silent = new FakeConnection(alarm);
        return silent.body();
    }

    /// The same, whose reads may wait so long.
    ResponseBody sibling(Duration silence) {
        ResponseBody body = sibling();
        body.limit(silence);
        return body;
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
                case Piece.Broken broken -> {
                    sent.add(broken); // it stays so
                    throw new SocketException(broken.why());
                }
            }
        }
        int count = Math.min(length, current.remaining());
        current.get(into, offset, count);
        return count;
    }

    private Piece next() throws IOException {
        try {
            return sent.take();
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
    public void close() {
        cancel();
    }
}
