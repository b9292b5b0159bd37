package dev.understudy.gateway;

import dev.understudy.model.Evaluation;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How strategies' expressions were worked out, as JSON: one object for each.
final class EvaluationJson {
    private EvaluationJson() {}

    /// Adds `model_selection`, for those that chose models.
    static void models(ObjectNode root, List<Evaluation> evaluations) {
        var all = root.putArray("model_selection");
        evaluations.stream()
                .filter(evaluation -> evaluation.of().isEmpty())
                .forEach(evaluation -> put(all.addObject(), evaluation));
    }

    /// Adds `api_key_selection`, for those that chose keys.
    static void keys(ObjectNode root, List<Evaluation> evaluations) {
        var all = root.putArray("api_key_selection");
        for (Evaluation evaluation : evaluations) {
            evaluation
                    .of()
                    .ifPresent(target ->
                            put(all.addObject().put("target", target.toString()), evaluation));
        }
    }

    private static void put(ObjectNode node, Evaluation evaluation) {
        node.put("strategy", evaluation.expression());
        node.put("outcome", outcome(evaluation).name().toLowerCase(Locale.ROOT));
        node.put("count", evaluation.count());
        ArrayNode chosen = node.putArray("chosen");
        evaluation.chosen().forEach(chosen::add);
        if (!evaluation.problem().isEmpty()) {
            node.put("error", evaluation.problem());
        }
        if (evaluation.drops() > 0) {
            node.put("dropped_count", evaluation.drops());
            ArrayNode dropped = node.putArray("dropped");
            evaluation
                    .dropped()
                    .forEach(left ->
                            dropped.addObject()
                                    .put("element", left.element())
                                    .put("reason", left.reason()));
        }
    }

    private enum Outcome {
        CHOSE,
        NOTHING,
        FAILED
    }

    private static Outcome outcome(Evaluation evaluation) {
        return evaluation.count() > 0
                ? Outcome.CHOSE
                : evaluation.problem().isEmpty() ? Outcome.NOTHING : Outcome.FAILED;
    }
}
