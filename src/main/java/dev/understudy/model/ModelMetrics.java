package dev.understudy.model;

import java.time.Instant;
import java.util.Map;

/// How a model did lately, through this gateway.
///
/// @param at when this was read: the end of the window
/// @param all with any key
/// @param byKey by the id of the provider key; only keys that were used
public record ModelMetrics(Instant at, Metrics all, Map<String, KeyMetrics> byKey) {
    public ModelMetrics {
        byKey = Map.copyOf(byKey);
    }

    /// How a key did lately, and what is left of its limits.
    public record KeyMetrics(Metrics metrics, KeyProfile.Quota quota) {}
}
