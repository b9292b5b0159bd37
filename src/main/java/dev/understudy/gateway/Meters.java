package dev.understudy.gateway;

import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Trace;
import dev.understudy.routing.Failover;

/// What is counted of requests, and told by `GET /metrics`. Thread-safe.
public interface Meters {
    /// Counts nothing.
    Meters NONE =
            new Meters() {
                @Override
                public void ended(String surface, Trace trace, GatewaySettings settings) {}

                @Override
                public byte[] scrape(Failover failover) {
                    return new byte[0];
                }
            };

    /// A request is over, and its answer is out.
    ///
    /// @param surface of a fixed set
    /// @param settings those it began with
    void ended(String surface, Trace trace, GatewaySettings settings);

    /// All that is counted, and how things stand, in Prometheus's text format.
    byte[] scrape(Failover failover);
}
