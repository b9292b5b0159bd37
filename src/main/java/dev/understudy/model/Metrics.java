package dev.understudy.model;

import java.time.Duration;
import java.util.Optional;

/// How attempts went lately, at a target or with a key. Those that were abandoned do not count.
///
/// @param window how far back it looks
/// @param requests how many attempts ended
/// @param gateway milliseconds of our own
/// @param upstream milliseconds of the attempts that were answered to the end
/// @param firstToken milliseconds; of streams
/// @param perOutputToken milliseconds; of streams
/// @param input tokens, as providers counted
/// @param output tokens, as providers counted
public record Metrics(
        Duration window,
        long requests,
        Errors errors,
        Optional<Spread> gateway,
        Optional<Spread> upstream,
        Optional<Spread> firstToken,
        Optional<Spread> perOutputToken,
        long input,
        long output) {
    /// Shares of all attempts, from 0 to 1.
    ///
    /// @param client the request or its key was refused, other than for its rate
    /// @param server everything else that is not the provider's silence
    public record Errors(
            double total, double timeout, double rateLimit, double client, double server) {
        /// Without any.
        public static final Errors NONE = new Errors(0, 0, 0, 0, 0);
    }

    /// How values are spread.
    ///
    /// @param p95 what 95 of 100 do not exceed, to within 5 %
    public record Spread(double average, double p95) {}

    /// Of what was not used lately.
    public static Metrics none(Duration window) {
        return new Metrics(
                window,
                0,
                Errors.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0);
    }
}
