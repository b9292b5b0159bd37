package dev.understudy.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/// The journal's file. Opened when it is first needed, and put in order then: brought to the newest
/// schema, or moved aside if it is damaged. Thread-safe.
final class Database {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());
    private static final int BUSY_MILLIS = 5_000;
    private static final List<String> PARTS = List.of("", "-wal", "-shm");

    private final Path file;
    private final Schema schema;
    private boolean inOrder; // guarded by this

    Database(Path file, Schema schema) {
        this.file = file;
        this.schema = schema;
    }

    /// A connection, which the caller closes and uses in one thread.
    Connection connect() throws SQLException, IOException {
        putInOrder();
        return open();
    }

    /// Moves a file that turns out to be damaged aside, so that the next connection finds a new
    /// one.
    ///
    /// @return whether it was that
    synchronized boolean movedAside(SQLException e) throws IOException {
        if (!damaged(e)) {
            return false;
        }
        inOrder = false;
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        for (String part : PARTS) {
            try {
                Files.move(
                        Path.of(file + part),
                        Path.of(aside + part),
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException _) {
                Files.deleteIfExists(Path.of(aside + part));
            }
        }
        LOG.log(
                Level.WARNING,
                "the journal was damaged: it begins anew, and the old one is in %s"
                        .formatted(aside),
                e);
        return true;
    }

    private synchronized void putInOrder() throws SQLException, IOException {
        if (inOrder) {
            return;
        }
        Path folder = file.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        if (System.getProperty("org.sqlite.tmpdir") == null) {
            // where the driver unpacks its library, if the program did not come with it unpacked
            System.setProperty("org.sqlite.tmpdir", folder.toString());
        }
        createPrivate();
        try {
            bring();
        } catch (SQLException e) {
            if (!movedAside(e)) {
                throw e;
            }
            createPrivate();
            bring();
        }
        inOrder = true;
    }

    /// Makes the file readable by its owner alone, where the system can; what SQLite puts beside it
    /// is made alike.
    private void createPrivate() throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException _) {
                // made before
            }
        }
    }

    private void bring() throws SQLException, IOException {
        try (Connection connection = open()) {
            schema.bring(connection, file);
        }
    }

    private Connection open() throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        config.setJournalSizeLimit(16 * 1024 * 1024);
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    /// Whether another program holds the file, which passes.
    static boolean busy(SQLException e) {
        return code(e) == SQLiteErrorCode.SQLITE_BUSY.code
                || code(e) == SQLiteErrorCode.SQLITE_LOCKED.code;
    }

    private static boolean damaged(SQLException e) {
        return code(e) == SQLiteErrorCode.SQLITE_CORRUPT.code
                || code(e) == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /// The primary code, without what extends it.
    private static int code(SQLException e) {
        return e.getErrorCode() & 0xff;
    }
}
