package dev.understudy.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Takes out what is to be kept no longer: at the first write and every hour, a piece at a time, so
/// that no transaction is long. Used by one thread.
final class Pruner {
    private static final int PIECE = 1_000;
    private static final Duration EVERY = Duration.ofHours(1);

    /// How far below the limit it goes once it is passed.
    private static final double ROOM = 0.95;

    private final Retention retention;
    private final InstantSource clock;
    private Instant due = Instant.MIN;

    Pruner(Retention retention, InstantSource clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /// Does what is due.
    void prune(Connection connection) throws SQLException {
        Instant now = clock.instant();
        if (now.isBefore(due)) {
            return;
        }
        due = now.plus(EVERY);
        boolean pruned = false;
        while (deletedBefore(connection, now.minus(retention.age()).toEpochMilli())) {
            pruned = true;
        }
        if (used(connection) > retention.bytes()) {
            long wanted = (long) (retention.bytes() * ROOM);
            while (used(connection) > wanted && deletedBefore(connection, Long.MAX_VALUE)) {
                pruned = true;
            }
        }
        if (pruned) {
            shrink(connection);
        }
    }

    /// Deletes some of what came before `time`, the oldest.
    ///
    /// @return whether there was any
    private static boolean deletedBefore(Connection connection, long time) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM exchange WHERE id IN"
                                + " (SELECT id FROM exchange WHERE time < ? ORDER BY time LIMIT ?)")) {
            delete.setLong(1, time);
            delete.setInt(2, PIECE);
            return delete.executeUpdate() > 0;
        }
    }

    /// Bytes of the file that hold something.
    private static long used(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT (page_count - freelist_count) * page_size"
                                        + " FROM pragma_page_count, pragma_freelist_count,"
                                        + " pragma_page_size")) {
            return row.getLong(1);
        }
    }

    /// Gives the freed pages back to the file system.
    private static void shrink(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA incremental_vacuum"); // execute() frees but one page
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }
}
