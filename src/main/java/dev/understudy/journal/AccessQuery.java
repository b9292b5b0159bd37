package dev.understudy.journal;

import dev.understudy.model.AccessUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Reads how access keys were used before a time.
final class AccessQuery {
    private static final String LAST =
            "SELECT time, client FROM exchange WHERE access_key = ? AND time < ? ORDER BY time DESC LIMIT 1";
    private static final String SUMS =
            """
            SELECT coalesce(sum(time >= ?1), 0),
                coalesce(sum(CASE WHEN time >= ?1 THEN cost END), 0),
                coalesce(sum(cost), 0)
            FROM exchange WHERE access_key = ?2 AND time >= ?3 AND time < ?4
            """;
    private static final String MINUTE =
            """
            SELECT time, coalesce(input, 0) + coalesce(output, 0)
            FROM exchange WHERE access_key = ? AND time >= ? AND time < ?
            """;
    private static final Duration SPAN = Duration.ofMinutes(1);

    private final long day;
    private final long month;
    private final Instant before;

    /// @param zone whose calendar holds
    AccessQuery(Instant before, ZoneId zone) {
        LocalDate today = before.atZone(zone).toLocalDate();
        this.day = start(today, zone);
        this.month = start(today.withDayOfMonth(1), zone);
        this.before = before;
    }

    private static long start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    List<AccessUse> run(Connection connection, List<String> keys) throws SQLException {
        var uses = new ArrayList<AccessUse>();
        try (PreparedStatement last = connection.prepareStatement(LAST);
                PreparedStatement sums = connection.prepareStatement(SUMS);
                PreparedStatement minute = connection.prepareStatement(MINUTE)) {
            for (String key : keys) {
                add(uses, key, last, sums, minute);
            }
        }
        return uses;
    }

    private void add(
            List<AccessUse> uses,
            String key,
            PreparedStatement last,
            PreparedStatement sums,
            PreparedStatement minute)
            throws SQLException {
        last.setString(1, key);
        last.setLong(2, before.toEpochMilli());
        sums.setLong(1, day);
        sums.setString(2, key);
        sums.setLong(3, month);
        sums.setLong(4, before.toEpochMilli());
        try (ResultSet latest = last.executeQuery();
                ResultSet sum = sums.executeQuery()) {
            if (latest.next()) {
                uses.add(
                        new AccessUse(
                                key,
                                Instant.ofEpochMilli(latest.getLong(1)),
                                latest.getString(2),
                                sum.getLong(1),
                                TraceQuery.dollars(sum.getLong(2)),
                                TraceQuery.dollars(sum.getLong(3)),
                                lastMinute(key, minute)));
            }
        }
    }

    private List<AccessUse.Request> lastMinute(String key, PreparedStatement minute)
            throws SQLException {
        var requests = new ArrayList<AccessUse.Request>();
        minute.setString(1, key);
        minute.setLong(2, before.minus(SPAN).toEpochMilli());
        minute.setLong(3, before.toEpochMilli());
        try (ResultSet row = minute.executeQuery()) {
            while (row.next()) {
                requests.add(
                        new AccessUse.Request(
                                Instant.ofEpochMilli(row.getLong(1)), row.getLong(2)));
            }
        }
        return requests;
    }
}
