package dev.understudy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.understudy.access.Admission.Admitted;
import dev.understudy.access.Admission.Degraded;
import dev.understudy.access.Admission.Spent;
import dev.understudy.access.Admission.TooFast;
import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.AccessTerms.Period;
import dev.understudy.model.AccessTerms.Rate;
import dev.understudy.model.AccessUse;
import dev.understudy.model.Charge;
import dev.understudy.model.Trace;
import dev.understudy.model.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class AccountsTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private Instant now = Instant.parse("2026-11-30T21:00:00Z"); // 22:00 where the machine is
    private final Accounts accounts = accounts(Accounts.Past.NONE);

    @Test
    void letsAsManyRequestsThroughAsItsRateSays() throws Exception {
        AccessKey key = key(rate(2, 0));

        assertEquals(new Admitted(), accounts.admit(key));
        assertEquals(new Admitted(), accounts.admit(key));
        var refused = assertInstanceOf(TooFast.class, accounts.admit(key));
        assertEquals("requests", refused.what());

        now = now.plus(refused.pause());
        assertEquals(new Admitted(), accounts.admit(key));
    }

    @Test
    void countsTheTokensOfWhatHasEnded() throws Exception {
        AccessKey key = key(rate(0, 100));

        accounts.ended(trace(key, 60, 39, "0"));
        assertEquals(new Admitted(), accounts.admit(key));
        accounts.ended(trace(key, 1, 0, "0"));
        var refused = assertInstanceOf(TooFast.class, accounts.admit(key));
        assertEquals("tokens", refused.what());

        now = now.plus(refused.pause());
        assertEquals(new Admitted(), accounts.admit(key));
    }

    @Test
    void stopsWhereTheBudgetIsSpentUntilTheDayIsOverHere() throws Exception {
        AccessKey key = key(budget("0.30", Period.DAY, AccessTerms.Spent.STOP));

        for (int i = 0; i < 3; i++) {
            assertEquals(new Admitted(), accounts.admit(key));
            accounts.ended(trace(key, 1, 1, "0.1"));
        }

        var spent = assertInstanceOf(Spent.class, accounts.admit(key));
        assertEquals(new BigDecimal("0.3"), spent.spent());
        assertEquals(Instant.parse("2026-11-30T23:00:00Z"), spent.until());
        assertEquals(Duration.ofHours(2), spent.pause());
        now = spent.until();
        assertEquals(new Admitted(), accounts.admit(key));
    }

    @Test
    void aMonthOutlivesTheDay() throws Exception {
        now = Instant.parse("2026-11-29T12:00:00Z");
        AccessKey key = key(budget("1", Period.MONTH, AccessTerms.Spent.DEGRADE));
        accounts.ended(trace(key, 1, 1, "1.000000001"));

        now = Instant.parse("2026-11-30T22:59:59Z");
        assertInstanceOf(Degraded.class, accounts.admit(key));
        now = Instant.parse("2026-11-30T23:00:00Z");
        assertEquals(new Admitted(), accounts.admit(key));
    }

    @Test
    void takesAnUnknownCostForNothing() throws Exception {
        AccessKey key = key(budget("0.000001", Period.DAY, AccessTerms.Spent.STOP));

        accounts.ended(trace(key, 1_000_000, 1_000_000, ""));

        assertEquals(new Admitted(), accounts.admit(key));
    }

    @Test
    void remembersWhatWasBeforeItBegan() throws Exception {
        AccessKey key =
                key(
                        new AccessTerms(
                                AccessTerms.Scope.ALL,
                                Optional.empty(),
                                new Rate(Optional.of(3), Optional.empty()),
                                Optional.of(
                                        new Budget(
                                                new BigDecimal("5"),
                                                Period.DAY,
                                                AccessTerms.Spent.STOP))));
        Accounts later =
                accounts(start ->
                        List.of(
                                new AccessUse(
                                        "ak_1",
                                        start.minusSeconds(10),
                                        "claude-cli",
                                        7,
                                        new BigDecimal("2"),
                                        new BigDecimal("9"),
                                        List.of(
                                                new AccessUse.Request(start.minusSeconds(10), 5),
                                                new AccessUse.Request(
                                                        start.minusSeconds(20), 5)))));

        assertEquals(new Admitted(), later.admit(key));
        assertInstanceOf(TooFast.class, later.admit(key));
        later.came(key, now, "curl");
        later.ended(trace(key, 1, 1, "3"));
        now = now.plusSeconds(120);
        assertInstanceOf(Spent.class, later.admit(key));
        AccessUse use = later.use("ak_1").orElseThrow();
        assertEquals(8, use.requestsToday());
        assertEquals(0, use.spentToday().compareTo(new BigDecimal("5")));
        assertEquals(0, use.spentThisMonth().compareTo(new BigDecimal("12")));
        assertEquals("curl", use.client());
    }

    @Test
    void goesOnWhereThePastCannotBeRead() throws Exception {
        Accounts later =
                accounts(_ -> {
                    throw new IOException("no journal");
                });

        assertEquals(new Admitted(), later.admit(key(rate(1, 0))));
        assertInstanceOf(TooFast.class, later.admit(key(rate(1, 0))));
    }

    @Test
    void readsNoPastForAKeyWithoutRateOrBudget() throws Exception {
        var read = new CountDownLatch(1);
        Accounts unread =
                accounts(_ -> {
                    read.countDown();
                    return List.of();
                });

        assertEquals(new Admitted(), unread.admit(key(AccessTerms.UNBOUNDED)));

        assertEquals(1, read.getCount());
    }

    @Test
    void tellsOfAFirstRequestAtOnce() throws Exception {
        AccessKey key = key(AccessTerms.UNBOUNDED);
        var told = new AtomicInteger();
        Runnable untell = accounts.onChange(told::incrementAndGet);

        accounts.came(key, now, "codex");
        assertEquals(1, told.get());
        accounts.came(key, now, "codex");
        assertEquals(1, told.get());
        accounts.ended(trace(key, 1, 1, "0"));
        assertEquals(2, told.get());
        untell.run();
        accounts.ended(trace(key, 1, 1, "0"));
        assertEquals(2, told.get());
    }

    @Test
    void tellsOfThePastOnceItIsRead() throws Exception {
        var told = new CountDownLatch(1);
        accounts.onChange(told::countDown);

        accounts.recall();

        assertEquals(true, told.await(10, TimeUnit.SECONDS));
    }

    private Accounts accounts(Accounts.Past past) {
        return new Accounts(
                () -> Duration.between(Instant.EPOCH, now).toNanos(), () -> now, ZONE, past);
    }

    private static AccessKey key(AccessTerms terms) {
        return new AccessKey("ak_1", "agent", "0".repeat(64), Instant.EPOCH, terms);
    }

    /// @param requests 0 for no bound, as is `tokens`
    private static AccessTerms rate(int requests, int tokens) {
        return new AccessTerms(
                AccessTerms.Scope.ALL,
                Optional.empty(),
                new Rate(
                        Optional.of(requests).filter(most -> most > 0),
                        Optional.of(tokens).filter(most -> most > 0)),
                Optional.empty());
    }

    private static AccessTerms budget(String usd, Period period, AccessTerms.Spent spent) {
        return new AccessTerms(
                AccessTerms.Scope.ALL,
                Optional.empty(),
                Rate.UNBOUNDED,
                Optional.of(new Budget(new BigDecimal(usd), period, spent)));
    }

    /// @param usd blank if it is not known
    private Trace trace(AccessKey key, long input, long output, String usd) {
        return new Trace(
                "rq",
                now,
                Optional.empty(),
                key.id(),
                List.of(),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Trace.Ending.COMPLETE,
                Optional.empty(),
                Optional.of(new Usage(input, output, 0, 0, Optional.empty())),
                Optional.of(usd)
                        .filter(text -> !text.isEmpty())
                        .map(text -> new Charge(new BigDecimal(text), Charge.Source.TOLD)),
                200,
                "",
                new Trace.Times(Duration.ZERO, Optional.empty(), Duration.ZERO),
                new Trace.Sizes(0, 0, 0),
                "");
    }
}
