package dev.understudy.vault;

import static dev.understudy.vault.Given.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Keychains that take too long, or break.
@Timeout(30)
final class TimedKeychainTest {
    private static final Duration BRIEF = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void passesOnWhatComesInTime() throws Exception {
        var fake = new FakeKeychain();
        var timed = new TimedKeychain(fake, LONG, LONG);

        timed.write("a", bytes("1"), Patience.BRIEF);
        assertArrayEquals(bytes("1"), timed.read("a", Patience.BRIEF).orElseThrow());
        timed.remove("a");
        assertEquals(Optional.empty(), timed.read("a", Patience.BRIEF));
        fake.failWith(Reason.LOCKED);
        var e =
                assertThrows(
                        KeychainUnavailableException.class, () -> timed.read("a", Patience.BRIEF));
        assertEquals(Reason.LOCKED, e.reason());
    }

    @Test
    void givesUpAndWipesWhatComesTooLate() throws Exception {
        byte[] late = bytes("secret");
        var interrupted = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var timed =
                new TimedKeychain(
                        new Stubborn() {
                            @Override
                            public Optional<byte[]> read(String name, Patience patience) {
                                await(go, interrupted);
                                Thread.currentThread().interrupt();
                                try {
                                    return Optional.of(late);
                                } finally {
                                    ended.countDown();
                                }
                            }
                        },
                        BRIEF,
                        LONG);
        long start = System.nanoTime();

        var e =
                assertThrows(
                        KeychainUnavailableException.class, () -> timed.read("a", Patience.BRIEF));

        assertEquals(Reason.SLOW, e.reason());
        assertTrue(System.nanoTime() - start < LONG.toNanos());
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        go.countDown();
        assertTrue(ended.await(10, TimeUnit.SECONDS));
        while (late[0] != 0) {
            Thread.onSpinWait();
        }
        assertArrayEquals(new byte[6], late);
    }

    @Test
    void takesABrokenLibraryForADeadKeychain() {
        var timed =
                new TimedKeychain(
                        new Stubborn() {
                            @Override
                            public Optional<byte[]> read(String name, Patience patience) {
                                throw new UnsatisfiedLinkError("no such library");
                            }
                        },
                        LONG,
                        LONG);

        var e =
                assertThrows(
                        KeychainUnavailableException.class, () -> timed.read("a", Patience.BRIEF));
        assertEquals(Reason.DEAD, e.reason());
    }

    @Test
    void waitsForANameNoLongerThanBriefly() throws Exception {
        var stubborn =
                new Stubborn() {
                    @Override
                    public Optional<byte[]> read(String name, Patience patience) {
                        return Optional.empty();
                    }
                };

        assertEquals(Optional.empty(), new TimedKeychain(stubborn, BRIEF, LONG).name());
        assertEquals(
                Optional.of("a fake keychain"),
                new TimedKeychain(new FakeKeychain(), LONG, LONG).name());
    }

    private static void await(CountDownLatch go, CountDownLatch interrupted) {
        while (true) {
            try {
                go.await();
                return;
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
        }
    }

    private abstract static class Stubborn implements Keychain {
        @Override
        public Optional<String> name() throws InterruptedException {
            new CountDownLatch(1).await();
            return Optional.empty();
        }

        @Override
        public void write(String name, byte[] secret, Patience patience) {}

        @Override
        public void remove(String name) {}
    }
}
