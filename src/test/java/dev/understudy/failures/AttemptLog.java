package dev.understudy.failures;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What the fake provider says it was asked, and when.
record AttemptLog(JsonNode log) {
    int count(String model) {
        return times(model).size();
    }

    /// The time between the first two attempts; 0 if there were fewer.
    double firstGap(String model) {
        List<Double> times = times(model);
        return times.size() < 2 ? 0 : times.get(1) - times.get(0);
    }

    /// The most attempts in any stretch of `seconds`.
    int mostWithin(String model, double seconds) {
        List<Double> times = times(model);
        int most = 0;
        for (double from : times) {
            most =
                    Math.max(
                            most,
                            (int)
                                    times.stream()
                                            .filter(t -> t >= from && t < from + seconds)
                                            .count());
        }
        return most;
    }

    private List<Double> times(String model) {
        var times = new ArrayList<Double>();
        for (JsonNode line : log.path("log")) {
            if (line.path("model").asString().equals(model)) {
                times.add(line.path("t").asDouble());
            }
        }
        return times;
    }
}
