package dev.understudy.client;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the gateway tells of a request, in its own words.
///
/// @param ending such as `running`, `complete` or `failed`
/// @param targets of the plan, as `provider:model`
/// @param served who ended the answer
/// @param cost of all attempts, in USD; empty if it is not known yet, or at all
public record RequestTrace(
        String id,
        String ending,
        List<String> targets,
        List<Try> attempts,
        Optional<String> served,
        Optional<BigDecimal> cost) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    public RequestTrace {
        targets = List.copyOf(targets);
        attempts = List.copyOf(attempts);
    }

    /// One attempt.
    ///
    /// @param target as `provider:model`
    /// @param key the alias of the provider key; blank if it needed none
    /// @param started since the request came in
    /// @param elapsed from the start to the end, or until now
    /// @param firstToken from the start; empty if none came
    /// @param verdict such as `trying`, `completed`, `failed` or `broke_off`
    /// @param reason why it failed, such as `rate_limited`; blank if it did not
    /// @param status the HTTP status that tells why; 0 if none does
    /// @param move what was done after the failure, such as `next_target`; blank if nothing was
    /// @param cost in USD; empty if it is not known
    public record Try(
            String target,
            String key,
            Duration started,
            Duration elapsed,
            Optional<Duration> firstToken,
            String verdict,
            String reason,
            int status,
            String move,
            Optional<BigDecimal> cost) {
        /// Since the request came in.
        public Duration ended() {
            return started.plus(elapsed);
        }
    }

    /// Whether the request is over.
    public boolean over() {
        return !ending.equals("running");
    }

    /// @throws IOException if it is no trace
    static RequestTrace read(byte[] body) throws IOException {
        try {
            JsonNode root = JSON.readTree(body);
            return new RequestTrace(
                    text(root, "id"),
                    text(root, "ending"),
                    elements(root.path("targets")).map(node -> node.asString("")).toList(),
                    elements(root.path("attempts")).map(RequestTrace::attempt).toList(),
                    Optional.of(text(root, "served_by")).filter(served -> !served.isBlank()),
                    money(root));
        } catch (JacksonException e) {
            throw new IOException("the gateway's trace cannot be read", e);
        }
    }

    private static Try attempt(JsonNode node) {
        return new Try(
                text(node, "target"),
                text(node, "key"),
                millis(node.path("started_ms")),
                millis(node.path("elapsed_ms")),
                Optional.of(node.path("first_token_ms"))
                        .filter(JsonNode::isNumber)
                        .map(RequestTrace::millis),
                text(node, "verdict"),
                text(node, "reason"),
                node.path("status").asInt(0),
                text(node, "move"),
                money(node));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.stringValue() : "";
    }

    private static Duration millis(JsonNode number) {
        return Duration.ofNanos((long) (number.asDouble(0) * 1e6));
    }

    private static Optional<BigDecimal> money(JsonNode node) {
        JsonNode cost = node.path("cost_usd");
        return cost.isNumber() ? Optional.of(cost.decimalValue()) : Optional.empty();
    }
}
