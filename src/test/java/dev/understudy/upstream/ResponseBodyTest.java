package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class ResponseBodyTest {
    private final FakeConnection connection = new FakeConnection();
    private final ResponseBody body = connection.body();

    @Test
    void readsWhatIsDelivered() throws IOException {
        connection.send("ab");
        connection.send("c");
        connection.send("\u00ff");
        connection.end();

        assertArrayEquals("abc\u00ff".getBytes(StandardCharsets.UTF_8), body.readAllBytes());
        assertEquals(-1, body.read());
        assertEquals(-1, body.read());
    }

    @Test
    void readsByteByByte() throws IOException {
        connection.send(new byte[] {(byte) 0xff, 0});
        connection.end();

        assertEquals(0xff, body.read());
        assertEquals(0, body.read());
        assertEquals(-1, body.read());
    }

    @Test
    void endsAReadAfterTooLongASilence() {
        body.limit(Duration.ofMillis(1));

        assertThrows(SilenceException.class, body::read);
    }

    @Test
    void endsAReadAtTheDeadlineHoweverLongASilenceMayBe() {
        body.limit(Duration.ofHours(1), System.nanoTime() + 1_000_000);

        assertThrows(SilenceException.class, body::read);
    }

    @Test
    void endsAtTheDeadlineThoughSignsOfLifeGoOn() {
        connection.send(": wait\n\n");
        body.limit(Duration.ofHours(1), System.nanoTime() - 1);

        assertThrows(SilenceException.class, body::read);
    }

    @Test
    void liftsTheDeadline() throws Exception {
        body.limit(Duration.ofHours(1), System.nanoTime() - 1);
        body.limit(Duration.ofHours(1));
        var read = reading();

        connection.send("a");

        assertEquals('a', read.get());
    }

    @Test
    void waitsAsLongAsItMayWhileOthersWaitTooLong() throws Exception {
        body.limit(Duration.ofMinutes(1));
        var read = reading();
        ResponseBody other = connection.sibling();
        other.limit(Duration.ofMillis(1));

        assertThrows(SilenceException.class, other::read);
        connection.send("a");

        assertEquals('a', read.get());
    }

    @Test
    void countsOnlyTheTimeInWhichItIsRead() throws IOException {
        connection.send("ab");
        body.limit(Duration.ofMillis(1));

        assertEquals('a', body.read());
        assertThrows(SilenceException.class, connection.sibling(Duration.ofMillis(50))::read);
        assertEquals('b', body.read());
    }

    @Test
    void tellsABreakAfterWhatCameBeforeIt() throws IOException {
        connection.send("a");
        connection.breakOff();

        assertEquals('a', body.read());
        assertEquals("reset", assertThrows(IOException.class, body::read).getMessage());
    }

    @Test
    void endsAReadWhoseThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedIOException.class, body::read);
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void endsAReadThatWaitsWhenItIsClosedFromElsewhere() throws Exception {
        var read = reading();

        body.close();

        var ended = assertThrows(ExecutionException.class, () -> read.get(5, TimeUnit.SECONDS));
        assertEquals("java.net.SocketException: Socket closed", ended.getMessage());
        assertTrue(connection.cancelled());
    }

    @Test
    void readsNothingMoreOnceClosed() {
        connection.send("a");

        body.close();

        assertThrows(IOException.class, body::read);
    }

    @Test
    void touchesAConnectionNoMoreThatItHasGivenBack() throws IOException {
        connection.end();
        assertEquals(-1, body.read());

        body.limit(Duration.ofMillis(1));
        assertEquals(-1, body.read());
        body.close();

        assertFalse(connection.cancelled());
    }

    /// A read in another thread that waits already.
    private FutureTask<Integer> reading() {
        var read = new FutureTask<>(body::read);
        Thread thread = Thread.ofPlatform().daemon().start(read);
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return read;
    }
}
