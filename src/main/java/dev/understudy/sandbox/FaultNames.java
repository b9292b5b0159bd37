package dev.understudy.sandbox;

import static dev.understudy.sandbox.Faults.INVALID;
import static dev.understudy.sandbox.Faults.broke;
import static dev.understudy.sandbox.Faults.plain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The errors that a model's name asks for, by status and kind.
final class FaultNames {
    private FaultNames() {}

    /// Reads what follows `error-`: a status, then perhaps a kind, such as `429-free-daily`, or
    /// when to come back, such as `429-wait-2`, `-date-2`, `-ms-2` or `-reset-2`, all in seconds.
    static Optional<Fault> named(String name, Manner manner, String model, Instant now) {
        if (!name.matches("[45][0-9][0-9](-[a-z0-9.-]+)?")) {
            return Optional.empty();
        }
        int status = Integer.parseInt(name, 0, 3, 10);
        String kind = name.length() > 4 ? name.substring(4) : "";
        int dash = kind.lastIndexOf('-');
        var seconds = dash < 0 ? Optional.<Duration>empty() : Numbers.seconds(kind, dash + 1);
        if (seconds.isPresent()) {
            return comeBack(
                    plain(status, model), kind.substring(0, dash), seconds.get(), manner, now);
        }
        return switch (status) {
            case 400 -> badRequest(kind, model);
            case 402 -> payment(kind);
            case 403 -> forbidden(kind, model);
            case 404 -> missing(kind, model);
            case 429 -> tooMany(kind, model, now);
            case 401 ->
                    switch (kind) {
                        case "" -> Optional.of(Faults.wrongKey());
                        case "missing" -> Optional.of(Faults.missingKey());
                        default -> Optional.empty();
                    };
            default -> kind.isEmpty() ? Optional.of(plain(status, model)) : Optional.empty();
        };
    }

    private static Optional<Fault> badRequest(String kind, String model) {
        return Optional.ofNullable(
                switch (kind) {
                    case "" -> plain(400, model);
                    case "context" ->
                            new Fault(
                                    400,
                                    "context_length_exceeded",
                                    INVALID,
                                    "context_length_exceeded",
                                    "This model's maximum context length is 8192 tokens. However,"
                                            + " your messages resulted in 9631 tokens.");
                    case "max-tokens" ->
                            new Fault(
                                    400,
                                    "max_tokens_exceeded",
                                    INVALID,
                                    "invalid_value",
                                    "max_tokens is too large: this model supports at most 4096.");
                    case "policy" ->
                            new Fault(
                                    400,
                                    "content_policy_violation",
                                    INVALID,
                                    "content_policy_violation",
                                    "Your request was rejected as a result of our safety system.");
                    case "prefill" ->
                            new Fault(
                                    400,
                                    "invalid_prompt",
                                    INVALID,
                                    "invalid_prefill",
                                    "This model does not support assistant message prefill. The"
                                            + " conversation must end with a user message.");
                    case "unsupported" ->
                            new Fault(
                                    400,
                                    "invalid_request",
                                    INVALID,
                                    "unsupported_parameter",
                                    "Unsupported parameter: 'temperature' is not supported with"
                                            + " this model.");
                    case "model" -> Faults.unknownModel(Manner.OPENROUTER, model);
                    default -> null;
                });
    }

