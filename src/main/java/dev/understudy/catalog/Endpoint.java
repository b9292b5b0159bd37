package dev.understudy.catalog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// One place that serves a model of OpenRouter's.
///
/// @param provider who serves it, for people
/// @param tag what a request names it by, such as `deepinfra/fp4`
/// @param quantization such as `fp8`; blank if it is not told
/// @param status 0 if it is healthy, less the worse it is
/// @param latency to the first token, in milliseconds; told to those with a key only
/// @param throughput in tokens a second; told to those with a key only
/// @param parameters what requests may set
public record Endpoint(
        String provider,
        String tag,
        String quantization,
        Limits limits,
        PriceList prices,
        int status,
        Uptime uptime,
        Optional<Percentiles> latency,
        Optional<Percentiles> throughput,
        List<String> parameters) {
    public Endpoint {
        parameters = List.copyOf(parameters);
    }

    /// How many tokens it takes and gives.
    public record Limits(OptionalLong context, OptionalLong prompt, OptionalLong output) {}

    /// The share of requests it answered, in percent.
    public record Uptime(OptionalDouble fiveMinutes, OptionalDouble halfHour, OptionalDouble day) {
        /// The one that is told of the longest time.
        public OptionalDouble best() {
            return day.isPresent() ? day : halfHour.isPresent() ? halfHour : fiveMinutes;
        }
    }

    /// What half, three quarters, nine in ten and all but one in a hundred stay below, or above
    /// where more is better; of the last half hour.
    public record Percentiles(double p50, double p75, double p90, double p99) {}
}
