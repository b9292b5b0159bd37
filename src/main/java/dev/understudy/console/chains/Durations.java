package dev.understudy.console.chains;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as people write them: `500 ms`, `12 s`, `1.5 s`, `2 m`; a number alone is of
/// seconds.
final class Durations {
    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,6}(?:[.,]\\d{1,3})?)\\s*(ms|s|m|min)?");
    private static final BigDecimal SECOND = BigDecimal.valueOf(1_000);
    private static final BigDecimal MINUTE = BigDecimal.valueOf(60_000);

    private Durations() {}

    static String of(Duration time) {
        long millis = time.toMillis();
        if (millis % 60_000 == 0 && millis > 0) {
            return millis / 60_000 + " m";
        }
        return millis < 1_000
                ? millis + " ms"
                : BigDecimal.valueOf(millis)
                                .divide(SECOND, 3, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " s";
    }

    /// Nothing if the text is no length of time, or none at all.
    static Optional<Duration> read(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var number = new BigDecimal(matcher.group(1).replace(',', '.'));
        BigDecimal unit =
                switch (String.valueOf(matcher.group(2))) {
                    case "ms" -> BigDecimal.ONE;
                    case "m", "min" -> MINUTE;
                    default -> SECOND;
                };
        return Optional.of(Duration.ofMillis(number.multiply(unit).longValue()))
                .filter(Duration::isPositive);
    }
}
