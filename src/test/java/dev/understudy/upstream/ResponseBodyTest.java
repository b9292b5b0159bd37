package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class ResponseBodyTest {
    private final Source source = new Source();
    private final ResponseBody body = new ResponseBody();

    /// What the HTTP client would be: counts what is asked of it.
    static final class Source implements Flow.Subscription {
        private long requested;
        private boolean cancelled;

        @Override
        public void request(long n) {
            requested += n;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        boolean cancelled() {
            return cancelled;
        }
    }

    @Test
    void readsWhatIsDelivered() throws IOException {
        body.onSubscribe(source);
        body.onNext(List.of(bytes("ab"), bytes(""), bytes("c")));
        body.onNext(List.of());
        body.onNext(List.of(bytes("\u00ff")));
        body.onComplete();

        assertArrayEquals("abc\u00ff".getBytes(StandardCharsets.UTF_8), body.readAllBytes());
        assertEquals(-1, body.read());
        assertEquals(-1, body.read());
    }

    @Test
    void readsByteByByte() throws IOException {
        body.onSubscribe(source);
        body.onNext(List.of(ByteBuffer.wrap(new byte[] {(byte) 0xff, 0})));
        body.onComplete();

        assertEquals(0xff, body.read());
        assertEquals(0, body.read());
        assertEquals(-1, body.read());
    }

    @Test
    void readsNothingWhenNothingIsWanted() throws IOException {
        body.onSubscribe(source);

        assertEquals(0, body.read(new byte[4], 0, 0));
    }

    @Test
    void isThereBeforeItsBytes() {
        assertEquals(body, body.getBody().toCompletableFuture().join());
    }

    @Test
    void asksForTheNextDeliveryOnlyWhenItTakesOne() throws IOException {
        body.onSubscribe(source);
        assertEquals(1, source.requested);

        body.onNext(List.of(bytes("abcd")));
        assertEquals(1, source.requested);

        assertEquals('a', body.read());
        assertEquals(2, source.requested);
        assertEquals(3, body.read(new byte[10]));
        assertEquals(2, source.requested);
    }

    @Test
    void endsAReadAfterTooLongASilence() {
        body.onSubscribe(source);
        body.limit(Duration.ofMillis(1));

        assertThrows(SilenceException.class, body::read);
    }

    @Test
    void endsAReadAtTheDeadlineHoweverLongASilenceMayBe() {
        body.onSubscribe(source);
        body.limit(Duration.ofHours(1), System.nanoTime() - 1);

        assertThrows(SilenceException.class, body::read);
    }

    @Test
    void readsWhatIsThereEvenPastTheDeadline() throws IOException {
        body.onSubscribe(source);
        body.onNext(List.of(bytes("a")));
        body.limit(Duration.ZERO, System.nanoTime() - 1);

        assertEquals('a', body.read());
    }

    @Test
    void liftsTheDeadline() throws Exception {
        body.onSubscribe(source);
        body.limit(Duration.ofHours(1), System.nanoTime() - 1);
        body.limit(Duration.ofHours(1));
        var read = reading();

        body.onNext(List.of(bytes("a")));

        assertEquals('a', read.get());
    }

    @Test
    void tellsABreakAfterWhatCameBeforeIt() throws IOException {
        body.onSubscribe(source);
        body.onNext(List.of(bytes("a")));
        body.onError(new IOException("reset"));

        assertEquals('a', body.read());
        assertEquals(
                "the connection broke: reset",
                assertThrows(IOException.class, body::read).getMessage());
    }

    @Test
    void staysBroken() {
        body.onSubscribe(source);
        body.onError(new IOException("reset"));

        assertThrows(IOException.class, body::read);
        assertEquals(
                "the connection broke: reset",
                assertThrows(IOException.class, body::read).getMessage());
    }

    @Test
    void endsAReadWhoseThreadIsInterrupted() {
        body.onSubscribe(source);
        Thread.currentThread().interrupt();

        assertThrows(InterruptedIOException.class, body::read);
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void endsAReadThatWaitsWhenItIsClosedFromElsewhere() throws Exception {
        body.onSubscribe(source);
        var read = reading();

        body.close();

        var ended = assertThrows(ExecutionException.class, () -> read.get(5, TimeUnit.SECONDS));
        assertEquals("java.io.IOException: the answer was closed", ended.getMessage());
        assertTrue(source.cancelled);
    }

    @Test
    void readsNothingMoreOnceClosed() {
        body.onSubscribe(source);
        body.onNext(List.of(bytes("a")));

        body.close();

        assertThrows(IOException.class, body::read);
    }

    @Test
    void cancelsACallThatIsClosedBeforeItBegins() {
        body.close();
        body.onSubscribe(source);

        assertTrue(source.cancelled);
        assertEquals(0, source.requested);
    }

    @Test
    void cancelsNothingAfterTheEnd() throws IOException {
        body.onSubscribe(source);
        body.onComplete();
        assertEquals(-1, body.read());

        body.close();

        assertFalse(source.cancelled);
    }

    /// A read in another thread that waits already.
    private FutureTask<Integer> reading() {
        var read = new FutureTask<>(body::read);
        Thread thread = Thread.ofPlatform().daemon().start(read);
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return read;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
