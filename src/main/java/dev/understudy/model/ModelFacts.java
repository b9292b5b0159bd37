package dev.understudy.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What the settings tell of a model; none of it is sent anywhere.
///
/// @param authorId who made it
/// @param metadata for strategies: texts, numbers, booleans, lists and maps
public record ModelFacts(
        String authorId,
        String displayName,
        String description,
        Map<String, Object> metadata,
        List<String> inputModalities,
        List<String> outputModalities,
        OptionalInt maxContextWindow,
        OptionalInt maxOutputTokens,
        List<String> supportedFeatures) {
    /// Nothing is known.
    public static final ModelFacts NONE =
            new ModelFacts(
                    "",
                    "",
                    "",
                    Map.of(),
                    List.of(),
                    List.of(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    List.of());

    public ModelFacts {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        inputModalities = List.copyOf(inputModalities);
        outputModalities = List.copyOf(outputModalities);
        supportedFeatures = List.copyOf(supportedFeatures);
    }
}
