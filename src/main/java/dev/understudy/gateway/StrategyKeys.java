package dev.understudy.gateway;

import dev.understudy.journal.RecentMetrics;
import dev.understudy.model.KeyProfile;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import dev.understudy.routing.KeyChoice;
import dev.understudy.routing.Quotas;
import dev.understudy.strategy.Choice;
import dev.understudy.strategy.KeyStrategy;
import dev.understudy.strategy.StrategyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Chooses keys by the expressions of the settings, which know a key by its alias. Thread-safe.
final class StrategyKeys implements KeyChoice {
    private final KeyStrategy strategy;
    private final RecentMetrics metrics;
    private final Quotas quotas;
    private final Supplier<RandomGenerator> random;

    /// @param random for one thread at a time each, such as `ThreadLocalRandom::current`
    StrategyKeys(
            KeyStrategy strategy,
            RecentMetrics metrics,
            Quotas quotas,
            Supplier<RandomGenerator> random) {
        this.strategy = strategy;
        this.metrics = metrics;
        this.quotas = quotas;
        this.random = random;
    }

    @Override
    public Chosen choose(Target target, Provider provider) {
        Map<String, ProviderKey> keys = new LinkedHashMap<>();
        var profiles = new ArrayList<KeyProfile>();
        for (ProviderKey key : provider.keys()) {
            keys.put(key.alias(), key);
            profiles.add(
                    new KeyProfile(
                            key.alias(),
                            quotas.of(provider, key),
                            metrics.ofKey(provider.id(), key.alias()).errors()));
        }
        try {
            Choice<KeyProfile> choice = strategy.choose(profiles, random.get());
            List<String> ids = choice.chosen().stream().map(KeyProfile::id).toList();
            return new Chosen(
                    ids.stream().map(keys::get).filter(Objects::nonNull).toList(),
                    Evaluations.ofKeys(target, choice.steps(), ids));
        } catch (StrategyException e) {
            return new Chosen(List.of(), Evaluations.ofKeys(target, e.steps(), List.of()));
        }
    }
}
