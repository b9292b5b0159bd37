package dev.understudy.gateway;

import dev.understudy.model.Charge;
import dev.understudy.model.Trace;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `GET /understudy/requests/{id}`: what became of a request, as JSON. Lengths of time are
/// milliseconds.
final class TraceReply {
    /// What comes before the id.
    static final String PATH = "/understudy/requests/";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private TraceReply() {}

    static void send(Exchange exchange, Optional<Trace> found)
            throws RefusedException, IOException {
        Trace trace =
                found.orElseThrow(() ->
                        new RefusedException(
                                ErrorCode.NOT_FOUND,
                                "no such request is known: the id is in the answer's header"
                                        + " Understudy-Request-Id"));
        exchange.send(200, "application/json", JSON.writeValueAsBytes(json(trace)));
    }

    private static ObjectNode json(Trace trace) {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", trace.id());
        root.put("time", trace.time().toString());
        text(root, "wire", trace.wire().map(Wire::surface));
        text(root, "access_key", filled(trace.accessKey()));
        text(root, "client", filled(trace.client()));
        var models = root.putArray("models");
        trace.models().forEach(models::add);
        root.put("stream", trace.streaming());
        var targets = root.putArray("targets");
        trace.targets().forEach(target -> targets.add(target.toString()));
        var rejected = root.putArray("rejected");
        trace.rejected()
                .forEach(rejection ->
                        rejected.addObject()
                                .put("model", rejection.model())
                                .put("why", word(rejection.why()))
                                .put("reason", rejection.reason()));
        EvaluationJson.models(root, trace.selection());
        EvaluationJson.keys(root, trace.selection());
        root.put("ending", word(trace.ending()));
        text(root, "served_by", trace.served().map(Object::toString));
        if (trace.status() == 0) {
            root.putNull("status");
        } else {
            root.put("status", trace.status());
        }
        text(root, "error_code", filled(trace.code()));
        root.put("total_ms", millis(trace.times().total()));
        time(root, "first_token_ms", trace.times().firstToken());
        root.put("overhead_ms", millis(trace.times().overhead()));
        root.put("request_bytes", trace.sizes().request());
        root.put("answer_bytes", trace.sizes().answer());
        root.put("events", trace.sizes().events());
        trace.usage().ifPresentOrElse(usage -> usage(root, usage), () -> root.putNull("usage"));
        cost(root, trace.cost());
        var attempts = root.putArray("attempts");
        trace.attempts().forEach(tried -> attempt(attempts.addObject(), tried));
        return root;
    }

    private static void usage(ObjectNode root, Usage usage) {
        ObjectNode node = root.putObject("usage");
        node.put("input_tokens", usage.input());
        node.put("output_tokens", usage.output());
        node.put("cached_tokens", usage.cached());
        node.put("reasoning_tokens", usage.reasoning());
        usage.cost()
                .ifPresentOrElse(
                        cost -> node.put("cost_usd", cost), () -> node.putNull("cost_usd"));
    }

    private static void attempt(ObjectNode node, Trace.Tried tried) {
        node.put("target", tried.target().toString());
        text(node, "key", filled(tried.key()));
        node.put("started_ms", millis(tried.started()));
        node.put("elapsed_ms", millis(tried.elapsed()));
        time(node, "first_token_ms", tried.firstToken());
        node.put("verdict", word(tried.verdict()));
        text(node, "reason", tried.reason().map(reason -> word(reason.kind())));
        tried.reason()
                .filter(reason -> reason.status() != 0)
                .ifPresentOrElse(
                        reason -> node.put("status", reason.status()),
                        () -> node.putNull("status"));
        text(node, "provider_code", tried.reason().flatMap(reason -> filled(reason.code())));
        text(node, "provider_type", tried.reason().flatMap(reason -> filled(reason.type())));
        text(node, "move", tried.move().map(TraceReply::word));
        cost(node, tried.cost());
    }

    private static void cost(ObjectNode node, Optional<Charge> cost) {
        cost.ifPresentOrElse(
                charge -> node.put("cost_usd", charge.dollars()), () -> node.putNull("cost_usd"));
        text(node, "cost_source", cost.map(charge -> word(charge.source())));
    }

    private static void text(ObjectNode node, String field, Optional<String> value) {
        value.ifPresentOrElse(text -> node.put(field, text), () -> node.putNull(field));
    }

    private static void time(ObjectNode node, String field, Optional<Duration> value) {
        value.ifPresentOrElse(time -> node.put(field, millis(time)), () -> node.putNull(field));
    }

    private static Optional<String> filled(String text) {
        return Optional.of(text).filter(some -> !some.isBlank());
    }

    /// To a thousandth.
    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
