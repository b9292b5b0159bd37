package dev.understudy.journal;

import dev.understudy.model.Evaluation;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How strategies chose, in one column, as JSON; bounded like [Lists].
final class Selections {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 50;

    private Selections() {}

    static String text(List<Evaluation> evaluations) {
        ArrayNode array = JSON.createArrayNode();
        evaluations.stream().limit(MOST).forEach(evaluation -> put(array.addObject(), evaluation));
        return JSON.writeValueAsString(array);
    }

    private static void put(ObjectNode node, Evaluation evaluation) {
        evaluation
                .of()
                .ifPresent(target ->
                        node.putArray("of").add(target.provider()).add(Lists.cut(target.model())));
        node.put("expression", Lists.cut(evaluation.expression()));
        ArrayNode chosen = node.putArray("chosen");
        evaluation.chosen().stream().map(Lists::cut).forEach(chosen::add);
        node.put("count", evaluation.count());
        node.put("problem", Lists.cut(evaluation.problem()));
        ArrayNode dropped = node.putArray("dropped");
        evaluation
                .dropped()
                .forEach(left ->
                        dropped.addArray()
                                .add(Lists.cut(left.element()))
                                .add(Lists.cut(left.reason())));
        node.put("drops", evaluation.drops());
    }

    /// None if it cannot be read.
    static List<Evaluation> read(String text) {
        try {
            return JSON.readTree(text).valueStream().map(Selections::evaluation).toList();
        } catch (JacksonException _) {
            return List.of();
        }
    }

    private static Evaluation evaluation(JsonNode node) {
        JsonNode of = node.path("of");
        var dropped = new ArrayList<Evaluation.Dropped>();
        for (JsonNode left : node.path("dropped")) {
            dropped.add(
                    new Evaluation.Dropped(left.path(0).asString(""), left.path(1).asString("")));
        }
        return new Evaluation(
                of.isArray()
                        ? Optional.of(
                                new Target(of.path(0).asString("?"), of.path(1).asString("?")))
                        : Optional.empty(),
                node.path("expression").asString(""),
                node.path("chosen").valueStream().map(name -> name.asString("")).toList(),
                node.path("count").asInt(0),
                node.path("problem").asString(""),
                dropped,
                node.path("drops").asInt(0));
    }
}
