package dev.understudy.journal;

import dev.understudy.model.Attempt;
import dev.understudy.model.Charge;
import dev.understudy.model.Target;
import dev.understudy.model.Trace;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Writes traces: one row for each exchange, and one for each of its attempts. Used by one thread,
/// which closes it.
final class TraceRows implements AutoCloseable {
    private static final String EXCHANGE =
            """
            INSERT INTO exchange (
                request, time, wire, access_key, models, streaming, targets, rejected, ending,
                served_provider, served_model, input, output, cached, reasoning, cost, status,
                code, total, first_token, overhead, request_bytes, answer_bytes, events,
                selection, cost_told, usage_cost, client)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (request) DO NOTHING
            """;
    private static final String ATTEMPT =
            """
            INSERT INTO attempt (
                exchange, number, provider, model, key, started, elapsed, verdict, first_token,
                failure, status, code, type, move, cost, cost_told)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final PreparedStatement exchange;
    private final PreparedStatement attempt;
    private final PreparedStatement id;

    TraceRows(Connection connection) throws SQLException {
        exchange = connection.prepareStatement(EXCHANGE);
        attempt = connection.prepareStatement(ATTEMPT);
        id = connection.prepareStatement("SELECT last_insert_rowid()");
    }

    /// Adds one; one that is there already stays as it is.
    void add(Trace trace) throws SQLException {
        var row = new Row(exchange);
        row.text(trace.id());
        row.number(trace.time().toEpochMilli());
        row.text(trace.wire().map(Wire::name));
        row.text(trace.accessKey());
        row.text(Lists.names(trace.models()));
        row.number(trace.streaming() ? 1 : 0);
        row.text(Lists.targets(trace.targets()));
        row.text(Lists.rejections(trace.rejected()));
        row.text(trace.ending().name());
        row.text(trace.served().map(Target::provider));
        row.text(trace.served().map(Target::model).map(Lists::cut));
        row.number(trace.usage().map(Usage::input));
        row.number(trace.usage().map(Usage::output));
        row.number(trace.usage().map(Usage::cached));
        row.number(trace.usage().map(Usage::reasoning));
        row.number(trace.cost().map(Charge::dollars).map(TraceRows::billionths));
        row.number(trace.status());
        row.text(trace.code());
        row.time(Optional.of(trace.times().total()));
        row.time(trace.times().firstToken());
        row.time(Optional.of(trace.times().overhead()));
        row.number(trace.sizes().request());
        row.number(trace.sizes().answer());
        row.number(trace.sizes().events());
        row.text(Selections.text(trace.selection()));
        row.number(told(trace.cost()));
        row.number(trace.usage().flatMap(Usage::cost).map(TraceRows::billionths));
        row.text(trace.client());
        if (exchange.executeUpdate() == 1) {
            add(trace.attempts());
        }
    }

    private void add(List<Trace.Tried> attempts) throws SQLException {
        long of;
        try (ResultSet row = id.executeQuery()) {
            of = row.getLong(1);
        }
        for (int i = 0; i < attempts.size(); i++) {
            Trace.Tried tried = attempts.get(i);
            var row = new Row(attempt);
            row.number(of);
            row.number(i);
            row.text(tried.target().provider());
            row.text(Lists.cut(tried.target().model()));
            row.text(tried.key());
            row.time(Optional.of(tried.started()));
            row.time(Optional.of(tried.elapsed()));
            row.text(tried.verdict().name());
            row.time(tried.firstToken());
            row.text(tried.reason().map(reason -> reason.kind().name()));
            row.number(tried.reason().map(reason -> (long) reason.status()));
            row.text(tried.reason().map(Trace.Reason::code));
            row.text(tried.reason().map(Trace.Reason::type));
            row.text(tried.move().map(Attempt.Move::name));
            row.number(tried.cost().map(Charge::dollars).map(TraceRows::billionths));
            row.number(told(tried.cost()));
            attempt.executeUpdate();
        }
    }

    private static long told(Optional<Charge> cost) {
        return cost.map(Charge::source).filter(Charge.Source.WORKED_OUT::equals).isPresent()
                ? 0
                : 1;
    }

    static long billionths(BigDecimal dollars) {
        return dollars.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValue();
    }

    @Override
    public void close() throws SQLException {
        try (exchange;
                attempt;
                id) {
            // closed in turn
        }
    }

    /// Binds a statement's parameters in order.
    private static final class Row {
        private final PreparedStatement statement;
        private int at;

        Row(PreparedStatement statement) {
            this.statement = statement;
        }

        void text(String value) throws SQLException {
            statement.setString(++at, value);
        }

        void number(long value) throws SQLException {
            statement.setLong(++at, value);
        }

        void text(Optional<String> value) throws SQLException {
            statement.setObject(++at, value.orElse(null));
        }

        void number(Optional<Long> value) throws SQLException {
            statement.setObject(++at, value.orElse(null));
        }

        void time(Optional<Duration> value) throws SQLException {
            number(value.map(length -> length.toNanos() / 1_000));
        }
    }
}
