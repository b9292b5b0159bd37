package dev.understudy.upstream;

import java.util.Map;

/// Headers a provider might send.
final class GivenHeaders {
    private GivenHeaders() {}

    static Headers of(Map<String, String> values) {
        return () ->
                values.entrySet().stream()
                        .map(entry -> new Headers.Field(entry.getKey(), entry.getValue()));
    }
}
