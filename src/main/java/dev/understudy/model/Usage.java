package dev.understudy.model;

import java.math.BigDecimal;
import java.util.Optional;

/// What an answer used, as its provider counted; a count that cannot be is taken for untold.
///
/// @param input tokens of the prompt, cached ones included
/// @param output tokens of the answer, reasoning included
/// @param cached tokens of the prompt that were read from a cache
/// @param written tokens of the prompt that were written to a cache
/// @param reasoning tokens of the answer that were reasoning
/// @param cost in USD, where the provider told it; one that cannot be is taken for untold
public record Usage(
        long input,
        long output,
        long cached,
        long written,
        long reasoning,
        Optional<BigDecimal> cost) {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal LEAST = BigDecimal.valueOf(1, 12);

    /// More tokens than any answer has.
    private static final long MOST_TOKENS = 1_000_000_000_000L;

    /// Of numbers like `1e999999999` no sum could be made.
    public Usage {
        input = possible(input);
        output = possible(output);
        cached = possible(cached);
        written = possible(written);
        reasoning = possible(reasoning);
        cost =
                cost.filter(told -> told.signum() >= 0 && told.compareTo(MOST) <= 0)
                        .map(told -> told.compareTo(LEAST) < 0 ? BigDecimal.ZERO : told);
    }

    /// A usage that wrote nothing to a cache.
    public Usage(long input, long output, long cached, long reasoning, Optional<BigDecimal> cost) {
        this(input, output, cached, 0, reasoning, cost);
    }

    private static long possible(long tokens) {
        return tokens >= 0 && tokens <= MOST_TOKENS ? tokens : 0;
    }
}
