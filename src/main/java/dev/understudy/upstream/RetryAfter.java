package dev.understudy.upstream;

import dev.understudy.translate.ErrorBodies;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads how long a provider asks to wait, from any of the forms in use.
///
/// First that holds: `retry-after-ms`; `retry-after` as seconds or as an HTTP date (RFC 9110,
/// 10.2.3); the body's own field; the reset of a spent limit, as epoch milliseconds, a span such as
/// `6m0s`, or an RFC 3339 time.
final class RetryAfter {
    private static final Pattern SPAN =
            Pattern.compile(
                    "(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,6}(?:\\.\\d{1,9})?)s)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)ms)?");
    private static final List<String> RESETS =
            List.of(
                    "x-ratelimit-reset",
                    "x-ratelimit-reset-requests",
                    "x-ratelimit-reset-tokens",
                    "anthropic-ratelimit-requests-reset",
                    "anthropic-ratelimit-tokens-reset");

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?\\d{1,15}(?:\\.\\d{0,9})?(?:[eE]\\+?\\d{1,2})?");

    private final InstantSource clock;

    RetryAfter(InstantSource clock) {
        this.clock = clock;
    }

    /// The wait; never negative. Empty if the provider asks for none.
    Optional<Duration> read(Headers headers, String body) {
        return headers.firstValue("retry-after-ms")
                .flatMap(value -> number(value, 1))
                .or(() -> headers.firstValue("retry-after").flatMap(this::retryAfter))
                .or(() -> ErrorBodies.retryAfter(body))
                .or(() -> resets(headers))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private Optional<Duration> retryAfter(String value) {
        return number(value, 1000).or(() -> httpDate(value));
    }

    private Optional<Duration> resets(Headers headers) {
        return RESETS.stream()
                .filter(name -> !spared(headers, name))
                .flatMap(name -> headers.firstValue(name).flatMap(this::reset).stream())
                .max(Duration::compareTo);
    }

    /// Whether the limit whose reset this is has something left.
    private static boolean spared(Headers headers, String reset) {
        return headers.firstValue(reset.replace("reset", "remaining"))
                .filter(left -> !left.strip().equals("0"))
                .isPresent();
    }

    /// Until a limit is full again, told as a time or as a length of it.
    Optional<Duration> reset(String value) {
        Optional<Duration> epoch =
                number(value, 1)
                        .filter(time -> time.toMillis() > 1_000_000_000_000L)
                        .map(time ->
                                Duration.between(
                                        clock.instant(), Instant.ofEpochMilli(time.toMillis())));
        return epoch.or(() -> span(value)).or(() -> time(value));
    }

    private static Optional<Duration> number(String value, int millis) {
        String text = value.strip();
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(text);
        return Math.abs(number) < 1e15
                ? Optional.of(Duration.ofMillis((long) (number * millis)))
                : Optional.empty();
    }

    private Optional<Duration> httpDate(String value) {
        try {
            var date = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(clock.instant(), date.toInstant()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private Optional<Duration> time(String value) {
        try {
            return Optional.of(Duration.between(clock.instant(), Instant.parse(value.strip())));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> span(String value) {
        Matcher match = SPAN.matcher(value.strip());
        if (value.isBlank() || !match.matches()) {
            return Optional.empty();
        }
        double seconds =
                part(match, 1) * 3600
                        + part(match, 2) * 60
                        + part(match, 3)
                        + part(match, 4) / 1000;
        return Optional.of(Duration.ofMillis((long) (seconds * 1000)));
    }

    private static double part(Matcher match, int group) {
        return match.group(group) == null ? 0 : Double.parseDouble(match.group(group));
    }
}
