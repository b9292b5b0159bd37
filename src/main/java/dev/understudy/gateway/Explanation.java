package dev.understudy.gateway;

import dev.understudy.model.Evaluation;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.StepRules;
import dev.understudy.model.Target;
import dev.understudy.routing.KeyChoice;
import dev.understudy.routing.Reach;
import dev.understudy.routing.UnknownModelException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// The plan a request would get, and why, without calling anything.
///
/// @param problem why there is no plan; blank if there is one
/// @param keys what the strategy for keys chooses now, by provider; empty without one
public record Explanation(
        List<String> asked, Plan plan, String problem, Map<String, KeyChoice.Chosen> keys) {
    public Explanation {
        asked = List.copyOf(asked);
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /// Explains what names lead to for a caller without bounds.
    public static Explanation of(List<String> asked, Routes routes) {
        return of(asked, routes, Reach.ALL);
    }

    /// Explains what names lead to.
    ///
    /// @param reach what the caller may ask for
    public static Explanation of(List<String> asked, Routes routes, Reach reach) {
        try {
            Plan plan = routes.resolver().preview(asked, reach);
            return new Explanation(asked, plan, "", keys(plan, routes));
        } catch (UnknownModelException e) {
            return new Explanation(
                    asked,
                    new Plan(List.of(), e.rejected(), e.selection()),
                    String.valueOf(e.getMessage()),
                    Map.of());
        }
    }

    private static Map<String, KeyChoice.Chosen> keys(Plan plan, Routes routes) {
        Map<String, KeyChoice.Chosen> keys = new LinkedHashMap<>();
        if (!routes.keys().equals(KeyChoice.ALL)) {
            for (Target target : plan.targets()) {
                provider(target, routes.settings())
                        .filter(provider -> !provider.keys().isEmpty())
                        .ifPresent(provider ->
                                keys.computeIfAbsent(
                                        provider.id(),
                                        _ -> routes.keys().choose(target, provider)));
            }
        }
        return keys;
    }

    private static Optional<Provider> provider(Target target, GatewaySettings settings) {
        return settings.providers().stream()
                .filter(provider -> provider.id().equals(target.provider()))
                .findFirst();
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
            steps.add(chosen(json(step, steps.size() + 1, settings), step));
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
        if (!keys.isEmpty()) {
            EvaluationJson.keys(root, keyEvaluations());
        }
        if (!problem.isBlank()) {
            root.put("problem", problem);
        }
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// The step with the keys that the strategy chooses for it.
    private ObjectNode chosen(ObjectNode object, Plan.Step step) {
        KeyChoice.Chosen chosen = keys.get(step.target().provider());
        if (chosen != null) {
            ArrayNode aliases = object.putArray("keys");
            chosen.of(step.rules().keys()).forEach(key -> aliases.add(key.alias()));
        }
        return object;
    }

    private List<Evaluation> keyEvaluations() {
        return keys.values().stream().flatMap(chosen -> chosen.evaluations().stream()).toList();
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
        StepWords.waits(rules.waits())
                .forEach((name, wait) -> object.put(name + "_ms", wait.toMillis()));
        object.put("on_stream_break", word(rules.onStreamBreak()))
                .put("on_refusal", word(rules.onRefusal()))
                .put("key", key(step, settings));
        if (!rules.keys().isEmpty()) {
            ArrayNode aliases = object.putArray("only_keys");
            rules.keys().forEach(aliases::add);
        }
        if (!rules.parameters().isNothing()) {
            ObjectNode asked = object.putObject("parameters");
            StepWords.parameters(rules.parameters())
                    .forEach((name, json) -> asked.putRawValue(name, new RawValue(json)));
        }
        return object;
    }

    /// How the step's provider stands with keys: `none needed`, `missing`, or how many.
    private static String key(Plan.Step step, GatewaySettings settings) {
        return provider(step.target(), settings).map(Explanation::keys).orElse("");
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
                    "%d. %s: %s (%s; stream break: %s; refusal: %s%s%s)%n"
                            .formatted(
                                    number++,
                                    step.target(),
                                    step.reason(),
                                    keyText(step, settings),
                                    word(step.rules().onStreamBreak()),
                                    word(step.rules().onRefusal()),
                                    step.rules()
                                            .hedgeAfter()
                                            .map(wait -> "; hedge after " + wait.toMillis() + " ms")
                                            .orElse(""),
                                    StepWords.of(step.rules())));
        }
        plan.selection()
                .forEach(evaluation -> text.append("model_selection: ").append(said(evaluation)));
        keys.forEach((provider, chosen) ->
                chosen.evaluations()
                        .forEach(evaluation ->
                                text.append("api_key_selection at ")
                                        .append(provider)
                                        .append(": ")
                                        .append(said(evaluation))));
        for (Plan.Rejection rejection : plan.rejected()) {
            text.append("not tried: %s: %s%n".formatted(rejection.model(), rejection.reason()));
        }
        return text.toString();
    }

    private String keyText(Plan.Step step, GatewaySettings settings) {
        KeyChoice.Chosen chosen = keys.get(step.target().provider());
        if (chosen != null) {
            List<String> aliases =
                    chosen.of(step.rules().keys()).stream().map(ProviderKey::alias).toList();
            return aliases.isEmpty()
                    ? "no key is left: it is passed over"
                    : "key: " + String.join(", then ", aliases);
        }
        String stands = key(step, settings);
        return stands.equals("missing") ? "no key is stored" : "key: " + stands;
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
