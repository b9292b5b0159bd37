package dev.understudy.access;

import dev.understudy.model.AccessTerms.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// Requests and what they cost, in a period of the calendar; it begins anew with the next. Not
/// thread-safe.
final class Tally {
    private final Period period;
    private final ZoneId zone;
    private Instant from = Instant.MIN;
    private Instant until = Instant.MIN;
    private long requests;
    private BigDecimal spent = BigDecimal.ZERO;

    /// @param zone whose calendar holds
    Tally(Period period, ZoneId zone) {
        this.period = period;
        this.zone = zone;
    }

    /// Adds what is of `time`, unless a later period has begun.
    ///
    /// @param usd in US dollars
    void add(Instant time, long count, BigDecimal usd) {
        turn(time);
        if (!time.isBefore(from)) {
            requests += count;
            spent = spent.add(usd);
        }
    }

    long requests(Instant now) {
        turn(now);
        return requests;
    }

    BigDecimal spent(Instant now) {
        turn(now);
        return spent;
    }

    /// When the period is over.
    Instant until(Instant now) {
        turn(now);
        return until;
    }

    private void turn(Instant now) {
        if (now.isBefore(until)) {
            return;
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate first =
                switch (period) {
                    case DAY -> today;
                    case MONTH -> today.withDayOfMonth(1);
                };
        LocalDate next =
                switch (period) {
                    case DAY -> first.plusDays(1);
                    case MONTH -> first.plusMonths(1);
                };
        from = first.atStartOfDay(zone).toInstant();
        until = next.atStartOfDay(zone).toInstant();
        requests = 0;
        spent = BigDecimal.ZERO;
    }
}
