package dev.understudy.gateway;

import dev.understudy.access.Accounts;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The routes that tell how the gateway is, which answer while it drains too: whether it lives,
/// takes requests, and what it has counted.
final class Vitals {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Routes routes;
    private final Guard guard;
    private final Accounts accounts;
    private final Meters meters;

    Vitals(Routes routes, Guard guard, Accounts accounts, Meters meters) {
        this.routes = routes;
        this.guard = guard;
        this.accounts = accounts;
        this.meters = meters;
    }

    /// Whether there is such a route.
    ///
    /// @param draining whether no more requests are taken
    boolean answered(Exchange exchange, String path, boolean draining)
            throws RefusedException, IOException {
        switch (path) {
            case "/healthz" -> {
                Surfaces.method(exchange, "GET");
                say(exchange, "ok");
            }
            case "/readyz" -> {
                Surfaces.method(exchange, "GET");
                if (draining) {
                    throw shuttingDown();
                }
                if (!mayAnswer(routes.settings())) {
                    throw new RefusedException(
                            ErrorCode.NOT_READY,
                            "there is no provider to ask: gateway.yaml switches all of them off, or its only_allow_configured_… let none through");
                }
                say(exchange, "ready");
            }
            case "/metrics" -> {
                Surfaces.method(exchange, "GET");
                new Caller(guard.checkAccess(exchange.request()), accounts).checkMetrics();
                exchange.send(200, PROMETHEUS, meters.scrape(routes.failover()));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /// No more requests are taken.
    static RefusedException shuttingDown() {
        return new RefusedException(
                ErrorCode.SHUTTING_DOWN, "the gateway is shutting down: ask again in a moment");
    }

    private static void say(Exchange exchange, String status) throws IOException {
        exchange.send(
                200,
                "application/json",
                "{\"status\":\"%s\"}".formatted(status).getBytes(StandardCharsets.UTF_8));
    }

    /// Whether the settings let any provider through. One without a stored key counts: a caller may
    /// bring its own.
    private static boolean mayAnswer(GatewaySettings settings) {
        GatewaySettings.Restrictions only = settings.restrictions();
        return settings.providers().stream()
                .filter(provider -> provider.standing() != Standing.DISABLED)
                .filter(provider ->
                        !only.onlyConfiguredProviders() || provider.standing() == Standing.LISTED)
                .anyMatch(provider -> !only.onlyConfiguredModels() || hasModel(provider));
    }

    private static boolean hasModel(Provider provider) {
        return provider.models().stream().anyMatch(model -> !model.disabled());
    }
}
