package dev.understudy.vault;

import static dev.understudy.vault.Given.bytes;
import static dev.understudy.vault.Given.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A vault that nobody uses.
@Timeout(30)
final class IdleLockTest {
    private static final Duration AFTER = Duration.ofMinutes(15);
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    @TempDir Path folder;
    private final AtomicLong now = new AtomicLong();
    private final BlockingQueue<Duration> sleeps = new LinkedBlockingQueue<>();
    private final SynchronousQueue<Boolean> wake = new SynchronousQueue<>();

    @Test
    void isLockedOnceNobodyHasUsedItForAWhile() throws Exception {
        Vault vault =
                new Vault(
                        folder.resolve("v"),
                        new FakeKeychain(),
                        Given.CHEAP,
                        InstantSource.fixed(Given.NOW),
                        now::get);
        vault.sealWithPassphrase(PASSPHRASE);
        vault.put(name("a"), bytes("1"));

        try (var _ = new IdleLock(vault, AFTER, this::sleep)) {
            assertEquals(AFTER, asleep());
            pass(Duration.ofMinutes(10));
            vault.get(name("a"));
            pass(Duration.ofMinutes(5));
            wake.put(true);

            assertEquals(Duration.ofMinutes(10), asleep());
            assertInstanceOf(VaultState.Open.class, vault.state());
            pass(Duration.ofMinutes(10));
            wake.put(true);

            assertEquals(AFTER, asleep());
            assertInstanceOf(VaultState.Locked.class, vault.state());

            vault.unlock(PASSPHRASE);
            pass(Duration.ofMinutes(14));
            wake.put(true);
            assertEquals(Duration.ofMinutes(1), asleep());
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void sleep(Duration length) throws InterruptedException {
        sleeps.add(length);
        wake.take();
    }

    private Duration asleep() throws InterruptedException {
        Duration length = sleeps.poll(10, TimeUnit.SECONDS);
        assertNotNull(length);
        return length;
    }
}
