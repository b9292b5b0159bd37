package dev.understudy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsageTest {
    @Test
    void takesACountThatCannotBeForUntold() {
        assertEquals(
                new Usage(0, 0, 0, 0, 1_000_000_000_000L, Optional.empty()),
                new Usage(
                        Long.MAX_VALUE,
                        Long.MIN_VALUE,
                        -1,
                        1_000_000_000_001L,
                        1_000_000_000_000L,
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.00012, 0.00012",
        "1000000, 1000000",
        "1e-13, 0",
        "1e-999999999, 0",
        "-1,",
        "1000001,",
        "1e999999999,"
    })
    void takesACostThatCannotBeForUntold(BigDecimal told, BigDecimal cost) {
        assertEquals(Optional.ofNullable(cost), new Usage(1, 2, 3, 4, Optional.of(told)).cost());
    }
}
