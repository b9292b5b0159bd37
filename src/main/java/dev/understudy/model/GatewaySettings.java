package dev.understudy.model;

import java.util.List;

/// What `gateway.yaml` says, checked. Immutable: a request keeps the settings it began with.
///
/// @param failover which failures move on
/// @param providers those in use: the built-in ones, and those the file adds
public record GatewaySettings(
        ServerSettings server,
        Timeouts timeouts,
        FailoverRule failover,
        List<Provider> providers,
        List<Chain> chains) {
    public GatewaySettings {
        providers = List.copyOf(providers);
        chains = List.copyOf(chains);
    }

    /// Which failures move on to another target.
    public enum FailoverRule {
        /// Those that another target may not have.
        STANDARD,
        /// Every answer but a 2xx.
        ANY_ERROR
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
