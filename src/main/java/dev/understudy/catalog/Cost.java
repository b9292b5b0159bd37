package dev.understudy.catalog;

import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a request cost, in USD, worked out of what it used.
public final class Cost {
    private Cost() {}

    /// What was used beside tokens.
    public record Extras(int images, int searches) {
        /// Nothing.
        public static final Extras NONE = new Extras(0, 0);
    }

    /// What the provider told, else the sum of the prices; empty if those are not known. Reasoning
    /// is part of the output, and what is read from or written to a cache is part of the input.
    public static Optional<BigDecimal> of(
            Usage usage, Extras extras, PriceList prices, Instant time) {
        return usage.cost().or(() -> sum(usage, extras, prices.at(usage.input(), time)));
    }

    private static Optional<BigDecimal> sum(
            Usage usage, Extras extras, Map<Price, BigDecimal> prices) {
        BigDecimal input = prices.get(Price.INPUT);
        BigDecimal output = prices.get(Price.OUTPUT);
        if (input == null || output == null) {
            return Optional.empty();
        }
        long fresh = Math.max(0, usage.input() - usage.cached() - usage.written());
        BigDecimal sum =
                times(input, fresh)
                        .add(times(prices.getOrDefault(Price.CACHE_READ, input), usage.cached()))
                        .add(times(prices.getOrDefault(Price.CACHE_WRITE, input), usage.written()))
                        .add(times(output, usage.output()))
                        .add(prices.getOrDefault(Price.REQUEST, BigDecimal.ZERO))
                        .add(
                                times(
                                        prices.getOrDefault(Price.IMAGE, BigDecimal.ZERO),
                                        extras.images()))
                        .add(
                                times(
                                        prices.getOrDefault(Price.WEB_SEARCH, BigDecimal.ZERO),
                                        extras.searches()));
        return Optional.of(PriceList.plain(sum));
    }

    private static BigDecimal times(BigDecimal price, long count) {
        return price.multiply(BigDecimal.valueOf(count));
    }
}
