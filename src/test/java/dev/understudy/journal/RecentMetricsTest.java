package dev.understudy.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.FailureClass;
import dev.understudy.model.Metrics;
import dev.understudy.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RecentMetricsTest {
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final AtomicLong time = new AtomicLong();
    private final RecentMetrics metrics = new RecentMetrics(time::get, WINDOW);

    @Test
    void knowsNothingOfWhatWasNotUsed() {
        assertEquals(Metrics.none(WINDOW), metrics.of(new Target("new", "model")));
        assertEquals(Metrics.none(WINDOW), metrics.ofKey("new", "main"));
    }

    @Test
    void sharesErrorsByTheirKind() {
        for (FailureClass kind :
                List.of(
                        FailureClass.RATE_LIMITED,
                        FailureClass.TIMEOUT,
                        FailureClass.SERVER,
                        FailureClass.UNREACHABLE,
                        FailureClass.CREDENTIAL)) {
            metrics.add(Given.with(Given.trace("rq"), List.of(Given.failed(kind, 0))));
        }

        var wanted = new Metrics.Errors(1, 0.2, 0.2, 0.2, 0.4);
        assertEquals(wanted, metrics.of(Given.FIRST).errors());
        assertEquals(5, metrics.of(Given.FIRST).requests());
        assertEquals(wanted, metrics.ofKey("lab", "main").errors());
    }

    @Test
    void tellsHowLongAnswersTake() {
        for (int i = 1; i <= 100; i++) {
            metrics.add(
                    Given.with(
                            Given.trace("rq"),
                            List.of(
                                    Given.completed(
                                            Duration.ofMillis(i * 10L),
                                            Duration.ofMillis(i * 10L + 100)))));
        }

        Metrics found = metrics.of(Given.SECOND);
        assertEquals(100, found.requests());
        assertEquals(Metrics.Errors.NONE, found.errors());
        assertEquals(1000, found.input());
        assertEquals(1100, found.output());
        spread(505, 950, found.firstToken());
        spread(605, 1050, found.upstream());
        spread(10, 10, found.perOutputToken());
        spread(1, 1, found.gateway());
    }

    @Test
    void forgetsWhatIsOlderThanItsWindow() {
        metrics.add(Given.trace("old"));
        time.addAndGet(Duration.ofMinutes(10).toNanos());
        metrics.add(Given.trace("new"));
        assertEquals(2, metrics.of(Given.SECOND).requests());

        time.addAndGet(Duration.ofMinutes(6).toNanos());
        assertEquals(1, metrics.of(Given.SECOND).requests());
        assertEquals(11, metrics.of(Given.SECOND).output());

        time.addAndGet(Duration.ofMinutes(10).toNanos());
        assertEquals(Metrics.none(WINDOW), metrics.of(Given.SECOND));
    }

    @Test
    void forgetsTargetsThatManyOthersFollowed() {
        metrics.add(Given.trace("first"));
        for (int i = 0; i < 600; i++) {
            metrics.add(
                    Given.with(
                            Given.trace("rq"),
                            List.of(
                                    new dev.understudy.model.Trace.Tried(
                                            new Target("made", "up-" + i),
                                            "",
                                            Duration.ZERO,
                                            Duration.ofMillis(1),
                                            dev.understudy.model.Trace.Verdict.COMPLETED,
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty()))));
        }

        assertEquals(0, metrics.of(Given.SECOND).requests());
        assertEquals(1, metrics.of(new Target("made", "up-599")).requests());
    }

    private static void spread(double average, double p95, Optional<Metrics.Spread> found) {
        assertEquals(average, found.orElseThrow().average(), 0.01);
        assertEquals(p95, found.orElseThrow().p95(), p95 * 0.05);
    }
}
