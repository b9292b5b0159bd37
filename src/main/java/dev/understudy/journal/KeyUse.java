package dev.understudy.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// What the attempts with a provider's key came to.
///
/// @param alias of the key when it was used
/// @param last the latest that the sums have
/// @param today in USD; empty if none of today's has a price
/// @param thisMonth in USD; empty if none of this month's has a price
public record KeyUse(
        String provider,
        String alias,
        Instant last,
        Optional<BigDecimal> today,
        Optional<BigDecimal> thisMonth) {}
