package dev.understudy.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.AccessUse;
import dev.understudy.model.Charge;
import dev.understudy.model.Plan;
import dev.understudy.model.Trace;
import dev.understudy.model.Trace.Ending;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The journal in a real file.
@Timeout(60)
final class JournalTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Given.NOON);

    @TempDir Path folder;

    @Test
    void findsWhatWasWrittenBefore() throws Exception {
        Trace trace = Given.trace("rq_1");
        write(trace);

        try (Journal journal = open()) {
            assertEquals(Optional.of(trace), journal.find("rq_1"));
            assertEquals(Optional.empty(), journal.find("rq_2"));
        }
    }

    @Test
    void concludesNothingOfATargetFromRehearsals() throws Exception {
        write(Given.trace("rq_1"), Given.trace("rh_2"));

        try (Journal journal = open()) {
            assertEquals(
                    List.of(1L, 1L),
                    journal.targetUse(Instant.EPOCH).stream().map(TargetUse::tries).toList());
            assertTrue(journal.find("rh_2").isPresent());
        }
    }

    @Test
    void keepsWhatWasWorkedOutApartFromWhatWasTold() throws Exception {
        Trace trace =
                Given.costing(
                        Given.trace("rq_1"),
                        new Charge(new BigDecimal("0.000000123"), Charge.Source.WORKED_OUT));
        write(trace);

        try (Journal journal = open()) {
            assertEquals(Optional.of(trace), journal.find("rq_1"));
        }
    }

    @Test
    void readsWhatAnOlderVersionWrote() throws Exception {
        try (var connection =
                        new Database(file(), new Schema(Schema.STEPS.subList(0, 1))).connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO exchange VALUES (
                        1, 'rq_1', 0, NULL, '', '["m"]', 0, '[]', '[["x", "no such model"]]', 'COMPLETE', 'lab', 'm',
                        10, 11, 0, 0, 1200000, 200, '', 5, NULL, 1, 2, 3, 0)
                    """);
            statement.execute(
                    """
                    INSERT INTO attempt VALUES (
                        1, 0, 'lab', 'm', '', 0, 4, 'COMPLETED', NULL, NULL, NULL, NULL, NULL, NULL)
                    """);
        }

        try (Journal journal = open()) {
            Trace trace = journal.find("rq_1").orElseThrow();
            assertEquals(Optional.of(Given.COST), trace.cost());
            assertEquals(Optional.of(new BigDecimal("0.0012")), trace.usage().orElseThrow().cost());
            assertEquals(List.of(), trace.selection());
            assertEquals(List.of(new Plan.Rejection("x", "no such model")), trace.rejected());
            assertEquals(Optional.empty(), trace.attempts().getFirst().cost());
        }
    }

    @Test
    void sumsUpHowAccessKeysWereUsed() throws Exception {
        Instant start = Given.NOON.plusSeconds(30);
        write(
                Given.trace("last month", Instant.parse("2026-10-31T12:00:00Z"), Ending.COMPLETE),
                Given.trace("this month", Instant.parse("2026-11-01T00:00:00Z"), Ending.COMPLETE),
                Given.trace("today", Instant.parse("2026-11-22T00:00:00Z"), Ending.COMPLETE),
                Given.trace("lately", Given.NOON, Ending.COMPLETE),
                Given.trace("this run", start, Ending.COMPLETE));

        try (Journal journal = open()) {
            assertEquals(
                    List.of(
                            new AccessUse(
                                    "ak_1",
                                    Given.NOON,
                                    "claude-cli",
                                    2,
                                    new BigDecimal("0.0024"),
                                    new BigDecimal("0.0036"),
                                    List.of(new AccessUse.Request(Given.NOON, 21)))),
                    journal.accessUses(List.of("ak_0", "ak_1"), start, ZoneOffset.UTC));
        }
    }

    @Test
    void keepsATraceThatKnowsNothing() throws Exception {
        var trace =
                new Trace(
                        "rq_1",
                        Given.NOON,
                        Optional.empty(),
                        "",
                        List.of(),
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Ending.REFUSED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        400,
                        "invalid_json",
                        new Trace.Times(Duration.ofMillis(1), Optional.empty(), Duration.ZERO),
                        new Trace.Sizes(0, 0, 0),
                        "");
        write(trace);

        try (Journal journal = open()) {
            assertEquals(List.of(trace), journal.latest(Filter.ALL, 10));
        }
    }

    @Test
    void filtersNewestFirst() throws Exception {
        write(
                Given.trace("old", Given.NOON.minusSeconds(60), Ending.COMPLETE),
                Given.trace("new", Given.NOON, Ending.FAILED),
                Given.with(Given.trace("bare"), List.of()));

        try (Journal journal = open()) {
            assertEquals(List.of("bare", "new", "old"), ids(journal, Filter.ALL));
            assertEquals(
                    List.of("old"),
                    ids(journal, filter(Optional.of(Given.NOON), Set.of(), "", "")));
            assertEquals(
                    List.of("new"),
                    ids(
                            journal,
                            filter(
                                    Optional.empty(),
                                    Set.of(Ending.FAILED, Ending.REFUSED),
                                    "",
                                    "")));
            assertEquals(
                    List.of("new", "old"),
                    ids(journal, filter(Optional.empty(), Set.of(), "lab", "main")));
            assertEquals(
                    List.of(),
                    ids(journal, filter(Optional.empty(), Set.of(), "lab", "' OR 1=1 --")));
            assertEquals(1, journal.latest(Filter.ALL, 1).size());
        }
    }

    @Test
    void addsUpDays() throws Exception {
        Instant late = Instant.parse("2026-11-21T23:30:00Z");
        write(Given.trace("a", late, Ending.COMPLETE), Given.trace("b", Given.NOON, Ending.FAILED));

        try (Journal journal = open()) {
            LocalDate day = LocalDate.of(2026, 11, 22);
            assertEquals(
                    List.of(
                            new Day(day.minusDays(1), 1, 0, 10, 11, new BigDecimal("0.0012")),
                            new Day(day, 1, 1, 10, 11, new BigDecimal("0.0012")),
                            new Day(day.plusDays(1), 0, 0, 0, 0, BigDecimal.ZERO)),
                    journal.days(day.minusDays(1), day.plusDays(1), ZoneId.of("UTC")));
            assertEquals(
                    List.of(new Day(day, 2, 1, 20, 22, new BigDecimal("0.0024"))),
                    journal.days(day, day, ZoneId.of("Europe/Berlin")));
        }
    }

    @Test
    void takesFromManyThreadsAndManyPrograms() throws Exception {
        try (Journal one = open();
                Journal other = open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                String name = "rq_" + i + "_";
                Journal journal = i % 2 == 0 ? one : other;
                threads.execute(() -> {
                    for (int n = 0; n < 50; n++) {
                        journal.keep(Given.trace(name + n));
                    }
                });
            }
        }

        try (Journal journal = open()) {
            assertEquals(1000, journal.latest(Filter.ALL, 5000).size());
        }
    }

    @Test
    void movesADamagedFileAsideAndBeginsAnew() throws Exception {
        Files.writeString(file(), "this is not a database, and never was one".repeat(200));

        write(Given.trace("rq_1"));

        assertTrue(Files.exists(folder.resolve("journal.db.damaged")));
        try (Journal journal = open()) {
            assertTrue(journal.find("rq_1").isPresent());
        }
    }

    @Test
    void leavesAFileOfANewerVersionAlone() throws Exception {
        write(Given.trace("rq_1"));
        execute("PRAGMA user_version = 99");

        try (Journal journal = open()) {
            assertEquals(Optional.empty(), journal.find("rq_1"));
            assertThrows(IOException.class, () -> journal.latest(Filter.ALL, 1));
        }
        assertFalse(Files.exists(folder.resolve("journal.db.damaged")));
    }

    @Test
    void goesOnWithoutAFolder() throws Exception {
        Path taken = Files.writeString(folder.resolve("file"), "");
        try (var journal = new Journal(taken.resolve("journal.db"), Retention.STANDARD, CLOCK)) {
            journal.keep(Given.trace("rq_1"));
            assertEquals(Optional.empty(), journal.find("rq_1"));
            journal.close(Duration.ofMillis(10));
        }
    }

    @Test
    void waitsForAProgramThatHoldsTheFile() throws Exception {
        write(Given.trace("rq_1"));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement();
                Journal journal = open()) {
            statement.execute("BEGIN IMMEDIATE");
            journal.keep(Given.trace("rq_2"));
            assertTrue(journal.find("rq_1").isPresent());
            statement.execute("ROLLBACK");
        }

        try (Journal journal = open()) {
            assertTrue(journal.find("rq_2").isPresent());
        }
    }

    @Test
    void isForItsOwnersEyes() throws Exception {
        write(Given.trace("rq_1"));

        if (file().getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        }
    }

    @Test
    void forgetsWhatIsOld() throws Exception {
        write(
                Given.trace("old", Given.NOON.minus(Duration.ofDays(91)), Ending.COMPLETE),
                Given.trace("new", Given.NOON.minus(Duration.ofDays(89)), Ending.COMPLETE));

        try (Journal journal = open()) {
            assertEquals(List.of("new"), ids(journal, Filter.ALL));
        }
    }

    @Test
    void forgetsTheOldestWhenThereIsTooMuch() throws Exception {
        for (int part = 0; part < 2; part++) {
            try (var journal =
                    new Journal(file(), new Retention(Duration.ofDays(90), 1_500_000), CLOCK)) {
                for (int i = 0; i < 2000; i++) {
                    journal.keep(
                            Given.trace(
                                    "rq_%d_%d".formatted(part, i),
                                    Given.NOON.minusSeconds(10_000 - part * 2000L - i),
                                    Ending.COMPLETE));
                }
            }
        }
        write(new Retention(Duration.ofDays(90), 1_500_000), Given.trace("last"));

        try (Journal journal = open()) {
            List<String> kept = ids(journal, Filter.ALL);
            assertEquals("last", kept.getFirst());
            assertFalse(kept.contains("rq_0_0"));
            assertTrue(kept.size() > 100, "kept " + kept.size());
            assertTrue(Files.size(file()) < 2_000_000, "bytes: " + Files.size(file()));
        }
    }

    private void write(Trace... traces) {
        write(Retention.STANDARD, traces);
    }

    private void write(Retention retention, Trace... traces) {
        try (var journal = new Journal(file(), retention, CLOCK)) {
            for (Trace trace : traces) {
                journal.keep(trace);
            }
        }
    }

    private Journal open() {
        return new Journal(file(), Retention.STANDARD, CLOCK);
    }

    private Path file() {
        return folder.resolve("journal.db");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> ids(Journal journal, Filter filter) throws IOException {
        return journal.latest(filter, 10_000).stream().map(Trace::id).toList();
    }

    private static Filter filter(
            Optional<Instant> until, Set<Ending> endings, String provider, String key) {
        return new Filter(
                Optional.empty(),
                until,
                endings,
                Optional.of(provider).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.of(key).filter(text -> !text.isEmpty()),
                Optional.empty());
    }
}
