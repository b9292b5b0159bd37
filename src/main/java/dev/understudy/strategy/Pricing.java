package dev.understudy.strategy;

import dev.understudy.model.Closest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// A model's prices, read as `pricing['text.input']` or `pricing.text.input`.
///
/// @param prefix what has been read of the price's type, with a dot at its end, or nothing
record Pricing(Map<String, BigDecimal> prices, String prefix) {
    /// The types of price, in USD per million tokens or per use.
    static final List<String> TYPES =
            List.of(
                    "text.input",
                    "text.output",
                    "text.input_cache_write",
                    "text.input_cache_read",
                    "text.input_batch",
                    "text.output_batch",
                    "tools.web_search.per_search_call",
                    "tools.code_interpreter.per_execution_call",
                    "tools.file_search.per_storage_gb",
                    "tools.image_generation.per_image_generation");

    Object get(String name) {
        String type = prefix + name;
        BigDecimal price = prices.get(type);
        if (price != null) {
            return price.doubleValue();
        }
        String deeper = type + ".";
        if (TYPES.stream().anyMatch(known -> known.startsWith(deeper))) {
            return new Pricing(prices, deeper);
        }
        throw new EvaluationException(
                TYPES.contains(type) ? "the price %s is not known".formatted(type) : unknown(type));
    }

    boolean has(String name) {
        String type = prefix + name;
        return prices.keySet().stream()
                .anyMatch(known -> known.equals(type) || known.startsWith(type + "."));
    }

    static String unknown(String type) {
        return "\"%s\" is no type of price%s"
                .formatted(
                        type,
                        Closest.to(type, TYPES)
                                .map(": did you mean \"%s\"?"::formatted)
                                .orElse(": use one of " + String.join(", ", TYPES)));
    }
}
