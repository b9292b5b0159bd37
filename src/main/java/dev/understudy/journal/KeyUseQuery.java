package dev.understudy.journal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sums of the attempts with each key. Times of an attempt are its exchange's. What failed in a
/// rehearsal may never have used its key.
final class KeyUseQuery {
    private static final int MOST = 1_000;
    private static final String SUMS =
            """
            SELECT a.provider, a.key, max(e.time) AS last,
                sum(CASE WHEN e.time >= ?1 THEN a.cost END) AS today,
                sum(CASE WHEN e.time >= ?1 THEN 1 ELSE 0 END) AS tries_today,
                sum(CASE WHEN e.time >= ?2 THEN a.cost END) AS month,
                sum(CASE WHEN e.time >= ?2 THEN 1 ELSE 0 END) AS tries_month
            FROM exchange e JOIN attempt a ON a.exchange = e.id
            WHERE e.time >= ?3 AND a.key <> ''
                AND NOT (e.request GLOB 'rh_*' AND a.verdict = 'FAILED')
            GROUP BY a.provider, a.key ORDER BY last DESC LIMIT ?4
            """;

    private KeyUseQuery() {}

    static List<KeyUse> run(Connection connection, Instant since, Instant day, Instant month)
            throws SQLException {
        try (PreparedStatement sums = connection.prepareStatement(SUMS)) {
            sums.setLong(1, day.toEpochMilli());
            sums.setLong(2, month.toEpochMilli());
            sums.setLong(3, since.toEpochMilli());
            sums.setInt(4, MOST);
            var uses = new ArrayList<KeyUse>();
            try (ResultSet row = sums.executeQuery()) {
                while (row.next()) {
                    uses.add(
                            new KeyUse(
                                    row.getString("provider"),
                                    row.getString("key"),
                                    Instant.ofEpochMilli(row.getLong("last")),
                                    spent(row, "today", "tries_today"),
                                    spent(row, "month", "tries_month")));
                }
            }
            return uses;
        }
    }

    /// Nothing if nothing was tried; unknown if no try has a price.
    private static Optional<BigDecimal> spent(ResultSet row, String sum, String tries)
            throws SQLException {
        long billionths = row.getLong(sum);
        if (!row.wasNull()) {
            return Optional.of(TraceQuery.dollars(billionths));
        }
        return row.getLong(tries) == 0 ? Optional.of(BigDecimal.ZERO) : Optional.empty();
    }
}
