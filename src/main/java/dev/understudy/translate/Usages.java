package dev.understudy.translate;

import dev.understudy.model.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an answer used, in the words of each wire.
///
/// Anthropic counts the prompt's cached tokens apart from the others; the domain and OpenAI do not.
final class Usages {
    private Usages() {}

    static Optional<Usage> chat(JsonNode usage) {
        if (!usage.isObject()) {
            return Optional.empty();
        }
        JsonNode prompt = usage.path("prompt_tokens_details");
        long cached = Json.number(prompt, "cached_tokens");
        long input = Json.number(usage, "prompt_tokens");
        long output = Json.number(usage, "completion_tokens");
        long reasoning = Json.number(usage.path("completion_tokens_details"), "reasoning_tokens");
        // Google and xAI count reasoning in the total alone
        long apart = Math.max(0, Json.number(usage, "total_tokens") - input - output);
        return Optional.of(
                new Usage(
                        input,
                        output + apart,
                        cached > 0 ? cached : Json.number(usage, "prompt_cache_hit_tokens"),
                        Json.number(prompt, "cache_write_tokens"),
                        Math.max(reasoning, apart),
                        cost(usage)));
    }

    static Optional<Usage> responses(JsonNode usage) {
        return usage.isObject()
                ? Optional.of(
                        new Usage(
                                Json.number(usage, "input_tokens"),
                                Json.number(usage, "output_tokens"),
                                Json.number(usage.path("input_tokens_details"), "cached_tokens"),
                                Json.number(
                                        usage.path("input_tokens_details"), "cache_write_tokens"),
                                Json.number(
                                        usage.path("output_tokens_details"), "reasoning_tokens"),
                                cost(usage)))
                : Optional.empty();
    }

    /// @param before an earlier count of the same answer, whose numbers hold where this has none
    static Usage messages(JsonNode usage, Usage before) {
        long cached = or(usage, "cache_read_input_tokens", before.cached());
        long written = or(usage, "cache_creation_input_tokens", before.written());
        long fresh = before.input() - before.cached() - before.written();
        return new Usage(
                or(usage, "input_tokens", fresh) + cached + written,
                or(usage, "output_tokens", before.output()),
                cached,
                written,
                or(usage.path("output_tokens_details"), "thinking_tokens", before.reasoning()),
                cost(usage).or(before::cost));
    }

    static ObjectNode chat(Usage usage) {
        ObjectNode root =
                Json.object()
                        .put("prompt_tokens", usage.input())
                        .put("completion_tokens", usage.output())
                        .put("total_tokens", usage.input() + usage.output());
        ObjectNode prompt =
                root.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
        if (usage.written() > 0) {
            prompt.put("cache_write_tokens", usage.written());
        }
        root.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
        usage.cost().ifPresent(cost -> root.put("cost", cost));
        return root;
    }

    static ObjectNode responses(Usage usage) {
        ObjectNode root = Json.object().put("input_tokens", usage.input());
        ObjectNode input =
                root.putObject("input_tokens_details").put("cached_tokens", usage.cached());
        if (usage.written() > 0) {
            input.put("cache_write_tokens", usage.written());
        }
        root.put("output_tokens", usage.output());
        root.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
        root.put("total_tokens", usage.input() + usage.output());
        usage.cost().ifPresent(cost -> root.put("cost", cost));
        return root;
    }

    static ObjectNode messages(Usage usage) {
        ObjectNode root =
                Json.object()
                        .put(
                                "input_tokens",
                                Math.max(0, usage.input() - usage.cached() - usage.written()))
                        .put("cache_creation_input_tokens", usage.written())
                        .put("cache_read_input_tokens", usage.cached())
                        .put("output_tokens", usage.output());
        if (usage.reasoning() > 0) {
            root.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
        }
        usage.cost().ifPresent(cost -> root.put("cost", cost));
        return root;
    }

    private static long or(JsonNode usage, String field, long other) {
        return usage.path(field).isNumber() ? Json.number(usage, field) : other;
    }

    private static Optional<BigDecimal> cost(JsonNode usage) {
        return usage.path("cost").isNumber()
                ? Optional.of(usage.path("cost").decimalValue())
                : Optional.empty();
    }
}
