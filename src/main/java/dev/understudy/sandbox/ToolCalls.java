package dev.understudy.sandbox;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls of the tools a request offers, or of a made-up `weather`.
final class ToolCalls {
    private static final int PIECE = 6;

    private final List<Offer> offers = new ArrayList<>();

    ToolCalls(ChatCall call) {
        for (JsonNode tool : call.body().path("tools")) {
            var function = tool.path("function");
            String name = Json.string(function, "name");
            if (!name.isEmpty()) {
                offers.add(new Offer(name, Json.text(arguments(function.path("parameters")))));
            }
        }
        if (offers.isEmpty()) {
            offers.add(new Offer("weather", "{\"city\":\"Bern\"}"));
        }
    }

    /// The call of the tool at `index`, or the last one there is, in small pieces.
    List<Step> inPieces(int index) {
        var offer = offer(index);
        var steps = new ArrayList<Step>();
        steps.add(new Step.ToolPiece(index, Ids.call(), offer.name(), ""));
        for (int i = 0; i < offer.arguments().length(); i += PIECE) {
            int end = Math.min(i + PIECE, offer.arguments().length());
            steps.add(new Step.ToolPiece(index, "", "", offer.arguments().substring(i, end)));
        }
        return steps;
    }

    /// What some providers make of it: indexes from 1, whole arguments in one piece, a call without
    /// an id and one with empty arguments.
    List<Step> quirks() {
        return List.of(
                new Step.ToolPiece(1, Ids.call(), offer(0).name(), offer(0).arguments()),
                new Step.ToolPiece(2, "", offer(1).name(), offer(1).arguments()),
                new Step.ToolPiece(3, Ids.call(), offer(2).name(), ""));
    }

    private Offer offer(int index) {
        return offers.get(Math.min(index, offers.size() - 1));
    }

    private static ObjectNode arguments(JsonNode schema) {
        var arguments = Json.object();
        for (var property : schema.path("properties").properties()) {
            String name = property.getKey();
            switch (Json.string(property.getValue(), "type")) {
                case "integer" -> arguments.put(name, 1);
                case "number" -> arguments.put(name, 1.5);
                case "boolean" -> arguments.put(name, true);
                case "array" -> arguments.putArray(name);
                case "object" -> arguments.set(name, arguments(property.getValue()));
                default -> {
                    JsonNode first = property.getValue().path("enum").path(0);
                    arguments.put(name, first.isString() ? first.stringValue() : "Bern");
                }
            }
        }
        return arguments;
    }

    private record Offer(String name, String arguments) {}
}
