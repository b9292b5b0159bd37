package dev.understudy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Rehearsal.Trouble;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The words of faults, as headers and suites hold them.
final class RehearsalWordsTest {
    private static final int ROUNDS = 5_000;

    @Test
    void readsBackWhateverItWrites() {
        var random = new Random(20);
        for (int i = 0; i < ROUNDS; i++) {
            var troubles = new HashMap<Integer, Trouble>();
            for (int steps = random.nextInt(4); steps > 0; steps--) {
                troubles.put(1 + random.nextInt(99), trouble(random));
            }
            var rehearsal = new Rehearsal(troubles);

            assertEquals(rehearsal, Rehearsal.parse(rehearsal.header()), rehearsal.header());
        }
    }

    private static Trouble trouble(Random random) {
        return new Trouble(
                fault(random),
                random.nextBoolean()
                        ? OptionalInt.empty()
                        : OptionalInt.of(1 + random.nextInt(99)));
    }

    private static Fault fault(Random random) {
        Duration length = Duration.ofMillis(random.nextInt(100_000_000));
        return switch (random.nextInt(4)) {
            case 0 ->
                    new Fault.Status(
                            400 + random.nextInt(200),
                            random.nextBoolean() ? Optional.empty() : Optional.of(length));
            case 1 -> any(random, Fault.Plain.values());
            case 2 -> new Fault.Slow(length);
            default ->
                    new Fault.Midway(
                            any(random, Fault.How.values()), random.nextInt(Fault.MOST_EVENTS + 1));
        };
    }

    private static <T> T any(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1=429@2, 2=timeout | 1=429@2s, 2=timeout",
                "2=500x1,1=slow     | 1=slow@3s, 2=500x1",
                "1 = slow@0.250s    | 1=slow@0.25s",
                "1=break            | 1=break",
                "1=error@5x2        | 1=error@5x2",
                "1=resetx1          | 1=resetx1",
                "1=429@30sx1        | 1=429@30sx1",
                "''                 | ''"
            })
    void writesEachInOneWay(String given, String written) {
        assertEquals(written, Rehearsal.parse(given).header());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1=nonsense",
                "1=200",
                "1=600",
                "1=break@2s",
                "1=break@1.5",
                "1=timeout@3",
                "1=503x0",
                "1=503x",
                "1=slow@100000",
                "0=503",
                "100=503",
                "x=503",
                "503",
                "1=",
                "1=503,1=503",
                "1=429/30s"
            })
    void saysWhatThereIsWhereAWordIsNone(String text) {
        var told = assertThrows(IllegalArgumentException.class, () -> Rehearsal.parse(text));

        assertTrue(String.valueOf(told.getMessage()).startsWith("\""), told.getMessage());
    }

    @Test
    void playsAFaultForTheFirstCallsAlone() {
        Trouble twice = Trouble.parse("503x2");

        assertTrue(twice.strikes(2));
        assertEquals(false, twice.strikes(3));
        assertTrue(new Trouble(Fault.Plain.RESET).strikes(1_000));
    }

    @Test
    void holdsOnlyWhatCanBeWritten() {
        Duration fine = Duration.ofNanos(1);

        assertThrows(IllegalArgumentException.class, () -> new Fault.Slow(fine));
        assertThrows(IllegalArgumentException.class, () -> new Fault.Slow(Fault.LONGEST));
        assertThrows(IllegalArgumentException.class, () -> new Fault.Status(200, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new Fault.Midway(Fault.How.BREAK, -1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Rehearsal(Map.of(0, new Trouble(Fault.Plain.RESET))));
    }
}
