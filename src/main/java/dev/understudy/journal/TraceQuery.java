package dev.understudy.journal;

import dev.understudy.model.Attempt;
import dev.understudy.model.Charge;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Target;
import dev.understudy.model.Trace;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads traces back.
final class TraceQuery {
    private static final String ATTEMPTS =
            "SELECT * FROM attempt WHERE exchange = ? ORDER BY number";

    private final StringBuilder sql = new StringBuilder("SELECT * FROM exchange e WHERE 1");
    private final List<Object> values = new ArrayList<>();

    /// The one of a request.
    static TraceQuery byId(String request) {
        var query = new TraceQuery();
        query.where("e.request = ?", Optional.of(request));
        return query;
    }

    /// The latest, newest first.
    static TraceQuery latest(Filter filter, int most) {
        var query = new TraceQuery();
        query.where("e.time >= ?", filter.from().map(Instant::toEpochMilli));
        query.where("e.time < ?", filter.until().map(Instant::toEpochMilli));
        query.where("e.access_key = ?", filter.accessKey());
        query.whereAttempt("provider", filter.provider());
        query.whereAttempt("model", filter.model());
        query.whereAttempt("key", filter.providerKey());
        if (!filter.endings().isEmpty()) {
            query.sql
                    .append(" AND e.ending IN (?")
                    .repeat(", ?", filter.endings().size() - 1)
                    .append(')');
            filter.endings().forEach(ending -> query.values.add(ending.name()));
        }
        query.sql.append(" ORDER BY e.time DESC, e.id DESC LIMIT ?");
        query.values.add(most);
        return query;
    }

    List<Trace> run(Connection connection) throws SQLException {
        var traces = new ArrayList<Trace>();
        try (PreparedStatement exchanges = connection.prepareStatement(sql.toString());
                PreparedStatement attempts = connection.prepareStatement(ATTEMPTS)) {
            for (int i = 0; i < values.size(); i++) {
                exchanges.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = exchanges.executeQuery()) {
                while (row.next()) {
                    attempts.setLong(1, row.getLong("id"));
                    traces.add(trace(row, attempts(attempts)));
                }
            }
        }
        return traces;
    }

    private void where(String condition, Optional<?> value) {
        value.ifPresent(present -> {
            sql.append(" AND ").append(condition);
            values.add(present);
        });
    }

    private void whereAttempt(String column, Optional<String> value) {
        where(
                "EXISTS (SELECT 1 FROM attempt a WHERE a.exchange = e.id AND a.%s = ?)"
                        .formatted(column),
                value);
    }

    private static Trace trace(ResultSet row, List<Trace.Tried> attempts) throws SQLException {
        return new Trace(
                row.getString("request"),
                Instant.ofEpochMilli(row.getLong("time")),
                constant(Wire.values(), row.getString("wire")),
                row.getString("access_key"),
                Lists.names(row.getString("models")),
                row.getInt("streaming") != 0,
                Lists.targets(row.getString("targets")),
                Lists.rejections(row.getString("rejected")),
                Selections.read(row.getString("selection")),
                attempts,
                constant(Trace.Ending.values(), row.getString("ending"))
                        .orElse(Trace.Ending.FAILED),
                served(row),
                usage(row),
                cost(row),
                row.getInt("status"),
                row.getString("code"),
                new Trace.Times(
                        micros(row.getLong("total")),
                        time(row, "first_token"),
                        micros(row.getLong("overhead"))),
                new Trace.Sizes(
                        row.getLong("request_bytes"),
                        row.getLong("answer_bytes"),
                        row.getLong("events")),
                row.getString("client"));
    }

    private static List<Trace.Tried> attempts(PreparedStatement query) throws SQLException {
        var attempts = new ArrayList<Trace.Tried>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                attempts.add(
                        new Trace.Tried(
                                new Target(row.getString("provider"), row.getString("model")),
                                row.getString("key"),
                                micros(row.getLong("started")),
                                micros(row.getLong("elapsed")),
                                constant(Trace.Verdict.values(), row.getString("verdict"))
                                        .orElse(Trace.Verdict.FAILED),
                                time(row, "first_token"),
                                reason(row),
                                constant(Attempt.Move.values(), row.getString("move")),
                                cost(row)));
            }
        }
        return attempts;
    }

    private static Optional<Trace.Reason> reason(ResultSet row) throws SQLException {
        String failure = row.getString("failure");
        return failure == null
                ? Optional.empty()
                : Optional.of(
                        new Trace.Reason(
                                constant(FailureClass.values(), failure)
                                        .orElse(FailureClass.SERVER),
                                row.getInt("status"),
                                row.getString("code"),
                                row.getString("type")));
    }

    private static Optional<Target> served(ResultSet row) throws SQLException {
        String provider = row.getString("served_provider");
        return provider == null
                ? Optional.empty()
                : Optional.of(new Target(provider, row.getString("served_model")));
    }

    private static Optional<Usage> usage(ResultSet row) throws SQLException {
        Optional<Long> input = number(row, "input");
        return input.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Usage(
                                input.get(),
                                row.getLong("output"),
                                row.getLong("cached"),
                                row.getLong("reasoning"),
                                number(row, "usage_cost").map(TraceQuery::dollars)));
    }

    /// Of an exchange or of an attempt.
    private static Optional<Charge> cost(ResultSet row) throws SQLException {
        Charge.Source source =
                row.getInt("cost_told") != 0 ? Charge.Source.TOLD : Charge.Source.WORKED_OUT;
        return number(row, "cost").map(cost -> new Charge(dollars(cost), source));
    }

    static BigDecimal dollars(long billionths) {
        BigDecimal dollars = BigDecimal.valueOf(billionths, 9).stripTrailingZeros();
        return dollars.scale() < 0 ? dollars.setScale(0) : dollars;
    }

    private static Optional<Duration> time(ResultSet row, String column) throws SQLException {
        return number(row, column).map(TraceQuery::micros);
    }

    private static Duration micros(long count) {
        return Duration.ofNanos(count * 1_000);
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    /// The constant of that name; empty where an older version wrote one that is no more.
    private static <E extends Enum<E>> Optional<E> constant(E[] all, @Nullable String name) {
        return Stream.of(all).filter(one -> one.name().equals(name)).findFirst();
    }
}
