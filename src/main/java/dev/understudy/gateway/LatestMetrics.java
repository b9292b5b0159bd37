package dev.understudy.gateway;

import dev.understudy.journal.RecentMetrics;
import dev.understudy.model.Metrics;
import dev.understudy.model.ModelMetrics;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import dev.understudy.routing.Quotas;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A model's metrics as they are at the moment of asking.
record LatestMetrics(Provider provider, String model, RecentMetrics metrics, Quotas quotas)
        implements ModelMetrics {
    @Override
    public Instant at() {
        return Instant.now();
    }

    @Override
    public Metrics all() {
        return metrics.of(new Target(provider.id(), model));
    }

    @Override
    public Map<String, KeyMetrics> byKey() {
        Map<String, KeyMetrics> byKey = new LinkedHashMap<>();
        for (ProviderKey key : provider.keys()) {
            Metrics of = metrics.ofKey(provider.id(), key.alias());
            if (of.requests() > 0) {
                byKey.put(key.alias(), new KeyMetrics(of, quotas.of(provider, key)));
            }
        }
        return byKey;
    }
}
