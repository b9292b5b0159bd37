package dev.understudy.gateway;

import dev.understudy.model.GatewaySettings;
import dev.understudy.routing.Failover;
import dev.understudy.routing.Resolver;

/// What one set of settings makes of requests. A request keeps the routes it began with.
public record Routes(
        GatewaySettings settings, Resolver resolver, Failover failover, Repertoire repertoire) {}
