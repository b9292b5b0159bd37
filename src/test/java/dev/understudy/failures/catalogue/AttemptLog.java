package dev.understudy.failures.catalogue;

import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/// What the fake provider says it was asked, and when, in seconds since it was reset.
record AttemptLog(JsonNode log) {
    int count(String model) {
        return times(model).size();
    }

    /// The time between the first two calls; 0 if there were fewer.
    double firstGap(String model) {
        List<Double> times = times(model);
        return times.size() < 2 ? 0 : times.get(1) - times.get(0);
    }

    /// The most calls in any stretch of `seconds`.
    int mostWithin(String model, double seconds) {
        List<Double> times = times(model);
        return times.stream()
                .mapToInt(from ->
                        (int) times.stream().filter(t -> t >= from && t < from + seconds).count())
                .max()
                .orElse(0);
    }

    /// The calls of a model whose last turn was the assistant's.
    int prefills(String model) {
        return (int)
                log.path("log")
                        .valueStream()
                        .filter(line -> line.path("model").asString().equals(model))
                        .filter(line -> line.path("last_role").asString("").equals("assistant"))
                        .count();
    }

    /// How long the primary of the sequence is down.
    double downSeconds() {
        return log.at("/timing/flap_down_s").asDouble();
    }

    /// The first call after a time.
    OptionalDouble firstSince(String model, double seconds) {
        return times(model).stream()
                .mapToDouble(Double::doubleValue)
                .filter(t -> t >= seconds)
                .min();
    }

    private List<Double> times(String model) {
        return log.path("log")
                .valueStream()
                .filter(line -> line.path("model").asString().equals(model))
                .map(line -> line.path("t").asDouble())
                .toList();
    }
}
