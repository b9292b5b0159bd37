package dev.understudy.journal;

import dev.understudy.model.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sums of the attempts at each target, and the middle of their times. Rehearsals tell nothing of a
/// target, and are left out.
final class TargetUseQuery {
    private static final int MOST = 2_000;
    private static final String SUMS =
            """
            WITH tried AS (
                SELECT a.provider, a.model, a.verdict,
                    CASE WHEN a.verdict = 'COMPLETED' AND e.streaming THEN a.first_token END AS first
                FROM exchange e JOIN attempt a ON a.exchange = e.id
                WHERE e.time >= ?1 AND e.request NOT GLOB 'rh_*' AND a.verdict IN ('COMPLETED', 'FAILED', 'BROKE_OFF')
                    AND coalesce(a.failure, '')
                        NOT IN ('CALLER_FAULT', 'CONTENT_REFUSED', 'TOO_LONG')
            ), ranked AS (
                SELECT provider, model, first,
                    row_number() OVER (PARTITION BY provider, model ORDER BY first) AS place,
                    count(*) OVER (PARTITION BY provider, model) AS streams
                FROM tried WHERE first IS NOT NULL
            ), middle AS (
                SELECT provider, model,
                    min(CASE WHEN place * 2 >= streams THEN first END) AS half,
                    min(CASE WHEN place * 20 >= streams * 19 THEN first END) AS slow
                FROM ranked GROUP BY provider, model
            )
            SELECT t.provider, t.model, count(*) AS tries, sum(t.verdict = 'COMPLETED') AS successes,
                m.half, m.slow
            FROM tried t LEFT JOIN middle m ON m.provider = t.provider AND m.model = t.model
            GROUP BY t.provider, t.model ORDER BY tries DESC LIMIT ?2
            """;

    private TargetUseQuery() {}

    static List<TargetUse> run(Connection connection, Instant since) throws SQLException {
        try (PreparedStatement sums = connection.prepareStatement(SUMS)) {
            sums.setLong(1, since.toEpochMilli());
            sums.setInt(2, MOST);
            var uses = new ArrayList<TargetUse>();
            try (ResultSet row = sums.executeQuery()) {
                while (row.next()) {
                    uses.add(
                            new TargetUse(
                                    new Target(row.getString("provider"), row.getString("model")),
                                    row.getLong("tries"),
                                    row.getLong("successes"),
                                    time(row, "half"),
                                    time(row, "slow")));
                }
            }
            return uses;
        }
    }

    private static Optional<Duration> time(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(Duration.of(micros, ChronoUnit.MICROS));
    }
}
