package dev.understudy.translate;

import dev.understudy.model.Part;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Where a prompt should be cached, which Anthropic's models are told and OpenRouter hands on.
final class CachePoints {
    private static final String USUAL = "5m";

    private CachePoints() {}

    /// How long the prompt up to a node is to be cached; blank if it is not said.
    static String duration(JsonNode node) {
        JsonNode control = node.path("cache_control");
        return control.isObject() ? Json.text(control, "ttl").orElse(USUAL) : "";
    }

    /// Adds what a node says.
    static void read(JsonNode node, List<Part> parts) {
        String duration = duration(node);
        if (!duration.isEmpty()) {
            parts.add(new Part.CachePoint(duration));
        }
    }

    /// @param duration if blank, nothing is written
    static void write(String duration, ObjectNode node) {
        if (!duration.isEmpty()) {
            ObjectNode control = node.putObject("cache_control").put("type", "ephemeral");
            if (!duration.equals(USUAL)) {
                control.put("ttl", duration);
            }
        }
    }
}
