package dev.understudy.model;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What a step asks of its target where the caller asks nothing. The first three are told on every
/// wire that has a word for them, and left out where a model would refuse them.
///
/// @param numbers what tunes an answer
/// @param maxTokens the most the answer may hold
/// @param stops texts that end the answer; none if nothing is said
/// @param others values as JSON text by top-level field, as the provider itself calls it
public record StepParameters(
        Map<Parameter, BigDecimal> numbers,
        OptionalLong maxTokens,
        List<String> stops,
        Map<String, String> others) {
    /// Nothing is asked.
    public static final StepParameters NONE =
            new StepParameters(Map.of(), OptionalLong.empty(), List.of(), Map.of());

    public StepParameters {
        Map<Parameter, BigDecimal> ordered = new EnumMap<>(Parameter.class);
        ordered.putAll(numbers);
        numbers = Collections.unmodifiableMap(ordered);
        stops = List.copyOf(stops);
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /// Whether nothing is asked.
    public boolean isNothing() {
        return equals(NONE);
    }
}
