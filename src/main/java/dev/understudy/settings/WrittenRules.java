package dev.understudy.settings;

import dev.understudy.model.ChainStep;
import dev.understudy.model.StepParameters;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import dev.understudy.model.Waits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The rules of chains and steps as `gateway.yaml` writes them: what says nothing is left out.
final class WrittenRules {
    private static final long HOUR = 3_600;
    private static final long MINUTE = 60;

    private WrittenRules() {}

    /// What a chain says for its steps.
    static Map<String, Value> of(StepRules rules) throws SettingsEditException {
        if (!rules.keys().isEmpty() || !rules.parameters().isNothing()) {
            throw new SettingsEditException(
                    "Keys and parameters are a step's own: set them there, not for the chain.");
        }
        var fields = new LinkedHashMap<String, Value>();
        waits(rules.waits(), fields);
        rules.hedgeAfter().ifPresent(wait -> fields.put("hedge_after", length(wait)));
        if (rules.onStreamBreak() != StepRules.STANDARD.onStreamBreak()) {
            fields.put("on_stream_break", word(rules.onStreamBreak()));
        }
        if (rules.onRefusal() != StepRules.STANDARD.onRefusal()) {
            fields.put("on_refusal", word(rules.onRefusal()));
        }
        return fields;
    }

    /// What a step says for itself, its target aside.
    static Map<String, Value> of(ChainStep step) throws SettingsEditException {
        var fields = new LinkedHashMap<String, Value>();
        ChainStep.Own own = step.own();
        waits(own.waits(), fields);
        own.hedgeAfter().ifPresent(wait -> fields.put("hedge_after", length(wait)));
        own.onStreamBreak().ifPresent(rule -> fields.put("on_stream_break", word(rule)));
        own.onRefusal().ifPresent(rule -> fields.put("on_refusal", word(rule)));
        step.weight().ifPresent(weight -> fields.put("weight", Value.of(weight)));
        if (!own.keys().isEmpty()) {
            fields.put("keys", Value.of(own.keys()));
        }
        if (!own.parameters().isNothing()) {
            fields.put("parameters", new Value.Entries(of(own.parameters())));
        }
        if (step.disabled()) {
            fields.put("disabled", Value.of(true));
        }
        return fields;
    }

    private static Map<String, Value> of(StepParameters parameters) throws SettingsEditException {
        var fields = new LinkedHashMap<String, Value>();
        parameters
                .numbers()
                .forEach((parameter, number) ->
                        fields.put(parameter.name().toLowerCase(Locale.ROOT), plain(number)));
        parameters.maxTokens().ifPresent(most -> fields.put("max_tokens", Value.of(most)));
        if (!parameters.stops().isEmpty()) {
            fields.put("stop", Value.of(parameters.stops()));
        }
        for (Map.Entry<String, String> other : parameters.others().entrySet()) {
            fields.put(other.getKey(), json(other.getKey(), other.getValue()));
        }
        return fields;
    }

    /// JSON is YAML too.
    private static Value json(String name, String json) throws SettingsEditException {
        try {
            return Value.of(YamlDocument.read(json));
        } catch (InvalidSettingsException e) {
            throw new SettingsEditException(
                    "The value of %s is no JSON: put texts in quotes.".formatted(name), e);
        }
    }

    private static void waits(Waits waits, Map<String, Value> fields) {
        waits.perRequest().ifPresent(wait -> fields.put("per_request_timeout", length(wait)));
        waits.firstToken().ifPresent(wait -> fields.put("first_token_timeout", length(wait)));
        waits.streamIdle().ifPresent(wait -> fields.put("stream_idle_timeout", length(wait)));
    }

    private static Value length(Duration length) {
        long seconds = length.toSeconds();
        if (length.toMillisPart() != 0) {
            return new Value.Text(
                    seconds < HOUR
                            ? length.toMillis() + "ms"
                            : "%ds%dms".formatted(seconds, length.toMillisPart()));
        }
        return new Value.Text(
                seconds >= HOUR && seconds % HOUR == 0
                        ? seconds / HOUR + "h"
                        : seconds >= MINUTE && seconds % MINUTE == 0
                                ? seconds / MINUTE + "m"
                                : seconds + "s");
    }

    private static Value plain(BigDecimal number) {
        return new Value.Plain(number.toPlainString());
    }

    private static Value word(OnStreamBreak rule) {
        return new Value.Text(
                switch (rule) {
                    case RESUME -> "resume";
                    case FAIL -> "fail";
                });
    }

    private static Value word(OnRefusal rule) {
        return new Value.Text(
                switch (rule) {
                    case STOP -> "stop";
                    case NEXT -> "next";
                });
    }
}
