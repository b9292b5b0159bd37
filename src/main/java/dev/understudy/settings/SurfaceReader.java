package dev.understudy.settings;

import dev.understudy.model.Surface;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a provider's `supported_api_surfaces`.
final class SurfaceReader {
    private static final Set<String> SURFACE =
            Set.of("format", "surface", "supported_params", "base_url");
    private static final Map<String, Map<String, String>> SURFACES =
            Map.of(
                    "openai",
                    words("chat-completions", "responses", "embeddings", "completions"),
                    "anthropic",
                    words("messages"));

    private final List<Problem> warnings;

    SurfaceReader(List<Problem> warnings) {
        this.warnings = warnings;
    }

    /// The ones of the file; none if it names none.
    List<Surface> read(Fields provider) {
        var surfaces = new ArrayList<Surface>();
        var seen = new HashSet<List<String>>();
        for (Fields fields : provider.each("supported_api_surfaces", SURFACE)) {
            Optional<String> format =
                    fields.word("format", Map.of("openai", "openai", "anthropic", "anthropic"));
            if (format.isEmpty()) {
                if (fields.node("format").isEmpty()) {
                    fields.problem("format", "expected anthropic or openai");
                }
                continue;
            }
            String name = surface(fields, format.get());
            Set<String> params = ModelReader.params(fields, "supported_params");
            if (name.isEmpty() && !params.isEmpty()) {
                fields.warning(
                        "supported_params",
                        "it counts only beside a surface, such as chat-completions",
                        warnings);
            }
            if (!seen.add(List.of(format.get(), name))) {
                fields.problem("surface", "this surface stands twice");
            }
            surfaces.add(new Surface(format.get(), name, baseUrl(fields, "base_url"), params));
        }
        return surfaces;
    }

    /// A checked address, if there is one.
    static Optional<URI> baseUrl(Fields fields, String key) {
        return fields.text(key)
                .flatMap(text -> {
                    try {
                        return Optional.of(BaseUrl.of(text));
                    } catch (IllegalArgumentException e) {
                        fields.problem(key, String.valueOf(e.getMessage()));
                        return Optional.empty();
                    }
                });
    }

    private static String surface(Fields fields, String format) {
        return fields.word("surface", SURFACES.getOrDefault(format, Map.of())).orElse("");
    }

    private static Map<String, String> words(String... words) {
        var map = new java.util.HashMap<String, String>();
        for (String word : words) {
            map.put(word, word);
        }
        return Map.copyOf(map);
    }
}
