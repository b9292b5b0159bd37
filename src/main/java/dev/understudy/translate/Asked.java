package dev.understudy.translate;

import dev.understudy.model.Parameter;
import dev.understudy.model.StepParameters;
import dev.understudy.model.Wire;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// What a step asks for, put into a request of its target's own wire where the caller says nothing
/// of it, and where the model would not refuse it. A field that is null says nothing.
final class Asked {
    private final Wire wire;
    private final RawObject object;
    private final ModelKind kind;
    private final Map<String, byte[]> added = new HashMap<>();

    private Asked(Wire wire, RawObject object, ModelKind kind) {
        this.wire = wire;
        this.object = object;
        this.kind = kind;
    }

    /// The fields to add, as JSON.
    static Map<String, byte[]> of(
            Wire wire, RawObject object, ModelKind kind, StepParameters step) {
        if (step.isNothing()) {
            return Map.of();
        }
        var asked = new Asked(wire, object, kind);
        asked.numbers(step.numbers());
        step.maxTokens().ifPresent(asked::length);
        asked.stops(step.stops());
        step.others().forEach(asked::add);
        return asked.added;
    }

    private void numbers(Map<Parameter, BigDecimal> numbers) {
        boolean thinks = wire == Wire.MESSAGES && thinks();
        boolean alone = wire == Wire.MESSAGES && !kind.takesBothSamplings();
        numbers.forEach((parameter, number) -> {
            String name = Fields.of(wire).get(parameter);
            if (name == null || !Fields.takes(parameter, wire, kind)) {
                return;
            }
            switch (parameter) {
                case TEMPERATURE -> {
                    if (!thinks && (!alone || !says("top_p"))) {
                        BigDecimal most = wire == Wire.MESSAGES ? BigDecimal.ONE : number;
                        add(name, number.min(most).toPlainString());
                    }
                }
                case TOP_P -> {
                    boolean other = says("temperature") || added.containsKey("temperature");
                    if (!alone || !other) {
                        add(name, number.toPlainString());
                    }
                }
                case TOP_K -> {
                    if (!thinks) {
                        add(name, number.toPlainString());
                    }
                }
                case SEED, FREQUENCY_PENALTY, PRESENCE_PENALTY -> add(name, number.toPlainString());
            }
        });
    }

    private void length(long most) {
        String json = Long.toString(most);
        switch (wire) {
            case CHAT_COMPLETIONS -> {
                if (!says("max_tokens") && !says("max_completion_tokens")) {
                    add(kind.openaiReasoning() ? "max_completion_tokens" : "max_tokens", json);
                }
            }
            case RESPONSES -> add("max_output_tokens", json);
            case MESSAGES -> add("max_tokens", json);
        }
    }

    private void stops(List<String> stops) {
        if (stops.isEmpty() || wire == Wire.RESPONSES) {
            return;
        }
        ArrayNode texts = Json.array();
        stops.forEach(texts::add);
        add(wire == Wire.MESSAGES ? "stop_sequences" : "stop", texts.toString());
    }

    private void add(String name, String json) {
        if (!says(name)) {
            added.put(name, json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private boolean thinks() {
        try {
            String type = Json.string(object.value("thinking"), "type");
            return type.equals("enabled") || type.equals("adaptive");
        } catch (MalformedJsonException _) {
            return true;
        }
    }

    private boolean says(String field) {
        try {
            JsonNode value = object.value(field);
            return !value.isMissingNode() && !value.isNull();
        } catch (MalformedJsonException _) {
            return true; // a number beyond all bounds is the target's to refuse
        }
    }
}
