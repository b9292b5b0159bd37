package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.app.Forecaster.Step;
import dev.understudy.catalog.Endpoint.Percentiles;
import dev.understudy.console.chains.Forecast;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ForecasterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static Step step(double chance, double half, double slow, String price) {
        return new Step(
                OptionalDouble.of(chance),
                Optional.of(Spread.through(half, slow)),
                PATIENCE,
                Optional.empty(),
                Optional.of(new BigDecimal(price)),
                0,
                30,
                0);
    }

    private static Step weighing(Step step, int weight) {
        return new Step(
                step.chance(),
                step.firstToken(),
                step.patience(),
                step.hedge(),
                step.price(),
                weight,
                step.tries(),
                step.endpoints());
    }

    private static Step waiting(Step step, Duration patience, Optional<Duration> hedge) {
        return new Step(
                step.chance(),
                step.firstToken(),
                patience,
                hedge,
                step.price(),
                step.weight(),
                step.tries(),
                step.endpoints());
    }

    private static final Step UNKNOWN =
            new Step(
                    OptionalDouble.empty(),
                    Optional.empty(),
                    PATIENCE,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    0);

    private static void takes(double seconds, Optional<Duration> found) {
        assertEquals(seconds, found.orElseThrow().toNanos() / 1e9, 0.002);
    }

    @Test
    void oneStepIsAsItIs() {
        Forecast forecast = Forecaster.of(List.of(step(0.9, 0.8, 2.4, "0.002")));

        assertEquals(0.9, forecast.answers().orElseThrow(), 1e-9);
        takes(0.8, forecast.firstToken());
        takes(2.4, forecast.slowFirstToken());
        assertEquals(2.0, forecast.perThousand().orElseThrow().doubleValue(), 1e-6);
        assertEquals(30, forecast.basis().ownTries());
    }

    @Test
    void laterStepsAnswerForThoseThatFail() {
        // 1 - 0.2 * 0.1; 0.8 of 0.98 for 1 USD, 0.18 of 0.98 for 10 USD
        Forecast forecast =
                Forecaster.of(List.of(step(0.8, 1, 1, "0.001"), step(0.9, 2, 2, "0.010")));

        assertEquals(0.98, forecast.answers().orElseThrow(), 1e-9);
        assertEquals(
                (0.8 * 1 + 0.18 * 10) / 0.98,
                forecast.perThousand().orElseThrow().doubleValue(),
                1e-4);
        takes(1, forecast.firstToken());
        takes(3, forecast.slowFirstToken()); // one second lost, then two
    }

    @Test
    void timesAreThoseOfTheMixture() {
        // half of the answers within 1 s or less of one step that always answers
        Forecast even = Forecaster.of(List.of(step(0.5, 1, 4, "0.001"), step(1, 0.5, 2, "0.001")));

        double t = even.firstToken().orElseThrow().toNanos() / 1e9;
        assertEquals(
                0.5,
                0.5 * Spread.through(1, 4).below(t) + 0.5 * Spread.through(0.5, 2).below(t - 1),
                0.002);
        assertTrue(t > 1 && t < 1.7, "" + t);
    }

    @Test
    void aFailureCostsNoMoreThanThePatienceOrTheHedge() {
        Step slow = step(0.5, 8, 8, "0.001");
        Step quick = step(1, 1, 1, "0.001");

        takes(8, Forecaster.of(List.of(slow, quick)).firstToken());
        takes(
                4,
                Forecaster.of(
                                List.of(
                                        waiting(slow, Duration.ofSeconds(3), Optional.empty()),
                                        quick))
                        .firstToken());
        // both when it answers and when it fails, the second one has begun after 2 s + 1 s
        takes(
                3,
                Forecaster.of(
                                List.of(
                                        waiting(slow, PATIENCE, Optional.of(Duration.ofSeconds(2))),
                                        quick))
                        .slowFirstToken());
    }

    @Test
    void weightsSayWhoComesFirst() {
        // three of four begin with the first: 1 s; one of four with the second: 5 s
        Forecast forecast =
                Forecaster.of(
                        List.of(
                                weighing(step(1, 1, 1, "0.001"), 3),
                                weighing(step(1, 5, 5, "0.009"), 1)));

        assertEquals(1, forecast.answers().orElseThrow(), 1e-9);
        takes(1, forecast.firstToken());
        takes(5, forecast.slowFirstToken());
        assertEquals(3, forecast.perThousand().orElseThrow().doubleValue(), 1e-6);
    }

    @Test
    void whatIsNotKnownIsNotInvented() {
        Step good = step(0.9, 1, 2, "0.001");
        Step sure = step(0.999, 1, 2, "0.001");

        Forecast second = Forecaster.of(List.of(good, UNKNOWN));
        assertEquals(OptionalDouble.empty(), second.answers());
        assertEquals(Optional.empty(), second.firstToken());
        assertEquals(Optional.empty(), second.perThousand());
        assertEquals(0.999, Forecaster.of(List.of(sure, UNKNOWN)).answers().orElseThrow(), 1e-9);
        assertEquals(Forecast.UNKNOWN, Forecaster.of(List.of(UNKNOWN)));
        assertEquals(Forecast.UNKNOWN, Forecaster.of(List.of()));
    }

    @Test
    void aPriceAloneIsWorthTelling() {
        var priced =
                new Step(
                        OptionalDouble.empty(),
                        Optional.empty(),
                        PATIENCE,
                        Optional.empty(),
                        Optional.of(new BigDecimal("0.0025")),
                        0,
                        0,
                        0);

        Forecast forecast = Forecaster.of(List.of(priced));

        assertEquals(OptionalDouble.empty(), forecast.answers());
        assertEquals(2.5, forecast.perThousand().orElseThrow().doubleValue(), 1e-9);
    }

    @Test
    void aSpreadGoesThroughItsPoints() {
        Spread spread = Spread.through(1, 3);

        assertEquals(0.5, spread.below(1), 1e-4);
        assertEquals(0.95, spread.below(3), 1e-4);
        assertEquals(0, spread.below(0));
        Spread place = Spread.of(new Percentiles(500, 700, 900, 2000)).orElseThrow();
        assertEquals(0.9, place.below(0.9), 1e-4);
    }
}
