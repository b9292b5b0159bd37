package dev.understudy.rehearsal;

import dev.understudy.client.RequestTrace.Try;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A report in JSON. Lengths of time are milliseconds, costs US dollars.
final class JsonReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private JsonReport() {}

    static String of(Report report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", report.name());
        root.put("passed", report.results().passed());
        root.put("played", report.results().played().size());
        root.put("failed", report.results().failed());
        root.put("not_played", report.results().left());
        var cases = root.putArray("cases");
        report.results().played().forEach(result -> write(result, cases.addObject()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void write(CaseResult result, ObjectNode node) {
        Outcome outcome = result.outcome();
        node.put("name", result.of().name());
        node.put("model", result.of().play().model());
        node.put("wire", result.of().play().wire().surface());
        node.put("stream", result.of().play().streamed());
        node.put("faults", result.of().play().faults().header());
        node.put("passed", result.passed());
        var misses = node.putArray("misses");
        result.misses().forEach(misses::add);
        node.put("verdict", CaseResult.word(outcome.verdict()));
        node.put("why", outcome.why());
        node.put("request_id", outcome.requestId());
        node.put("served_by", outcome.served().orElse(null));
        node.put("status", outcome.seen().status());
        node.put("error_code", filled(outcome.seen().code()).orElse(null));
        node.put("finish_reason", outcome.seen().finish().orElse(null));
        node.put("characters", outcome.seen().text().length());
        var seams = node.putArray("seams");
        outcome.seen().seams().forEach(seams::add);
        node.put("took_ms", millis(outcome.took()));
        time(node, "first_text_ms", outcome.seen().firstText());
        node.put("lost_ms", millis(outcome.lostTime()));
        money(node, "cost_usd", outcome.cost());
        money(node, "lost_usd", outcome.lostCost());
        var attempts = node.putArray("attempts");
        outcome.attempts().forEach(attempt -> write(attempt, attempts.addObject()));
    }

    private static void write(Try attempt, ObjectNode node) {
        node.put("target", attempt.target());
        node.put("key", filled(attempt.key()).orElse(null));
        node.put("started_ms", millis(attempt.started()));
        time(node, "first_token_ms", attempt.firstToken());
        node.put("elapsed_ms", millis(attempt.elapsed()));
        node.put("verdict", attempt.verdict());
        node.put("reason", filled(attempt.reason()).orElse(null));
        node.put("status", attempt.status());
        node.put("move", filled(attempt.move()).orElse(null));
        money(node, "cost_usd", attempt.cost());
    }

    private static Optional<String> filled(String text) {
        return Optional.of(text).filter(some -> !some.isBlank());
    }

    private static void time(ObjectNode node, String field, Optional<Duration> value) {
        value.ifPresentOrElse(time -> node.put(field, millis(time)), () -> node.putNull(field));
    }

    private static void money(ObjectNode node, String field, Optional<BigDecimal> value) {
        value.ifPresentOrElse(cost -> node.put(field, cost), () -> node.putNull(field));
    }

    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }
}
