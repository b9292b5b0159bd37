package dev.understudy.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the numbers in model names.
final class Numbers {
    private Numbers() {}

    /// The whole number behind `prefix`, such as 20 in `drop-after-20`.
    static OptionalInt after(String prefix, String name) {
        if (!name.startsWith(prefix)) {
            return OptionalInt.empty();
        }
        String digits = name.substring(prefix.length());
        return digits.matches("[0-9]{1,6}")
                ? OptionalInt.of(Integer.parseInt(digits))
                : OptionalInt.empty();
    }

    /// Seconds, perhaps with a fraction, from `start` to the end.
    static Optional<Duration> seconds(String name, int start) {
        String number = name.substring(start);
        if (!number.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(Math.round(Double.parseDouble(number) * 1e9)));
    }
}
