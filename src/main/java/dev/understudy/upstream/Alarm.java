package dev.understudy.upstream;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Rings for what waits too long, at most a fortieth of a second late. Thread-safe.
///
/// One thread looks at all that waits, again and again, for as long as there is anything. A timer
/// for each wait would wake a thread to set it and another to take it back, which costs more than
/// the call that it is for.
final class Alarm implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(25);

    /// How many looks find nothing before the thread goes to sleep.
    private static final int PATIENCE = 40;

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    Alarm() {
        this.thread = Thread.ofPlatform().name("upstream-alarm").daemon().start(this::watch);
    }

    /// Begins something that can wait too long; it is closed when it cannot any more.
    ///
    /// @param ring ends the wait; called once at most, by the alarm's thread
    Wait over(Runnable ring) {
        var wait = new Wait(ring);
        waits.add(wait);
        if (asleep) {
            LockSupport.unpark(thread);
        }
        return wait;
    }

    private void watch() {
        int idle = 0;
        while (!closed) {
            if (waits.isEmpty()) {
                idle++;
            } else {
                idle = 0;
                long now = System.nanoTime();
                waits.forEach(wait -> wait.look(now));
            }
            if (idle < PATIENCE) {
                LockSupport.parkNanos(TICK.toNanos());
            } else {
                asleep = true;
                if (waits.isEmpty() && !closed) {
                    LockSupport.park();
                }
                asleep = false;
                idle = 0;
            }
        }
    }

    /// Rings for nothing any more.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /// One call, which may wait now and then.
    final class Wait implements AutoCloseable {
        private final Runnable ring;
        private volatile long end;
        private volatile boolean waiting;
        private volatile boolean rang;

        private Wait(Runnable ring) {
            this.ring = ring;
        }

        /// A wait begins that may last until `end`, in the time of `System.nanoTime`.
        void until(long end) {
            this.end = end;
            waiting = true;
        }

        /// The wait is over.
        void over() {
            waiting = false;
        }

        /// Whether a wait was too long.
        boolean rang() {
            return rang;
        }

        private void look(long now) {
            if (waiting && now - end >= 0 && !rang) {
                rang = true;
                ring.run();
            }
        }

        @Override
        public void close() {
            waits.remove(this);
        }
    }
}
