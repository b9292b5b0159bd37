package dev.understudy.gateway;

import dev.understudy.model.Evaluation;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.StepRules;
import dev.understudy.routing.Resolver;
import dev.understudy.routing.UnknownModelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The plan a request would get, and why, without calling anything.
///
/// @param problem why there is no plan; blank if there is one
public record Explanation(List<String> asked, Plan plan, String problem) {
    public Explanation {
        asked = List.copyOf(asked);
    }

    /// Explains what names lead to.
    public static Explanation of(List<String> asked, Resolver resolver) {
        try {
            return new Explanation(asked, resolver.preview(asked), "");
        } catch (UnknownModelException e) {
            return new Explanation(
                    asked,
                    new Plan(List.of(), e.rejected(), e.selection()),
                    String.valueOf(e.getMessage()));
        }
    }

    /// As JSON, indented.
    ///
    /// @param settings the ones it was resolved with
    public byte[] json(GatewaySettings settings) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode names = root.putArray("asked");
        asked.forEach(names::add);
        ArrayNode steps = root.putArray("plan");
        for (Plan.Step step : plan.steps()) {
            steps.add(json(step, steps.size() + 1, settings));
        }
        ArrayNode rejected = root.putArray("rejected");
        for (Plan.Rejection rejection : plan.rejected()) {
            rejected.addObject()
                    .put("model", rejection.model())
                    .put("why", word(rejection.why()))
                    .put("reason", rejection.reason());
        }
        if (!plan.selection().isEmpty()) {
            EvaluationJson.models(root, plan.selection());
        }
        if (!problem.isBlank()) {
            root.put("problem", problem);
        }
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode json(Plan.Step step, int number, GatewaySettings settings) {
        StepRules rules = step.rules();
        ObjectNode object =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("step", number)
                        .put("target", step.target().toString())
                        .put("provider", step.target().provider())
                        .put("model", step.target().model())
                        .put("source", step.source())
                        .put("reason", step.reason());
        rules.hedgeAfter().ifPresent(wait -> object.put("hedge_after_ms", wait.toMillis()));
        return object.put("on_stream_break", word(rules.onStreamBreak()))
                .put("on_refusal", word(rules.onRefusal()))
                .put("key", key(step, settings));
    }

    /// How the step's provider stands with keys: `none needed`, `missing`, or how many.
    private static String key(Plan.Step step, GatewaySettings settings) {
        return settings.providers().stream()
                .filter(provider -> provider.id().equals(step.target().provider()))
                .findFirst()
                .map(Explanation::keys)
                .orElse("");
    }

    private static String keys(Provider provider) {
        int count = provider.keys().size();
        return count > 0
                ? (count == 1 ? "1 key" : count + " keys")
                : (provider.needsKey() ? "missing" : "none needed");
    }

    /// For people: a line for each step and each name that led nowhere.
    public String text(GatewaySettings settings) {
        var text = new StringBuilder();
        int number = 1;
        for (Plan.Step step : plan.steps()) {
            text.append(
                    "%d. %s: %s (%s; stream break: %s; refusal: %s%s)%n"
                            .formatted(
                                    number++,
                                    step.target(),
                                    step.reason(),
                                    "missing".equals(key(step, settings))
                                            ? "no key is stored"
                                            : "key: " + key(step, settings),
                                    word(step.rules().onStreamBreak()),
                                    word(step.rules().onRefusal()),
                                    step.rules()
                                            .hedgeAfter()
                                            .map(wait -> "; hedge after " + wait.toMillis() + " ms")
                                            .orElse("")));
        }
        plan.selection()
                .forEach(evaluation -> text.append("model_selection: ").append(said(evaluation)));
        for (Plan.Rejection rejection : plan.rejected()) {
            text.append("not tried: %s: %s%n".formatted(rejection.model(), rejection.reason()));
        }
        return text.toString();
    }

    /// What came of an expression, in one line.
    private static String said(Evaluation evaluation) {
        String came =
                evaluation.count() > 0
                        ? "chose %,d".formatted(evaluation.count())
                        : evaluation.problem().isEmpty()
                                ? "chose none"
                                : "failed at " + evaluation.problem();
        String left =
                evaluation.dropped().stream()
                        .map(dropped -> "%s (%s)".formatted(dropped.element(), dropped.reason()))
                        .collect(Collectors.joining(", "));
        return "\"%s\" %s%s%n"
                .formatted(
                        evaluation.expression(),
                        came,
                        left.isEmpty()
                                ? ""
                                : "; it could not be told of %,d: %s%s"
                                        .formatted(
                                                evaluation.drops(),
                                                left,
                                                evaluation.drops() > evaluation.dropped().size()
                                                        ? ", …"
                                                        : ""));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
