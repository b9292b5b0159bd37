package dev.understudy.console.ui;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How numbers are written in tables and on cards.
public final class Numbers {
    /// Stands where there is no number.
    public static final String NONE = "–";

    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM);

    private Numbers() {}

    /// `1M`, `200k`, `131k`, `512`.
    public static String tokens(OptionalLong tokens) {
        if (tokens.isEmpty()) {
            return NONE;
        }
        long count = tokens.getAsLong();
        if (count >= 1_000_000) {
            return scaled(count, 1_000_000) + "M";
        }
        return count >= 1_000 ? Math.round(count / 1_000.0) + "k" : String.valueOf(count);
    }

    private static String scaled(long count, long unit) {
        return BigDecimal.valueOf(count)
                .divide(BigDecimal.valueOf(unit), 1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /// Two places; as many as tell two figures if it is less than a cent.
    public static String usd(BigDecimal usd) {
        if (usd.signum() == 0) {
            return "$0";
        }
        return usd.abs().compareTo(CENT) < 0
                ? "$" + usd.round(new MathContext(2)).stripTrailingZeros().toPlainString()
                : "$" + usd.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /// All its figures.
    public static String exact(BigDecimal usd) {
        BigDecimal plain = usd.stripTrailingZeros();
        return "$" + (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }

    /// `14 Nov 2026`, as the language has it.
    public static String day(LocalDate date) {
        return DAY.withLocale(Locale.ENGLISH).format(date);
    }

    /// `412 ms`, `1.3 s`.
    public static String time(Duration time) {
        return millis(time.toNanos() / 1e6);
    }

    /// The same, of milliseconds.
    public static String millis(double millis) {
        return millis < 1_000
                ? Math.round(millis) + " ms"
                : BigDecimal.valueOf(millis / 1_000).setScale(1, RoundingMode.HALF_UP) + " s";
    }

    /// `99.8 %`.
    public static String percent(OptionalDouble percent) {
        return percent.isEmpty()
                ? NONE
                : BigDecimal.valueOf(percent.getAsDouble()).setScale(1, RoundingMode.HALF_UP)
                        + " %";
    }
}
