package dev.understudy.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A request the sandbox received.
///
/// @param path with its query
/// @param headers by lower-case name; of keys only the last four characters
/// @param body its beginning, at most 32 KiB
/// @param nanos [System#nanoTime()] at `received`
/// @param clientLeft how long after `received` the client left without waiting for the answer's end
public record RecordedRequest(
        String method,
        String path,
        Map<String, String> headers,
        String body,
        Instant received,
        long nanos,
        Optional<Duration> clientLeft) {
    public RecordedRequest {
        headers = Map.copyOf(headers);
    }
}
