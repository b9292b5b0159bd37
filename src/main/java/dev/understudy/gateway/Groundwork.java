package dev.understudy.gateway;

import dev.understudy.catalog.CatalogueShelf;
import dev.understudy.model.GatewaySettings;
import dev.understudy.routing.Failover;
import dev.understudy.routing.Health;
import dev.understudy.routing.Resolver;
import dev.understudy.routing.Selection;
import dev.understudy.routing.Upstream;
import java.util.random.RandomGenerator;

/// What outlives the settings of a gateway, and what routes are made of.
///
/// @param shelf where the catalogue stands
/// @param upstream the way to the providers
/// @param health how targets and keys are
/// @param pause how attempts are waited between
public record Groundwork(
        CatalogueShelf shelf, Upstream upstream, Health health, Failover.Pause pause) {
    /// What settings make of requests.
    public Routes routes(GatewaySettings settings) {
        var repertoire = new Repertoire(settings, shelf);
        return new Routes(
                settings,
                new Resolver(settings, repertoire, Selection.ALL),
                new Failover(
                        settings,
                        upstream,
                        health,
                        System::nanoTime,
                        pause,
                        RandomGenerator.getDefault()),
                repertoire);
    }
}
