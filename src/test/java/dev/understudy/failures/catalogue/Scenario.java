package dev.understudy.failures.catalogue;

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
/// @param mode whether one request is sent, or many one after the other
public record Scenario(
        String id,
        String title,
        String model,
        String fallback,
        String ideal,
        double maxWallSeconds,
        Mode mode,
        Sequence fullSequence,
        Sequence fastSequence,
        List<Check> checks) {

    /// How many requests a scenario takes.
    public enum Mode {
        SINGLE,
        SEQUENCE
    }

    /// Requests at fixed times.
    record Sequence(int count, double intervalSeconds, double maxWallSeconds) {
        private static Sequence read(JsonNode node) {
            return new Sequence(
                    node.path("count").asInt(0),
                    node.path("interval_s").asDouble(0),
                    node.path("per_request_max_wall_s").asDouble(0));
        }
    }

    /// One check.
    record Check(String kind, double value, double windowSeconds, Severity severity) {}

    /// What a check that does not hold makes of the verdict.
    enum Severity {
        REQUIRED,
        ADVISORY,
        INFORMATIONAL
    }

    /// The whole catalogue, in its order.
    public static List<Scenario> all() throws IOException {
        try (InputStream in =
                Scenario.class.getResourceAsStream("/dev/understudy/failures/scenarios.yaml")) {
            JsonNode root = new YAMLMapper().readTree(in);
            var scenarios = new ArrayList<Scenario>();
            for (JsonNode scenario : root.path("scenarios")) {
                scenarios.add(read(scenario, root));
            }
            return scenarios;
        }
    }

    private static Scenario read(JsonNode node, JsonNode defaults) {
        JsonNode fast = node.path("fast_sequence");
        return new Scenario(
                node.path("id").asString(),
                node.path("title").asString(),
                node.path("model").asString(),
                node.path("fallback_model").asString(defaults.path("default_fallback").asString()),
                node.path("ideal").asString("success"),
                node.path("max_wall_s").asDouble(defaults.path("default_max_wall_s").asDouble()),
                node.path("mode").asString("").equals("sequence") ? Mode.SEQUENCE : Mode.SINGLE,
                Sequence.read(node.path("sequence")),
                Sequence.read(fast.isMissingNode() ? node.path("sequence") : fast),
                checks(node.path("checks")));
    }

    private static List<Check> checks(JsonNode nodes) {
        var checks = new ArrayList<Check>();
        for (JsonNode check : nodes) {
            checks.add(
                    new Check(
                            check.path("kind").asString(),
                            check.path("value").asDouble(0),
                            check.path("window_s").asDouble(0),
                            severity(check)));
        }
        return checks;
    }

    private static Severity severity(JsonNode check) {
        if (check.path("informational").asBoolean(false)) {
            return Severity.INFORMATIONAL;
        }
        return check.path("severity").asString("").equals("advisory")
                ? Severity.ADVISORY
                : Severity.REQUIRED;
    }

    @Override
    public String toString() {
        return id + " " + title;
    }
}
