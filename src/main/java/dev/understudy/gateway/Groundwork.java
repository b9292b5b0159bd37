package dev.understudy.gateway;

import dev.understudy.catalog.CatalogueShelf;
import dev.understudy.journal.RecentMetrics;
import dev.understudy.model.GatewaySettings;
import dev.understudy.routing.Failover;
import dev.understudy.routing.Health;
import dev.understudy.routing.KeyChoice;
import dev.understudy.routing.Quotas;
import dev.understudy.routing.Resolver;
import dev.understudy.routing.Selection;
import dev.understudy.routing.Turns;
import dev.understudy.routing.Upstream;
import dev.understudy.strategy.InvalidExpressionException;
import dev.understudy.strategy.KeyStrategy;
import dev.understudy.strategy.ModelStrategy;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// What outlives the settings of a gateway, and what routes are made of.
///
/// @param shelf where the catalogue stands
/// @param upstream the way to the providers
/// @param health how targets and keys are
/// @param turns of chains with weights
/// @param metrics how attempts went lately
/// @param quotas what is left of the keys' limits
/// @param pause how attempts are waited between
public record Groundwork(
        CatalogueShelf shelf,
        Upstream upstream,
        Health health,
        Turns turns,
        RecentMetrics metrics,
        Quotas quotas,
        Failover.Pause pause) {
    /// What settings make of requests.
    ///
    /// @throws IllegalArgumentException if an expression of a strategy is wrong, which
    ///   [StrategyCheck] tells while settings are read
    public Routes routes(GatewaySettings settings) {
        var repertoire = new Repertoire(settings, shelf, metrics, quotas);
        KeyChoice keys = keys(settings.strategies().keys());
        return new Routes(
                settings,
                new Resolver(
                        settings,
                        repertoire,
                        selection(settings.strategies().models(), repertoire),
                        turns),
                new Failover(
                        settings,
                        upstream,
                        health,
                        keys,
                        repertoire::contextWindow,
                        System::nanoTime,
                        pause,
                        RandomGenerator.getDefault()),
                repertoire,
                keys);
    }

    private static Selection selection(List<String> expressions, Repertoire repertoire) {
        if (expressions.isEmpty()) {
            return Selection.ALL;
        }
        try {
            return new StrategySelection(
                    new ModelStrategy(expressions, System::nanoTime),
                    repertoire,
                    ThreadLocalRandom::current);
        } catch (InvalidExpressionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private KeyChoice keys(List<String> expressions) {
        if (expressions.isEmpty()) {
            return KeyChoice.ALL;
        }
        try {
            return new StrategyKeys(
                    new KeyStrategy(expressions, System::nanoTime),
                    metrics,
                    quotas,
                    ThreadLocalRandom::current);
        } catch (InvalidExpressionException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
