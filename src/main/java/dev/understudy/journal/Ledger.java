package dev.understudy.journal;

import dev.understudy.model.Trace;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Writes batches to the database, each in one transaction, over a connection that stays open.
///
/// A file that another program holds is waited for; for other faults a batch is tried three times
/// and then let go, and the log tells of it when it begins and when it is over. Used by one thread.
final class Ledger implements Writer.Sink {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    private static final int TRIES = 3;
    private static final long PAUSE_SECONDS = 1;

    private final Database database;
    private final Pruner pruner;
    private @Nullable Connection connection;
    private boolean failing;

    Ledger(Database database, Pruner pruner) {
        this.database = database;
        this.pruner = pruner;
    }

    @Override
    public void write(List<Trace> batch) throws InterruptedException {
        for (int tries = 1; !written(batch, tries); tries++) {
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        }
    }

    @Override
    public void end() {
        try {
            close();
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "the journal did not close well", e);
        }
    }

    /// Whether the batch is settled: written, or let go.
    private boolean written(List<Trace> batch, int tries) {
        try {
            Connection open = connection();
            insert(open, batch);
            pruner.prune(open);
            if (failing) {
                failing = false;
                LOG.log(Level.INFO, "the journal is written again");
            }
            return true;
        } catch (SQLException e) {
            return failed(e, tries);
        } catch (IOException e) {
            complain(e);
            return tries >= TRIES;
        }
    }

    private boolean failed(SQLException e, int tries) {
        try {
            close();
        } catch (SQLException closing) {
            e.addSuppressed(closing);
        }
        try {
            if (database.movedAside(e)) {
                return tries >= TRIES;
            }
        } catch (IOException moving) {
            e.addSuppressed(moving);
        }
        complain(e);
        return tries >= TRIES && !Database.busy(e);
    }

    private void complain(Exception e) {
        if (!failing) {
            failing = true;
            LOG.log(Level.WARNING, "the journal cannot be written; the gateway goes on", e);
        }
    }

    private Connection connection() throws SQLException, IOException {
        Connection open = connection;
        if (open == null) {
            open = database.connect();
            connection = open;
        }
        return open;
    }

    private static void insert(Connection open, List<Trace> batch) throws SQLException {
        open.setAutoCommit(false);
        try (var rows = new TraceRows(open)) {
            for (Trace trace : batch) {
                rows.add(trace);
            }
        }
        open.commit();
        open.setAutoCommit(true);
    }

    private void close() throws SQLException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
