package dev.understudy.model;

import java.math.BigDecimal;
import java.util.Optional;

/// What an answer used, as its provider counted.
///
/// @param input tokens of the prompt, cached ones included
/// @param output tokens of the answer, reasoning included
/// @param cached tokens of the prompt that were read from a cache
/// @param written tokens of the prompt that were written to a cache
/// @param reasoning tokens of the answer that were reasoning
/// @param cost in USD, where the provider told it
public record Usage(
        long input,
        long output,
        long cached,
        long written,
        long reasoning,
        Optional<BigDecimal> cost) {
    /// A usage that wrote nothing to a cache.
    public Usage(long input, long output, long cached, long reasoning, Optional<BigDecimal> cost) {
        this(input, output, cached, 0, reasoning, cost);
    }
}
