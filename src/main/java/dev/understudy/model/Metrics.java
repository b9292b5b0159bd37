package dev.understudy.model;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What was measured over a recent window of requests; zero where there were none.
public record Metrics(
        long requests,
        Instant start,
        Instant end,
        Latency latency,
        ErrorRate errors,
        Tokens tokens,
        Quota quota) {
    /// Nothing was measured.
    public static final Metrics NONE =
            new Metrics(
                    0,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Latency.NONE,
                    ErrorRate.NONE,
                    Tokens.NONE,
                    Quota.UNKNOWN);

    /// An average and a 95th percentile, in milliseconds.
    public record Spread(double average, double p95) {
        /// Nothing was measured.
        public static final Spread ZERO = new Spread(0, 0);
    }

    /// An average and a 95th percentile, in milliseconds, where any answer was streamed.
    public record Streamed(OptionalDouble average, OptionalDouble p95) {
        /// No answer was.
        public static final Streamed NONE =
                new Streamed(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /// How long answers took.
    ///
    /// @param gateway what the gateway added
    /// @param upstream what the provider took
    public record Latency(Spread gateway, Spread upstream, Streamed firstToken, Streamed perToken) {
        /// Nothing was measured.
        public static final Latency NONE =
                new Latency(Spread.ZERO, Spread.ZERO, Streamed.NONE, Streamed.NONE);
    }

    /// Shares of the requests, from 0 to 1.
    ///
    /// @param total neither 2xx nor 3xx
    /// @param rateLimit 429
    /// @param client the other 4xx
    /// @param server 5xx
    public record ErrorRate(
            double total, double timeout, double rateLimit, double client, double server) {
        /// None failed.
        public static final ErrorRate NONE = new ErrorRate(0, 0, 0, 0, 0);
    }

    /// Sums.
    public record Tokens(
            long providerInput, long providerOutput, long estimatedInput, long estimatedOutput) {
        /// None were used.
        public static final Tokens NONE = new Tokens(0, 0, 0, 0);
    }

    /// What a provider said is left of a key's limits.
    public record Quota(
            OptionalLong remainingRequests,
            OptionalLong remainingTokens,
            OptionalLong limitRequests,
            OptionalLong limitTokens) {
        /// It said nothing.
        public static final Quota UNKNOWN =
                new Quota(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty());
    }
}
