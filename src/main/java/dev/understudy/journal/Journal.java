package dev.understudy.journal;

import dev.understudy.model.AccessUse;
import dev.understudy.model.Trace;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All exchanges of the past, as far as they are kept, in a file.
///
/// The file is opened when the first exchange has ended, or when somebody asks, and by a thread of
/// its own. Whatever befalls it is told in the log and harms nothing else. Thread-safe.
public final class Journal implements Archive, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private static final int WAITING = 4096;

    private final Database database;
    private final Writer writer;

    /// Keeps a journal in `file`, which need not exist.
    ///
    /// @param clock tells how old exchanges are
    public Journal(Path file, Retention retention, InstantSource clock) {
        this.database = new Database(file, Schema.newest());
        this.writer =
                new Writer(
                        new Ledger(database, new Pruner(retention, clock)),
                        WAITING,
                        System::nanoTime);
        writer.start();
    }

    @Override
    public void keep(Trace trace) {
        writer.offer(trace);
    }

    @Override
    public Optional<Trace> find(String id) {
        try {
            return read(TraceQuery.byId(id)).stream().findFirst();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the journal cannot be read", e);
            return Optional.empty();
        }
    }

    /// The latest exchanges that pass the filter, newest first. What ended within the last half
    /// second may be missing.
    public List<Trace> latest(Filter filter, int most) throws IOException {
        return read(TraceQuery.latest(filter, most));
    }

    /// The sums of each day from `first` to `last`, as days are in `zone`.
    public List<Day> days(LocalDate first, LocalDate last, ZoneId zone) throws IOException {
        try (Connection connection = database.connect();
                PreparedStatement sums =
                        connection.prepareStatement(
                                """
                                SELECT count(*),
                                    coalesce(sum(ending IN ('BROKEN_OFF', 'FAILED', 'REFUSED')), 0),
                                    coalesce(sum(input), 0),
                                    coalesce(sum(output), 0),
                                    coalesce(sum(cost), 0)
                                FROM exchange WHERE time >= ? AND time < ?
                                """)) {
            var days = new ArrayList<Day>();
            for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
                sums.setLong(1, start(date, zone));
                sums.setLong(2, start(date.plusDays(1), zone));
                try (ResultSet row = sums.executeQuery()) {
                    days.add(
                            new Day(
                                    date,
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    TraceQuery.dollars(row.getLong(5))));
                }
            }
            return days;
        } catch (SQLException e) {
            throw new IOException("the journal cannot be read", e);
        }
    }

    /// What the attempts since `since` came to, key by key.
    ///
    /// @param day when today began
    /// @param month when this month began
    public List<KeyUse> keyUse(Instant since, Instant day, Instant month) throws IOException {
        try (Connection connection = database.connect()) {
            return KeyUseQuery.run(connection, since, day, month);
        } catch (SQLException e) {
            throw new IOException("the journal cannot be read", e);
        }
    }

    /// How the attempts since `since` went, target by target, those tried most first.
    public List<TargetUse> targetUse(Instant since) throws IOException {
        try (Connection connection = database.connect()) {
            return TargetUseQuery.run(connection, since);
        } catch (SQLException e) {
            throw new IOException("the journal cannot be read", e);
        }
    }

    /// How often names were asked for since `since`, in small letters.
    public List<NameUse> nameUse(Instant since) throws IOException {
        try (Connection connection = database.connect()) {
            return NameUseQuery.run(connection, since);
        } catch (SQLException e) {
            throw new IOException("the journal cannot be read", e);
        }
    }

    /// How access keys were used before a time, as days are in `zone`.
    ///
    /// @param keys their ids; those that never came are left out
    public List<AccessUse> accessUses(List<String> keys, Instant before, ZoneId zone)
            throws IOException {
        try (Connection connection = database.connect()) {
            return new AccessQuery(before, zone).run(connection, keys);
        } catch (SQLException e) {
            throw new IOException("the journal cannot be read", e);
        }
    }

    /// How many exchanges were let go because the file was too slow.
    public long dropped() {
        return writer.dropped();
    }

    /// Writes what is waiting, and closes the file.
    @Override
    public void close() {
        writer.close();
    }

    /// The same, for as long as `longest`.
    public void close(Duration longest) {
        writer.close(longest);
    }

    private static long start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private List<Trace> read(TraceQuery query) throws IOException {
        try (Connection connection = database.connect()) {
            return query.run(connection);
        } catch (SQLException e) {
            throw new IOException("the journal cannot be read", e);
        }
    }
}
