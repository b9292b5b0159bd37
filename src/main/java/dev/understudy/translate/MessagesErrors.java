package dev.understudy.translate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Errors as callers of Anthropic's Messages wire expect them.
final class MessagesErrors {
    private MessagesErrors() {}

    static ObjectNode body(AnswerWriter.Fault fault) {
        ObjectNode root = Json.object().put("type", "error");
        root.putObject("error")
                .put("type", type(fault.status()))
                .put("message", fault.message())
                .put("code", fault.code());
        return root;
    }

    static boolean isError(JsonNode root) {
        return Json.string(root, "type").equals("error")
                && root.path("error").path("message").isString()
                && root.path("error").path("type").isString();
    }

    static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 408, 504 -> "timeout_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    /// The status behind a type; 0 if it is none of Anthropic's.
    static int status(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "conflict_error" -> 409;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "api_error" -> 500;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 0;
        };
    }
}
