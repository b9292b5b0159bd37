package dev.understudy.model;

import java.util.Map;

/// How a model did lately, through this gateway.
///
/// @param endpoint over all keys
/// @param byKey by the id of the provider key; only keys that were used
public record ModelMetrics(Metrics endpoint, Map<String, Metrics> byKey) {
    /// It was not used.
    public static final ModelMetrics NONE = new ModelMetrics(Metrics.NONE, Map.of());

    public ModelMetrics {
        byKey = Map.copyOf(byKey);
    }
}
