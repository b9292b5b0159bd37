package dev.understudy.sandbox;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Errors in Anthropic's words.
final class AnthropicErrors {
    private AnthropicErrors() {}

    /// The `error` object.
    static ObjectNode error(Fault fault) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type(fault.status()))
                .put("message", message(fault));
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    private static String message(Fault fault) {
        return switch (fault.code()) {
            case "invalid_api_key" -> "invalid x-api-key";
            case "context_length_exceeded" -> "prompt is too long: 9631 tokens > 8192 maximum";
            case "content_policy_violation" -> "Output blocked by content filtering policy";
            default -> fault.status() == 529 ? "Overloaded" : fault.message();
        };
    }
}
