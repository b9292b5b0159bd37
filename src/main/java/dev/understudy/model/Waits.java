package dev.understudy.model;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// How long an attempt at one target may wait, where that differs from the settings at large.
///
/// @param perRequest as of [Timeouts], like the others
public record Waits(
        Optional<Duration> perRequest,
        Optional<Duration> firstToken,
        Optional<Duration> streamIdle) {
    /// As everywhere.
    public static final Waits USUAL =
            new Waits(Optional.empty(), Optional.empty(), Optional.empty());

    /// These, and the others' where these say nothing.
    public Waits or(Waits others) {
        return new Waits(
                perRequest.or(others::perRequest),
                firstToken.or(others::firstToken),
                streamIdle.or(others::streamIdle));
    }

    /// What holds, with what holds everywhere where these say nothing.
    public Timeouts over(Timeouts all) {
        return equals(USUAL)
                ? all
                : new Timeouts(
                        either(perRequest, Timeouts::perRequest, all),
                        either(firstToken, Timeouts::firstToken, all),
                        either(streamIdle, Timeouts::streamIdle, all),
                        all.total());
    }

    private static Duration either(
            Optional<Duration> own, Function<Timeouts, Duration> usual, Timeouts all) {
        return own.orElseGet(() -> usual.apply(all));
    }
}
