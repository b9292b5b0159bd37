package dev.understudy.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A response's body as a stream whose reads wait no longer than they may.
///
/// Read by one thread, fed by the HTTP client's. Takes in one delivery at a time, so a slow reader
/// slows the provider instead of filling memory. Closing it before its end cancels the call.
final class ResponseBody extends InputStream implements BodySubscriber<InputStream> {
    /// What the HTTP client delivers.
    private sealed interface Delivery {
        record Bytes(List<ByteBuffer> buffers) implements Delivery {}

        record End() implements Delivery {}

        record Broken(Throwable cause) implements Delivery {}

        /// Closed from this side; wakes a read that waits.
        record Closed() implements Delivery {}
    }

    private final LinkedBlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;

    private List<ByteBuffer> current = List.of();
    private int index;
    private volatile boolean ended;
    private @Nullable Throwable broken;
    private long silenceNanos = Long.MAX_VALUE;
    private long deadline = Long.MAX_VALUE;

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
        this.silenceNanos = silence.toNanos();
        this.deadline = Long.MAX_VALUE;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (closed) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        deliveries.add(new Delivery.Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        deliveries.add(new Delivery.Broken(cause));
    }

    @Override
    public void onComplete() {
        deliveries.add(new Delivery.End());
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
        ByteBuffer buffer = available(length);
        if (buffer == null) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    private @Nullable ByteBuffer available(int wanted) throws IOException {
        if (wanted == 0) {
            return ByteBuffer.allocate(0);
        }
        while (true) {
            while (index < current.size()) {
                if (current.get(index).hasRemaining()) {
                    return current.get(index);
                }
                index++;
            }
            if (ended) {
                return null;
            }
            take();
        }
    }

    private void take() throws IOException {
        switch (await()) {
            case Delivery.Bytes(var buffers) -> {
                current = buffers;
                index = 0;
                var source = subscription;
                if (source != null) {
                    source.request(1);
                }
            }
            case Delivery.End() -> ended = true;
            case Delivery.Broken(var cause) -> {
                broken = cause;
                throw broken(cause);
            }
            case Delivery.Closed() -> throw closed();
        }
    }

    private Delivery await() throws IOException {
        if (closed) {
            throw closed();
        }
        if (broken != null) {
            throw broken(broken);
        }
        try {
            Delivery ready = deliveries.poll();
            if (ready == null) {
                long wait =
                        Math.min(
                                silenceNanos,
                                deadline == Long.MAX_VALUE
                                        ? deadline
                                        : deadline - System.nanoTime());
                ready = deliveries.poll(wait, TimeUnit.NANOSECONDS);
            }
            if (ready == null) {
                throw new SilenceException();
            }
            return ready;
        } catch (InterruptedException e) {
            var interrupted = new InterruptedIOException("the caller went away");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private static IOException broken(Throwable cause) {
        return new IOException("the connection broke: " + cause.getMessage(), cause);
    }

    private static IOException closed() {
        return new IOException("the answer was closed");
    }

    /// May be called from any thread, and ends a read that waits.
    @Override
    public void close() {
        closed = true;
        deliveries.add(new Delivery.Closed());
        var source = subscription;
        if (source != null && !ended) {
            source.cancel();
        }
    }
}
