package dev.understudy.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model's prices, exact, in USD.
///
/// @param base by what is paid for; what has no price is not there
/// @param overrides other prices under a condition; of those that hold, the later one wins
public record PriceList(Map<Price, BigDecimal> base, List<Conditional> overrides) {
    /// Nothing is known, or the price depends on where a router sends the request.
    public static final PriceList UNKNOWN = new PriceList(Map.of(), List.of());

    public PriceList {
        base = Map.copyOf(base);
        overrides = List.copyOf(overrides);
    }

    /// What is paid for. A token's price is for one token.
    public enum Price {
        INPUT(true),
        OUTPUT(true),
        CACHE_READ(true),
        CACHE_WRITE(true),
        CACHE_WRITE_HOUR(true),
        REASONING(true),
        AUDIO_INPUT(true),
        AUDIO_OUTPUT(true),
        AUDIO_CACHE(true),
        IMAGE_OUTPUT(true),
        IMAGE(false),
        REQUEST(false),
        WEB_SEARCH(false);

        private final boolean token;

        Price(boolean token) {
            this.token = token;
        }

        /// Whether it is for one token.
        public boolean token() {
            return token;
        }
    }

    /// Prices that replace others.
    public record Conditional(Condition condition, Map<Price, BigDecimal> prices) {
        public Conditional {
            prices = Map.copyOf(prices);
        }
    }

    /// When a price holds.
    public sealed interface Condition {
        /// For prompts of at least so many tokens.
        record PromptOf(long tokens) implements Condition {}

        /// From one time of day until before another, in UTC; over midnight if that is the earlier.
        record TimeOfDay(LocalTime from, LocalTime until) implements Condition {}
    }

    /// Whether nothing is known.
    public boolean isEmpty() {
        return base.isEmpty();
    }

    /// The price for a million tokens, or for one of what is no token, of a short prompt by day.
    public Optional<BigDecimal> usual(Price price) {
        return Optional.ofNullable(base.get(price)).map(amount -> perMillion(price, amount));
    }

    /// The prices for a prompt of so many tokens, at a time.
    public Map<Price, BigDecimal> at(long promptTokens, Instant time) {
        LocalTime clock = LocalTime.ofInstant(time, ZoneOffset.UTC);
        Map<Price, BigDecimal> prices = new EnumMap<>(Price.class);
        prices.putAll(base);
        for (Conditional override : overrides) {
            if (holds(override.condition(), promptTokens, clock)) {
                prices.putAll(override.prices());
            }
        }
        return prices;
    }

    private static boolean holds(Condition condition, long promptTokens, LocalTime clock) {
        return switch (condition) {
            case Condition.PromptOf(long tokens) -> promptTokens >= tokens;
            case Condition.TimeOfDay(LocalTime from, LocalTime until) -> {
                boolean begun = !clock.isBefore(from);
                boolean over = !clock.isBefore(until);
                yield from.isBefore(until) ? begun && !over : begun || !over;
            }
        };
    }

    static BigDecimal perMillion(Price price, BigDecimal amount) {
        return plain(price.token() ? amount.movePointRight(6) : amount);
    }

    /// Without needless zeros or powers of ten.
    static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }
}
