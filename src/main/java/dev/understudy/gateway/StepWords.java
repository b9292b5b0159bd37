package dev.understudy.gateway;

import dev.understudy.model.StepParameters;
import dev.understudy.model.StepRules;
import dev.understudy.model.Waits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a step says for itself, under the names it has in `gateway.yaml`.
final class StepWords {
    private StepWords() {}

    /// The waits that are not as everywhere.
    static Map<String, Duration> waits(Waits waits) {
        var all = new LinkedHashMap<String, Duration>();
        waits.perRequest().ifPresent(wait -> all.put("per_request_timeout", wait));
        waits.firstToken().ifPresent(wait -> all.put("first_token_timeout", wait));
        waits.streamIdle().ifPresent(wait -> all.put("stream_idle_timeout", wait));
        return all;
    }

    /// What is asked where the caller asks nothing, as JSON texts.
    static Map<String, String> parameters(StepParameters step) {
        var all = new LinkedHashMap<String, String>();
        step.numbers()
                .forEach((parameter, number) ->
                        all.put(parameter.name().toLowerCase(Locale.ROOT), number.toPlainString()));
        step.maxTokens().ifPresent(most -> all.put("max_tokens", Long.toString(most)));
        if (!step.stops().isEmpty()) {
            ArrayNode stops = JsonNodeFactory.instance.arrayNode();
            step.stops().forEach(stops::add);
            all.put("stop", stops.toString());
        }
        all.putAll(step.others());
        return all;
    }

    /// For people, behind the other rules; empty if there is nothing to say.
    static String of(StepRules rules) {
        var text = new StringBuilder();
        waits(rules.waits())
                .forEach((name, wait) ->
                        text.append(
                                "; %s %d ms".formatted(name.replace('_', ' '), wait.toMillis())));
        if (!rules.keys().isEmpty()) {
            text.append("; only the keys ").append(String.join(", ", rules.keys()));
        }
        parameters(rules.parameters())
                .forEach((name, json) ->
                        text.append("; %s %s unless the caller says".formatted(name, json)));
        return text.toString();
    }
}
