package dev.understudy.console.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How long something is past, in words.
public record Ago(Texts texts, InstantSource clock) {
    /// `just now`, `5 min ago`, `3 h ago`, `2 days ago`.
    public String since(Instant when) {
        Duration past = Duration.between(when, clock.instant());
        if (past.toMinutes() < 1) {
            return texts.get("ago.now");
        }
        if (past.toHours() < 1) {
            return texts.format("ago.minutes", past.toMinutes());
        }
        return past.toDays() < 1
                ? texts.format("ago.hours", past.toHours())
                : texts.format("ago.days", past.toDays());
    }
}