    private static Optional<Fault> payment(String kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case "" -> broke();
                    case "key-limit" ->
                            broke("Key limit exceeded. Raise it, or use another key.")
                                    .meta("limit_source", "openrouter_key_limit");
                    case "inflight" ->
                            broke("Your requests in flight would exceed your credits.")
                                    .meta("limit_source", "openrouter_in_flight_budget")
                                    .meta("reason", "in_flight_budget_exhausted")
                                    .header("Retry-After", "5");
                    case "weight" ->
                            broke("This request alone would exceed your in-flight budget.")
                                    .meta("limit_source", "openrouter_in_flight_budget")
                                    .meta("reason", "weight_exceeds_budget");
                    case "afford" ->
                            broke(
                                    "This request requires more credits, or fewer max_tokens. You"
                                            + " requested up to 32000 tokens, but can only afford"
                                            + " 27342.");
                    default -> null;
                });
    }

    private static Optional<Fault> forbidden(String kind, String model) {
        return Optional.ofNullable(
                switch (kind) {
                    case "" -> plain(403, model);
                    case "moderation" ->
                            new Fault(
                                            403,
                                            "permission_denied",
                                            INVALID,
                                            "content_policy_violation",
                                            "Input was flagged by moderation")
                                    .meta(list("reasons", "violence"))
                                    .meta("flagged_input", "the first words ... the last words")
                                    .meta("provider_name", "Sandbox")
                                    .meta("model_slug", model);
                    case "guardrail" ->
                            new Fault(
                                            403,
                                            "permission_denied",
                                            INVALID,
                                            "",
                                            "Request blocked: prompt injection patterns detected")
                                    .meta(list("patterns", "ignore all previous instructions"));
                    case "region" ->
                            new Fault(
                                    403,
                                    "permission_denied",
                                    INVALID,
                                    "unsupported_country_region_territory",
                                    "Country, region, or territory not supported");
                    default -> null;
                });
    }

    private static Optional<Fault> missing(String kind, String model) {
        return Optional.ofNullable(
                switch (kind) {
                    case "" -> plain(404, model);
                    case "model" -> Faults.unknownModel(Manner.OPENAI, model);
                    case "policy" -> {
                        var funnel = JsonNodeFactory.instance.objectNode();
                        funnel.putArray("routing_funnel")
                                .addObject()
                                .put("step", "Initial Endpoints")
                                .put("endpoint_count", 1);
                        funnel.put("failed_routing_step", "Filter by Data Policy");
                        yield new Fault(
                                        404,
                                        "not_found",
                                        INVALID,
                                        "",
                                        "No endpoints found matching your data policy.")
                                .meta(funnel);
                    }
                    default -> null;
                });
    }

    private static Optional<Fault> tooMany(String kind, String model, Instant now) {
        var plain = plain(429, model);
        return Optional.ofNullable(
                switch (kind) {
                    case "" ->
                            plain.header("Retry-After", "1")
                                    .meta(
                                            JsonNodeFactory.instance
                                                    .objectNode()
                                                    .put("retry_after_seconds", 1));
                    case "bare" -> plain;
                    case "free-daily" ->
                            freeTier(
                                    "free-models-per-day. Add 10 credits to unlock 1000 free model"
                                            + " requests per day",
                                    50,
                                    now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
                    case "free-minute" ->
                            freeTier(
                                    "free-models-per-min.",
                                    20,
                                    now.truncatedTo(ChronoUnit.MINUTES)
                                            .plus(1, ChronoUnit.MINUTES));
                    case "quota" ->
                            new Fault(
                                    429,
                                    "rate_limit_exceeded",
                                    "insufficient_quota",
                                    "insufficient_quota",
                                    "You exceeded your current quota, please check your plan and"
                                            + " billing details.");
                    case "tokens" ->
                            new Fault(
                                            429,
                                            "rate_limit_exceeded",
                                            "tokens",
                                            "rate_limit_exceeded",
                                            "Rate limit reached on tokens per min (TPM).")
                                    .header("retry-after", "1")
                                    .header("x-ratelimit-limit-tokens", "30000")
                                    .header("x-ratelimit-remaining-tokens", "0")
                                    .header("x-ratelimit-reset-tokens", "1s");
                    default -> null;
                });
    }

    private static Fault freeTier(String message, int limit, Instant reset) {
        var headers =
                Map.of(
                        "X-RateLimit-Limit", String.valueOf(limit),
                        "X-RateLimit-Remaining", "0",
                        "X-RateLimit-Reset", String.valueOf(reset.toEpochMilli()));
        var told = JsonNodeFactory.instance.objectNode();
        headers.forEach(told::put);
        var fields = JsonNodeFactory.instance.objectNode();
        fields.set("headers", told);
        var fault =
                new Fault(
                                429,
                                "rate_limit_exceeded",
                                "requests",
                                "rate_limit_exceeded",
                                "Rate limit exceeded: " + message)
                        .meta(fields)
                        .meta("limit_source", "openrouter_free_tier_daily");
        for (var header : headers.entrySet()) {
            fault = fault.header(header.getKey(), header.getValue());
        }
        return fault;
    }

    private static Optional<Fault> comeBack(
            Fault fault, String form, Duration wait, Manner manner, Instant now) {
        return switch (form) {
            case "wait" -> Optional.of(fault.header("Retry-After", decimal(wait)));
            case "date" -> {
                var date =
                        DateTimeFormatter.RFC_1123_DATE_TIME
                                .withLocale(Locale.ROOT)
                                .format(now.plus(wait).atOffset(ZoneOffset.UTC));
                yield Optional.of(fault.header("Retry-After", date));
            }
            case "ms" ->
                    Optional.of(fault.header("retry-after-ms", String.valueOf(wait.toMillis())));
            case "reset" ->
                    Optional.of(
                            switch (manner) {
                                case OPENROUTER ->
                                        fault.header(
                                                "X-RateLimit-Reset",
                                                String.valueOf(now.plus(wait).toEpochMilli()));
                                case OPENAI ->
                                        fault.header(
                                                "x-ratelimit-reset-requests", decimal(wait) + "s");
                                case ANTHROPIC ->
                                        fault.header(
                                                "anthropic-ratelimit-requests-reset",
                                                now.plus(wait).toString());
                            });
            default -> Optional.empty();
        };
    }

    private static String decimal(Duration wait) {
        return wait.toMillis() % 1000 == 0
                ? String.valueOf(wait.toSeconds())
                : String.valueOf(wait.toMillis() / 1000.0);
    }

    private static ObjectNode list(String name, String item) {
        var fields = JsonNodeFactory.instance.objectNode();
        fields.putArray(name).add(item);
        return fields;
    }
}
