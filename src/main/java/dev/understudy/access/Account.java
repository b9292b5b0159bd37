package dev.understudy.access;

import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.AccessTerms.Period;
import dev.understudy.model.AccessTerms.Rate;
import dev.understudy.model.AccessUse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// How one access key is used: what counts for its rate and its budget, and what people want to
/// know. Of fixed size. Its own lock guards it.
final class Account {
    private final SlidingMinute requests = new SlidingMinute();
    private final SlidingMinute tokens = new SlidingMinute();
    private final Tally day;
    private final Tally month;
    private Optional<Instant> lastUsed = Optional.empty();
    private String client = "";

    Account(ZoneId zone) {
        day = new Tally(Period.DAY, zone);
        month = new Tally(Period.MONTH, zone);
    }

    /// Lets a request go on, and counts it, if the terms let it.
    ///
    /// @param nanos the same moment on the clock that never goes back
    synchronized Admission admit(AccessTerms terms, Instant now, long nanos) {
        Rate rate = terms.rate();
        Optional<Admission> refused =
                rate.requestsPerMinute()
                        .flatMap(most -> tooFast("requests", requests, most, nanos))
                        .or(() ->
                                rate.tokensPerMinute()
                                        .flatMap(most -> tooFast("tokens", tokens, most, nanos)))
                        .or(() -> terms.budget().flatMap(budget -> stopped(budget, now)));
        if (refused.isPresent()) {
            return refused.get();
        }
        requests.add(nanos, 1);
        return terms.budget()
                .filter(budget -> spent(budget, now))
                .<Admission>map(Admission.Degraded::new)
                .orElseGet(Admission.Admitted::new);
    }

    private static Optional<Admission> tooFast(
            String what, SlidingMinute minute, int most, long nanos) {
        Duration wait = minute.until(nanos, most);
        return wait.isZero()
                ? Optional.empty()
                : Optional.of(new Admission.TooFast(what, most, wait));
    }

    private Optional<Admission> stopped(Budget budget, Instant now) {
        if (budget.spent() == AccessTerms.Spent.DEGRADE || !spent(budget, now)) {
            return Optional.empty();
        }
        Instant until = tally(budget).until(now);
        return Optional.of(
                new Admission.Spent(
                        budget, tally(budget).spent(now), until, Duration.between(now, until)));
    }

    private boolean spent(Budget budget, Instant now) {
        return tally(budget).spent(now).compareTo(budget.usd()) >= 0;
    }

    private Tally tally(Budget budget) {
        return switch (budget.period()) {
            case DAY -> day;
            case MONTH -> month;
        };
    }

    /// A request came, whatever becomes of it.
    ///
    /// @return whether it is the first ever
    synchronized boolean came(Instant time, String by) {
        boolean first = lastUsed.isEmpty();
        day.add(time, 1, BigDecimal.ZERO);
        lastUsed = Optional.of(time);
        client = by;
        return first;
    }

    /// A request that came at `time` is over.
    ///
    /// @param usd what it cost; 0 if that is not known
    synchronized void ended(Instant time, long nanos, long used, BigDecimal usd) {
        tokens.add(nanos, used);
        day.add(time, 0, usd);
        month.add(time, 0, usd);
    }

    /// Adds what is remembered of an earlier run.
    synchronized void remember(AccessUse past, Instant now, long nanos) {
        day.add(past.lastUsed(), past.requestsToday(), past.spentToday());
        month.add(past.lastUsed(), 0, past.spentThisMonth());
        for (AccessUse.Request request : past.lastMinute()) {
            long then = nanos - Duration.between(request.time(), now).toNanos();
            requests.add(then, 1);
            tokens.add(then, request.tokens());
        }
        if (lastUsed.isEmpty()) {
            lastUsed = Optional.of(past.lastUsed());
            client = past.client();
        }
    }

    /// How it was used so far; empty if it never was.
    synchronized Optional<AccessUse> use(String key, Instant now) {
        return lastUsed.map(last ->
                new AccessUse(
                        key,
                        last,
                        client,
                        day.requests(now),
                        day.spent(now),
                        month.spent(now),
                        List.of()));
    }
}
