package dev.understudy.model;

import java.time.Instant;
import java.util.Map;

/// How a model did lately, through this gateway. What is not asked for need not be worked out.
public interface ModelMetrics {
    /// When this is read: the end of the window.
    Instant at();

    /// With any key.
    Metrics all();

    /// By the id of the provider key; only keys that were used.
    Map<String, KeyMetrics> byKey();

    /// How a key did lately, and what is left of its limits.
    record KeyMetrics(Metrics metrics, KeyProfile.Quota quota) {}

    /// Metrics that were read.
    record Read(Instant at, Metrics all, Map<String, KeyMetrics> byKey) implements ModelMetrics {
        public Read {
            byKey = Map.copyOf(byKey);
        }
    }
}
