package dev.understudy.model;

import java.time.Duration;

/// How long a request may wait.
///
/// @param perRequest one attempt, until its headers
/// @param firstToken silence before the first token, where another target remains
/// @param streamIdle silence between events
/// @param total all attempts until the first token
public record Timeouts(
        Duration perRequest, Duration firstToken, Duration streamIdle, Duration total) {
    /// What holds where the settings say nothing.
    public static final Timeouts STANDARD =
            new Timeouts(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5));
}
