package dev.understudy.vault;

import java.time.Duration;

/// Locks a vault that nobody has used for a while; on a thread of its own, until it is closed.
public final class IdleLock implements AutoCloseable {
    private final Vault vault;
    private final Duration after;
    private final Sleep sleep;
    private final Thread thread;

    interface Sleep {
        void sleep(Duration length) throws InterruptedException;
    }

    /// Begins.
    ///
    /// @param after how long nothing is read or changed, such as 15 minutes
    public IdleLock(Vault vault, Duration after) {
        this(vault, after, Thread::sleep);
    }

    IdleLock(Vault vault, Duration after, Sleep sleep) {
        this.vault = vault;
        this.after = after;
        this.sleep = sleep;
        this.thread = Thread.ofVirtual().name("vault-idle").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                sleep.sleep(untilLocked());
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    /// Locks the vault if it is time.
    ///
    /// @return when to look again
    private Duration untilLocked() {
        Duration left = vault.idle().map(after::minus).orElse(after);
        if (left.isPositive()) {
            return left;
        }
        vault.lock();
        return after;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
