package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.console.keys.ProviderKeys;
import dev.understudy.journal.Journal;
import dev.understudy.journal.Retention;
import dev.understudy.model.Charge;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import dev.understudy.model.KeySlot.Condition;
import dev.understudy.model.Target;
import dev.understudy.model.Trace;
import dev.understudy.model.Trace.Ending;
import dev.understudy.model.Trace.Tried;
import dev.understudy.model.Trace.Verdict;
import dev.understudy.model.Wire;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What keys spent, of requests whose costs are known, around midnight and the first of a month.
@Timeout(60)
final class KeySpendingTest {
    private static final KeyId MAIN = new KeyId("lab", "main");
    private static final KeyId SPARE = new KeyId("lab", "spare");

    @TempDir Path folder;
    private int made;

    private Journal journal() {
        return new Journal(
                folder.resolve("journal.db"),
                Retention.STANDARD,
                InstantSource.fixed(Instant.parse("2026-11-25T10:00:00Z")));
    }

    /// Writes requests, and closes the journal.
    private void write(Trace... traces) {
        try (Journal journal = journal()) {
            for (Trace trace : traces) {
                journal.keep(trace);
            }
        }
    }

    private Trace request(String time, Tried... attempts) {
        return new Trace(
                "rq_" + made++,
                Instant.parse(time),
                Optional.of(Wire.CHAT_COMPLETIONS),
                "ak_1",
                List.of("lab:m"),
                false,
                List.of(new Target("lab", "m")),
                List.of(),
                List.of(),
                Arrays.asList(attempts),
                Ending.COMPLETE,
                Optional.of(new Target("lab", "m")),
                Optional.empty(),
                Optional.empty(),
                200,
                "",
                new Trace.Times(Duration.ofMillis(9), Optional.empty(), Duration.ofMillis(1)),
                new Trace.Sizes(1, 1, 0),
                "");
    }

