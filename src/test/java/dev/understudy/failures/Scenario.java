package dev.understudy.failures;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// One fault of the public catalogue and what is checked of it.
///
/// @param ideal `success`, or `error` where a refusal is the right answer
/// @param maxWallSeconds longer than this is a hang
/// @param sequence whether many requests are sent one after the other
record Scenario(
        String id,
        String title,
        String model,
        String fallback,
        String ideal,
        double maxWallSeconds,
        boolean sequence,
        JsonNode fullSequence,
        JsonNode fastSequence,
        List<Check> checks) {

    /// One check.
    ///
    /// @param severity `required`, `advisory` or `informational`
    record Check(String kind, double value, double window, String severity) {}

    /// The whole catalogue, in its order.
    static List<Scenario> all() throws IOException {
        try (InputStream in =
                Scenario.class.getResourceAsStream("/dev/understudy/failures/scenarios.yaml")) {
            JsonNode root = new YAMLMapper().readTree(in);
            var scenarios = new ArrayList<Scenario>();
            for (JsonNode scenario : root.path("scenarios")) {
                scenarios.add(
                        new Scenario(
                                scenario.path("id").asString(),
                                scenario.path("title").asString(),
                                scenario.path("model").asString(),
                                scenario.path("fallback_model")
                                        .asString(root.path("default_fallback").asString()),
                                scenario.path("ideal").asString("success"),
                                scenario.path("max_wall_s")
                                        .asDouble(root.path("default_max_wall_s").asDouble()),
                                scenario.path("mode").asString("").equals("sequence"),
                                scenario.path("sequence"),
                                scenario.path("fast_sequence"),
                                checks(scenario.path("checks"))));
            }
            return scenarios;
        }
    }

    private static List<Check> checks(JsonNode nodes) {
        var checks = new ArrayList<Check>();
        for (JsonNode check : nodes) {
            boolean informational = check.path("informational").asBoolean(false);
            checks.add(
                    new Check(
                            check.path("kind").asString(),
                            check.path("value").asDouble(0),
                            check.path("window_s").asDouble(0),
                            informational
                                    ? "informational"
                                    : check.path("severity").asString("required")));
        }
        return checks;
    }

    @Override
    public String toString() {
        return id + " " + title;
    }
}
