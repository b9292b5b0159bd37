package dev.understudy.routing;

import dev.understudy.model.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Hedging: tries the next target beside one that has not spoken for a while. The first to speak
/// wins; the others are cancelled.
final class Race {
    /// Tries one target, with all its keys.
    @FunctionalInterface
    interface Runner {
        Optional<Served> run(Target target) throws InterruptedException;
    }

    /// Takes the next target; empty if none is left or may be tried.
    @FunctionalInterface
    interface Line {
        Optional<Health.Turn> next();
    }

    private record Lap(Thread thread, Health.Turn turn) {}

    private final Line line;
    private final Runner runner;
    private final Health health;
    private final Function<Target, Optional<Duration>> hedgeAfter;
    private final BlockingQueue<Optional<Served>> finished = new LinkedBlockingQueue<>();
    private final List<Lap> laps = new ArrayList<>();
    private boolean over;

    /// @param hedgeAfter the silence of a target after which the next one starts, if ever
    Race(Line line, Runner runner, Health health, Function<Target, Optional<Duration>> hedgeAfter) {
        this.line = line;
        this.runner = runner;
        this.health = health;
        this.hedgeAfter = hedgeAfter;
    }

    /// Runs until one answers or all have failed.
    ///
    /// @param stopped whether a failure was one that no other target can mend
    /// @throws InterruptedException if the caller went away; all are cancelled
    Optional<Served> run(BooleanSupplier stopped) throws InterruptedException {
        try {
            int running = start() ? 1 : 0;
            boolean more = true;
            while (running > 0) {
                Optional<Duration> wait =
                        more ? hedgeAfter.apply(laps.getLast().turn.target()) : Optional.empty();
                Optional<Served> lap =
                        wait.isPresent()
                                ? finished.poll(wait.get().toNanos(), TimeUnit.NANOSECONDS)
                                : finished.take();
                if (lap == null) {
                    more = start();
                    running += more ? 1 : 0;
                } else if (lap.isPresent()) {
                    return lap;
                } else {
                    running--;
                    if (stopped.getAsBoolean()) {
                        return Optional.empty();
                    }
                    more = start();
                    running += more ? 1 : 0;
                }
            }
            return Optional.empty();
        } finally {
            end();
        }
    }

    private boolean start() {
        Optional<Health.Turn> turn = line.next();
        turn.ifPresent(t -> {
            Thread thread = Thread.ofVirtual().name("hedge-" + laps.size()).unstarted(() -> lap(t));
            laps.add(new Lap(thread, t));
            thread.start();
        });
        return turn.isPresent();
    }

    private void lap(Health.Turn turn) {
        Optional<Served> served = Optional.empty();
        try {
            served = runner.run(turn.target());
        } catch (InterruptedException _) {
            // another was faster, or the caller left
        } finally {
            health.released(turn);
        }
        synchronized (this) {
            if (!over) {
                finished.add(served);
                over = served.isPresent();
                return;
            }
        }
        served.ifPresent(Race::discard);
    }

    private void end() {
        synchronized (this) {
            over = true;
        }
        laps.forEach(lap -> lap.thread.interrupt());
    }

    private static void discard(Served late) {
        late.log().abandoned(late.number());
        if (late.answer() instanceof Answer.Streamed(var stream, _)) {
            stream.close();
        }
    }
}
