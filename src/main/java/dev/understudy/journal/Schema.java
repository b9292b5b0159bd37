package dev.understudy.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables, and how those of an older version become those of the newest.
///
/// Times are milliseconds since 1970, lengths of time microseconds, costs billionths of a US
/// dollar: an exchange's `cost` is of all its attempts, `usage_cost` what a provider told of the
/// answer, and `cost_told` whether a cost was told or worked out.
final class Schema {
    private static final System.Logger LOG = System.getLogger(Schema.class.getName());

    /// A step for each version; the first makes the tables. Never changed, only added to.
    static final List<List<String>> STEPS =
            List.of(
                    List.of(
                            """
                            CREATE TABLE exchange (
                                id INTEGER PRIMARY KEY,
                                request TEXT NOT NULL UNIQUE,
                                time INTEGER NOT NULL,
                                wire TEXT,
                                access_key TEXT NOT NULL,
                                models TEXT NOT NULL,
                                streaming INTEGER NOT NULL,
                                targets TEXT NOT NULL,
                                rejected TEXT NOT NULL,
                                ending TEXT NOT NULL,
                                served_provider TEXT,
                                served_model TEXT,
                                input INTEGER,
                                output INTEGER,
                                cached INTEGER,
                                reasoning INTEGER,
                                cost INTEGER,
                                status INTEGER NOT NULL,
                                code TEXT NOT NULL,
                                total INTEGER NOT NULL,
                                first_token INTEGER,
                                overhead INTEGER NOT NULL,
                                request_bytes INTEGER NOT NULL,
                                answer_bytes INTEGER NOT NULL,
                                events INTEGER NOT NULL
                            ) STRICT
                            """,
                            """
                            CREATE TABLE attempt (
                                exchange INTEGER NOT NULL REFERENCES exchange ON DELETE CASCADE,
                                number INTEGER NOT NULL,
                                provider TEXT NOT NULL,
                                model TEXT NOT NULL,
                                key TEXT NOT NULL,
                                started INTEGER NOT NULL,
                                elapsed INTEGER NOT NULL,
                                verdict TEXT NOT NULL,
                                first_token INTEGER,
                                failure TEXT,
                                status INTEGER,
                                code TEXT,
                                type TEXT,
                                move TEXT,
                                PRIMARY KEY (exchange, number)
                            ) STRICT, WITHOUT ROWID
                            """,
                            "CREATE INDEX exchange_time ON exchange (time)"),
                    List.of(
                            "ALTER TABLE exchange ADD COLUMN selection TEXT NOT NULL DEFAULT '[]'",
                            "ALTER TABLE exchange ADD COLUMN cost_told INTEGER NOT NULL DEFAULT 1",
                            "ALTER TABLE exchange ADD COLUMN usage_cost INTEGER",
                            "UPDATE exchange SET usage_cost = cost",
                            "ALTER TABLE attempt ADD COLUMN cost INTEGER",
                            "ALTER TABLE attempt ADD COLUMN cost_told INTEGER NOT NULL DEFAULT 1"),
                    List.of(
                            "ALTER TABLE exchange ADD COLUMN client TEXT NOT NULL DEFAULT ''",
                            "CREATE INDEX exchange_access ON exchange (access_key, time)"));

    private final List<List<String>> steps;

    /// @param steps a list of statements for each version
    Schema(List<List<String>> steps) {
        this.steps = steps;
    }

    /// The newest one.
    static Schema newest() {
        return new Schema(STEPS);
    }

    /// Brings a database to the newest version; what it held before is copied beside it first.
    ///
    /// @throws SQLException if it is of a version newer than this program, among others
    void bring(Connection connection, Path file) throws SQLException, IOException {
        int version = version(connection);
        if (version > steps.size()) {
            throw new SQLException(
                    "%s was written by a newer version of this program".formatted(file));
        }
        if (version == steps.size()) {
            return;
        }
        if (version > 0) {
            backUp(connection, file.resolveSibling(file.getFileName() + ".v" + version));
        }
        try (Statement statement = connection.createStatement()) {
            if (version == 0) {
                statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
                statement.execute("VACUUM"); // which makes the line above true
            }
            statement.execute("BEGIN IMMEDIATE");
            for (int i = version(connection); i < steps.size(); i++) { // another program may have
                for (String sql : steps.get(i)) {
                    statement.execute(sql);
                }
                statement.execute("PRAGMA user_version = " + (i + 1));
            }
            statement.execute("COMMIT");
        }
        LOG.log(Level.INFO, "the journal is of version {0}", steps.size());
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    private static void backUp(Connection connection, Path copy) throws SQLException, IOException {
        Files.deleteIfExists(copy);
        try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        }
    }
}
