package dev.understudy.model;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// What `gateway.yaml` says, checked. Immutable: a request keeps the settings it began with.
///
/// @param failover which failures move on
/// @param providers those the file names, in its order, then the built-in ones it does not name
public record GatewaySettings(
        ServerSettings server,
        Timeouts timeouts,
        FailoverRule failover,
        List<Provider> providers,
        List<Chain> chains,
        Requests requests,
        Restrictions restrictions,
        Strategies strategies,
        Outbound outbound,
        Sync catalogue) {
    public GatewaySettings {
        providers = List.copyOf(providers);
        chains = List.copyOf(chains);
    }

    /// Settings that say nothing of requests, restrictions, strategies and the way out.
    public GatewaySettings(
            ServerSettings server,
            Timeouts timeouts,
            FailoverRule failover,
            List<Provider> providers,
            List<Chain> chains) {
        this(
                server,
                timeouts,
                failover,
                providers,
                chains,
                Requests.STANDARD,
                Restrictions.NONE,
                Strategies.NONE,
                Outbound.STANDARD,
                Sync.ON_DEMAND);
    }

    /// The ids of the providers that can be asked.
    public Set<String> callable() {
        return providers.stream()
                .filter(Provider::isCallable)
                .map(Provider::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The same, listening elsewhere.
    public GatewaySettings at(String host, int port) {
        return new GatewaySettings(
                server.at(host, port),
                timeouts,
                failover,
                providers,
                chains,
                requests,
                restrictions,
                strategies,
                outbound,
                catalogue);
    }

    /// The same, chosen otherwise.
    public GatewaySettings with(Strategies others) {
        return new GatewaySettings(
                server,
                timeouts,
                failover,
                providers,
                chains,
                requests,
                restrictions,
                others,
                outbound,
                catalogue);
    }

    /// What holds for every request.
    ///
    /// @param maxInputTokens the longest prompt, as estimated
    /// @param additions what every request to a provider gets; each provider has them too
    public record Requests(OptionalInt maxInputTokens, Additions additions, OnError onError) {
        /// What holds where the settings say nothing.
        public static final Requests STANDARD =
                new Requests(OptionalInt.empty(), Additions.NONE, OnError.HALT);
    }

    /// What a policy does once every target has failed. Here nothing follows, so both tell the
    /// caller.
    public enum OnError {
        HALT,
        CONTINUE
    }

    /// What requests are restricted to.
    ///
    /// @param onlyConfiguredProviders to the providers the settings name
    /// @param onlyConfiguredModels to the models the settings name
    public record Restrictions(boolean onlyConfiguredProviders, boolean onlyConfiguredModels) {
        /// All that can be named.
        public static final Restrictions NONE = new Restrictions(false, false);
    }

    /// Expressions that choose, in CEL; the first that chooses anything decides.
    public record Strategies(List<String> models, List<String> keys) {
        /// Everything, in order.
        public static final Strategies NONE = new Strategies(List.of(), List.of());

        public Strategies {
            models = List.copyOf(models);
            keys = List.copyOf(keys);
        }
    }

    /// Which failures move on to another target.
    public enum FailoverRule {
        /// Those that another target may not have.
        STANDARD,
        /// Every answer but a 2xx.
        ANY_ERROR
    }

    /// When the catalogue of models is brought up to date.
    public enum Sync {
        ON_DEMAND,
        /// And once a day.
        DAILY
    }

    /// The local server.
    ///
    /// @param port 0 for any free one
    /// @param maxRequestBytes the largest body a caller may send
    /// @param allowedHosts names in `Host` besides the loopback ones
    /// @param allowedOrigins web origins that may call
    public record ServerSettings(
            String host,
            int port,
            Access access,
            int maxRequestBytes,
            List<String> allowedHosts,
            List<String> allowedOrigins) {
        /// What holds where the settings say nothing.
        public static final ServerSettings STANDARD =
                new ServerSettings(
                        "127.0.0.1", 4141, Access.REQUIRED, 32 * 1024 * 1024, List.of(), List.of());

        public ServerSettings {
            allowedHosts = List.copyOf(allowedHosts);
            allowedOrigins = List.copyOf(allowedOrigins);
        }

        /// The same on another host or port.
        public ServerSettings at(String host, int port) {
            return new ServerSettings(
                    host, port, access, maxRequestBytes, allowedHosts, allowedOrigins);
        }
    }

    /// Who may call.
    public enum Access {
        /// Holders of an access key.
        REQUIRED,
        /// Every program on this machine; on loopback only.
        OPEN
    }
}