    /// @param usd blank if no price is known
    private static Tried with(String key, String usd) {
        var tried =
                new Tried(
                        new Target("lab", "m"),
                        key,
                        Duration.ZERO,
                        Duration.ofMillis(5),
                        Verdict.COMPLETED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return usd.isEmpty()
                ? tried
                : tried.costing(new Charge(new BigDecimal(usd), Charge.Source.TOLD));
    }

    /// A clock that the test moves on.
    private static final class Moving extends Clock {
        private final ZoneId zone;
        private Instant now;

        Moving(String now, String zone) {
            this.now = Instant.parse(now);
            this.zone = ZoneId.of(zone);
        }

        void to(String time) {
            now = Instant.parse(time);
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return Clock.fixed(now, other);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static void assertSpent(
            KeySpending spending, KeyId key, String last, String today, String month) {
        KeySpending.Spent spent = spending.of(key);
        assertEquals(last, spent.last().map(Instant::toString).orElse(""), key + " last");
        assertEquals(today, words(spent.today()), key + " today");
        assertEquals(month, words(spent.thisMonth()), key + " this month");
    }

    private static String words(Optional<BigDecimal> usd) {
        return usd.map(amount -> amount.stripTrailingZeros().toPlainString()).orElse("unknown");
    }

    @Test
    void sumsUpWhatEachKeySpentTodayAndThisMonth() {
        write(
                request("2026-10-31T23:59:59.999Z", with("main", "100")),
                request("2026-11-01T00:00:00Z", with("main", "0.5")),
                request("2026-11-24T23:59:59.999Z", with("main", "0.25")),
                request("2026-11-25T00:00:00Z", with("main", "0.125"), with("spare", "2")),
                request("2026-11-25T09:00:00Z", with("main", "0.000000001")),
                request("2026-11-25T09:30:00Z", with("", "7")));
        try (Journal journal = journal()) {
            var spending = new KeySpending(journal, new Moving("2026-11-25T10:00:00Z", "UTC"));
            assertSpent(spending, MAIN, "", "0", "0");

            spending.refresh();

            assertSpent(spending, MAIN, "2026-11-25T09:00:00Z", "0.125000001", "0.875000001");
            assertSpent(spending, SPARE, "2026-11-25T00:00:00Z", "2", "2");
            assertSpent(spending, new KeyId("lab", "none"), "", "0", "0");
            assertSpent(spending, new KeyId("other", "main"), "", "0", "0");
        }
    }

    @Test
    void tellsWhatIsKnownOfAndWhetherNothingIs() {
        write(
                request("2026-11-24T09:00:00Z", with("main", "1")),
                request("2026-11-25T09:00:00Z", with("main", ""), with("spare", "")),
                request("2026-11-25T09:01:00Z", with("spare", "3")));
        try (Journal journal = journal()) {
            var spending = new KeySpending(journal, new Moving("2026-11-25T10:00:00Z", "UTC"));
            spending.refresh();

            assertSpent(spending, MAIN, "2026-11-25T09:00:00Z", "unknown", "1");
            assertSpent(spending, SPARE, "2026-11-25T09:01:00Z", "3", "3");
        }
    }

    /// Requests at 22:30, 23:30 and 00:30 UTC, around the first of November.
    @ParameterizedTest
    @CsvSource({
        "UTC, 4, 4",
        "Europe/Berlin, 6, 6", // an hour ahead: since 23:00 UTC
        "America/New_York, 7, 7.5", // four hours behind: it is still October there
        "Asia/Kathmandu, 7, 7", // since 18:15 UTC
        "Pacific/Kiritimati, 7, 7" // since 10:00 UTC
    })
    void beginsDaysAndMonthsWhereTheMachineIs(String zone, String today, String month) {
        write(
                request("2026-10-20T12:00:00Z", with("main", "0.5")),
                request("2026-10-31T22:30:00Z", with("main", "1")),
                request("2026-10-31T23:30:00Z", with("main", "2")),
                request("2026-11-01T00:30:00Z", with("main", "4")));
        try (Journal journal = journal()) {
            var spending = new KeySpending(journal, new Moving("2026-11-01T01:00:00Z", zone));
            spending.refresh();

            assertSpent(spending, MAIN, "2026-11-01T00:30:00Z", today, month);
        }
    }

    @Test
    void beginsADayThatHasTwentyFiveHoursOnce() {
        write(
                request("2026-10-24T21:59:59Z", with("main", "1")), // 23:59:59 the day before
                request("2026-10-24T22:00:00Z", with("main", "2")),
                request("2026-10-25T00:30:00Z", with("main", "4")), // 02:30, the first time
                request("2026-10-25T01:30:00Z", with("main", "8")), // 02:30, the second
                request("2026-10-25T22:59:59Z", with("main", "16"))); // 23:59:59
        try (Journal journal = journal()) {
            var clock = new Moving("2026-10-25T22:59:59.5Z", "Europe/Berlin");
            var spending = new KeySpending(journal, clock);
            spending.refresh();
            assertSpent(spending, MAIN, "2026-10-25T22:59:59Z", "30", "31");

            clock.to("2026-10-25T23:00:00Z");
            spending.refresh();
            assertSpent(spending, MAIN, "2026-10-25T22:59:59Z", "0", "31");
        }
    }

    @Test
    void forgetsADayAndAMonthAtTheirEndButNotTheLastUse() {
        write(request("2026-11-30T12:00:00Z", with("main", "5")));
        try (Journal journal = journal()) {
            var clock = new Moving("2026-11-30T23:59:59Z", "UTC");
            var spending = new KeySpending(journal, clock);
            spending.refresh();
            assertSpent(spending, MAIN, "2026-11-30T12:00:00Z", "5", "5");

            clock.to("2026-12-01T00:00:00Z");
            spending.refresh();
            assertSpent(spending, MAIN, "2026-11-30T12:00:00Z", "0", "0");

            clock.to("2026-12-31T00:00:00Z");
            spending.refresh();
            assertSpent(spending, MAIN, "2026-11-30T12:00:00Z", "0", "0");
        }
    }

    @Test
    void knowsTheSameAfterARestart() {
        write(
                request("2026-09-01T09:00:00Z", with("spare", "9")),
                request("2026-11-24T09:00:00Z", with("main", "1")),
                request("2026-11-25T09:00:00Z", with("main", "2")));
        for (int run = 0; run < 2; run++) {
            try (Journal journal = journal()) {
                var spending = new KeySpending(journal, new Moving("2026-11-25T10:00:00Z", "UTC"));
                for (int i = 0; i < 2; i++) { // the whole journal, then this month's part
                    spending.refresh();
                    assertSpent(spending, MAIN, "2026-11-25T09:00:00Z", "2", "3");
                    assertSpent(spending, SPARE, "2026-09-01T09:00:00Z", "0", "0");
                }
            }
        }
        write(request("2026-11-25T09:30:00Z", with("spare", "4")));
        try (Journal journal = journal()) {
            var spending = new KeySpending(journal, new Moving("2026-11-25T10:00:00Z", "UTC"));
            spending.refresh();
            assertSpent(spending, SPARE, "2026-11-25T09:30:00Z", "4", "4");
        }
    }

    @Test
    void looksAgainWhenARestEndsOrADay() {
        var clock = new Moving("2026-11-25T10:00:00Z", "America/New_York"); // 05:00 there
        Duration toMidnight = Duration.ofHours(19);

        assertEquals(toMidnight, KeyRefresh.untilNext(List.of(), clock));
        assertEquals(toMidnight, KeyRefresh.untilNext(keys(new Condition.Ready()), clock));
        assertEquals(toMidnight, KeyRefresh.untilNext(keys(rests("2026-11-27T10:00:00Z")), clock));
        assertEquals(
                Duration.ofSeconds(7),
                KeyRefresh.untilNext(
                        keys(
                                rests("2026-11-25T10:01:00Z"),
                                rests("2026-11-25T10:00:07Z"),
                                new Condition.Off()),
                        clock));
        assertEquals(
                Duration.ofSeconds(1),
                KeyRefresh.untilNext(keys(rests("2026-11-25T09:00:00Z")), clock));

        clock.to("2026-11-01T04:30:00Z"); // 00:30 of a day with 25 hours
        assertEquals(Duration.ofMinutes(24 * 60 + 30), KeyRefresh.untilNext(List.of(), clock));
    }

    private static Condition rests(String until) {
        return new Condition.Rests(Instant.parse(until), "rate limited");
    }

    private static List<ProviderKeys> keys(Condition... conditions) {
        List<KeySlot> slots =
                Arrays.stream(conditions)
                        .map(condition ->
                                new KeySlot(
                                        MAIN,
                                        "…",
                                        KeySlot.Source.VAULT,
                                        1,
                                        condition,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))
                        .toList();
        return List.of(
                new ProviderKeys("lab", "lab", "http://127.0.0.1:1/v1", true, true, false, slots));
    }
}
