package dev.understudy.model;

import java.time.Duration;
import java.util.Optional;

/// How an attempt failed.
///
/// @param error the provider's words, or ours where it said nothing
/// @param retryAfter the wait the provider asked for, in any of its forms
/// @param body the provider's error body as received, at most 64 KiB; empty if there was none
public record Failure(
        FailureClass kind, ProviderError error, Optional<Duration> retryAfter, String body) {
    /// A failure without an answer: the connection failed, broke, or stayed silent.
    public static Failure without(FailureClass kind, String message) {
        return new Failure(kind, new ProviderError(0, "", "", message), Optional.empty(), "");
    }
}
