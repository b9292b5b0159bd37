package dev.understudy.gateway;

import dev.understudy.model.GatewaySettings;
import dev.understudy.routing.Failover;
import dev.understudy.routing.KeyChoice;
import dev.understudy.routing.Resolver;

/// What one set of settings makes of requests. A request keeps the routes it began with.
///
/// @param keys which keys a target is asked with
public record Routes(
        GatewaySettings settings,
        Resolver resolver,
        Failover failover,
        Repertoire repertoire,
        KeyChoice keys) {}
