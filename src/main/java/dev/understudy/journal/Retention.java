package dev.understudy.journal;

import java.time.Duration;

/// How much of the past is kept: what is older goes, and the oldest goes when there is too much.
///
/// @param bytes the most the journal's content may take
public record Retention(Duration age, long bytes) {
    /// What holds where nothing else is said.
    public static final Retention STANDARD = new Retention(Duration.ofDays(90), 500_000_000);

    public Retention {
        if (!age.isPositive() || bytes <= 0) {
            throw new IllegalArgumentException("keeps nothing: %s, %d".formatted(age, bytes));
        }
    }
}
