package dev.understudy.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// What the settings add to every request that goes to a provider.
///
/// @param headers by name; never the ones a key travels in
/// @param queryParams put behind the address
/// @param body values as JSON text by top-level field; they win over the caller's
/// @param maxOutputTokens the most a caller may ask for
/// @param secrets the values in it that the settings only name: from the vault, or the environment
public record Additions(
        Map<String, String> headers,
        Map<String, String> queryParams,
        Map<String, String> body,
        OptionalInt maxOutputTokens,
        Set<String> secrets) {
    /// Nothing is added.
    public static final Additions NONE =
            new Additions(Map.of(), Map.of(), Map.of(), OptionalInt.empty());

    /// Additions in which nothing is secret.
    public Additions(
            Map<String, String> headers,
            Map<String, String> queryParams,
            Map<String, String> body,
            OptionalInt maxOutputTokens) {
        this(headers, queryParams, body, maxOutputTokens, Set.of());
    }

    public Additions {
        headers = ordered(headers);
        queryParams = ordered(queryParams);
        body = ordered(body);
        secrets = Set.copyOf(secrets);
    }

    /// The names alone: a value may be a secret.
    @Override
    public String toString() {
        return "Additions[headers=%s, queryParams=%s, body=%s, maxOutputTokens=%s]"
                .formatted(headers.keySet(), queryParams.keySet(), body.keySet(), maxOutputTokens);
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
