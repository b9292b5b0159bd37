package dev.understudy.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaTest {
    private static final List<String> FIRST =
            List.of("CREATE TABLE t (a)", "INSERT INTO t VALUES (7)");

    @TempDir Path folder;

    @Test
    void copiesWhatWasThereBeforeItChangesIt() throws Exception {
        Path file = folder.resolve("journal.db");
        connect(file, List.of(FIRST));

        connect(file, List.of(FIRST, List.of("ALTER TABLE t ADD COLUMN b")));

        assertEquals(2, number(file, "PRAGMA user_version"));
        assertEquals(1, number(file, "SELECT count(b IS NULL) FROM t"));
        Path copy = folder.resolve("journal.db.v1");
        assertEquals(1, number(copy, "PRAGMA user_version"));
        assertEquals(7, number(copy, "SELECT a FROM t"));
    }

    @Test
    void changesAllOrNothing() throws Exception {
        Path file = folder.resolve("journal.db");
        connect(file, List.of(FIRST));

        assertThrows(
                SQLException.class,
                () ->
                        connect(
                                file,
                                List.of(
                                        FIRST,
                                        List.of("ALTER TABLE t ADD COLUMN b", "no such thing"))));

        assertEquals(1, number(file, "PRAGMA user_version"));
        assertEquals(1, number(file, "SELECT count(*) FROM pragma_table_info('t')"));
    }

    @Test
    void makesFilesThatCanShrink() throws Exception {
        Path file = folder.resolve("journal.db");
        new Database(file, Schema.newest()).connect().close();

        assertEquals(2, number(file, "PRAGMA auto_vacuum"));
    }

    private static void connect(Path file, List<List<String>> steps) throws Exception {
        new Database(file, new Schema(steps)).connect().close();
    }

    private static int number(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getInt(1);
        }
    }
}
