package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-08-21T12:00:00Z");
    private final RetryAfter retryAfter = new RetryAfter(InstantSource.fixed(NOW));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after|2|PT2S",
                "retry-after|0|PT0S",
                "retry-after|1.5|PT1.5S",
                "Retry-After|' 7 '|PT7S",
                "retry-after|-5|PT0S",
                "retry-after|86400|PT24H",
                "retry-after|Fri, 21 Aug 2026 12:00:30 GMT|PT30S",
                "retry-after|Fri, 21 Aug 2026 11:00:00 GMT|PT0S",
                "retry-after-ms|250|PT0.25S",
                "retry-after-ms|0|PT0S",
                "retry-after-ms|-1|PT0S",
                "x-ratelimit-reset|1787313660000|PT1M",
                "x-ratelimit-reset|1787313000000|PT0S",
                "x-ratelimit-reset-requests|12ms|PT0.012S",
                "x-ratelimit-reset-requests|1s|PT1S",
                "x-ratelimit-reset-tokens|6m0s|PT6M",
                "x-ratelimit-reset-tokens|1h2m3.5s|PT1H2M3.5S",
                "x-ratelimit-reset-tokens|2m59.56s|PT2M59.56S",
                "x-ratelimit-reset-tokens|1m5ms|PT1M0.005S",
                "anthropic-ratelimit-requests-reset|2026-08-21T12:00:18Z|PT18S",
                "anthropic-ratelimit-tokens-reset|2026-08-21T11:59:00Z|PT0S"
            })
    void readsEveryFormOfHeader(String header, String value, Duration wait) {
        assertEquals(Optional.of(wait), read(Map.of(header, value), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after|soon",
                "retry-after|''",
                "retry-after|' '",
                "retry-after|NaN",
                "retry-after|Infinity",
                "retry-after|-Infinity",
                "retry-after|1e400",
                "retry-after|5d",
                "retry-after|0x10",
                "retry-after|1_000",
                "retry-after|99999999999999999999999",
                "retry-after|2026-08-21",
                "retry-after|Fri, 32 Aug 2026 12:00:30 GMT",
                "retry-after-ms|a",
                "x-ratelimit-reset|60",
                "x-ratelimit-reset|1s1h",
                "x-ratelimit-reset|tomorrow",
                "x-ratelimit-reset|''",
                "x-ratelimit-reset|99999999999999999999h",
                "anthropic-ratelimit-tokens-reset|2026-13-01T00:00:00Z"
            })
    void passesOverRubbish(String header, String value) {
        assertEquals(Optional.empty(), read(Map.of(header, value), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999", "1e14"})
    void readsHugeWaits(String seconds) {
        assertEquals(
                Optional.of(Duration.ofSeconds((long) Double.parseDouble(seconds))),
                read(Map.of("retry-after", seconds), ""));
    }

    @Test
    void prefersTheFinerHeaderThenTheHeaderThenTheBodyThenTheReset() {
        String body = "{\"error\":{\"metadata\":{\"retry_after_seconds\":3}}}";
        String reset = "x-ratelimit-reset-requests";

        assertEquals(
                wait(1),
                read(Map.of("retry-after-ms", "1000", "retry-after", "2", reset, "4s"), body));
        assertEquals(wait(2), read(Map.of("retry-after", "2", reset, "4s"), body));
        assertEquals(wait(2), read(Map.of("retry-after-ms", "x", "retry-after", "2"), body));
        assertEquals(wait(3), read(Map.of("retry-after", "x", reset, "4s"), body));
        assertEquals(wait(4), read(Map.of(reset, "4s"), "{}"));
    }

    @Test
    void readsTheBodysOwnFields() {
        assertEquals(
                wait(40), read(Map.of(), "{\"error\":{\"availability\":{\"retry_after\":40}}}"));
        assertEquals(
                wait(18), read(Map.of(), "{\"error\":{\"details\":[{\"retryDelay\":\"18s\"}]}}"));
        assertEquals(
                wait(0), read(Map.of(), "{\"error\":{\"metadata\":{\"retry_after_seconds\":-4}}}"));
    }

    @Test
    void waitsForTheLastOfTheLimitsThatAreSpent() {
        assertEquals(
                wait(9),
                read(
                        Map.of(
                                "x-ratelimit-reset-requests", "4s",
                                "x-ratelimit-reset-tokens", "9s"),
                        ""));
        assertEquals(
                wait(4),
                read(
                        Map.of(
                                "x-ratelimit-remaining-requests", "0",
                                "x-ratelimit-reset-requests", "4s",
                                "x-ratelimit-remaining-tokens", "150",
                                "x-ratelimit-reset-tokens", "9s"),
                        ""));
    }

    @Test
    void asksForNoWaitWhereNothingTellsOne() {
        assertEquals(Optional.empty(), read(Map.of(), ""));
    }

    private static Optional<Duration> wait(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private Optional<Duration> read(Map<String, String> headers, String body) {
        return retryAfter.read(GivenHeaders.of(headers), body);
    }
}
