package dev.understudy.sandbox;

/// The errors that every provider knows.
final class Faults {
    static final String INVALID = "invalid_request_error";

    private Faults() {}

    static Fault wrongKey() {
        return new Fault(
                401, "", INVALID, "invalid_api_key", "User not found. Incorrect API key provided.");
    }

    static Fault missingKey() {
        return new Fault(401, "", INVALID, "", "Missing Authentication header");
    }

    static Fault noCookie() {
        return new Fault(401, "", INVALID, "", "No cookie auth credentials found");
    }

    static Fault broke() {
        return new Fault(
                        402,
                        "payment_required",
                        "insufficient_quota",
                        "insufficient_quota",
                        "Insufficient credits. Add more and try again.")
                .meta("limit_source", "openrouter_credits");
    }

    static Fault broke(String message) {
        return new Fault(
                402, "payment_required", "insufficient_quota", "insufficient_quota", message);
    }

    static Fault badBody(String message) {
        return new Fault(400, "invalid_request", INVALID, "", message);
    }

    /// A name that is no model: OpenRouter says 400, the others 404.
    static Fault unknownModel(Manner manner, String model) {
        return switch (manner) {
            case OPENROUTER ->
                    new Fault(
                            400,
                            "invalid_request",
                            INVALID,
                            "model_not_found",
                            model + " is not a valid model ID");
            case OPENAI ->
                    new Fault(
                            404,
                            "not_found",
                            INVALID,
                            "model_not_found",
                            "The model `%s` does not exist or you do not have access to it."
                                    .formatted(model));
            case ANTHROPIC -> new Fault(404, "not_found", INVALID, "", "model: " + model);
        };
    }

    /// The ordinary error of a status.
    static Fault plain(int status, String model) {
        return switch (status) {
            case 400 -> badBody("Invalid request");
            case 401 -> wrongKey();
            case 402 -> broke();
            case 403 ->
                    new Fault(403, "permission_denied", INVALID, "", "You may not use this model.");
            case 404 -> new Fault(404, "not_found", INVALID, "", "Not Found");
            case 408, 504, 524 ->
                    new Fault(status, "timeout", "server_error", "", "The request timed out.");
            case 413 ->
                    new Fault(413, "payload_too_large", INVALID, "", "Request body is too large.");
            case 409, 412 ->
                    new Fault(status, "precondition_failed", INVALID, "", "Precondition failed.");
            case 422 -> new Fault(422, "unprocessable", INVALID, "", "Unprocessable content.");
            case 429 ->
                    new Fault(
                                    429,
                                    "rate_limit_exceeded",
                                    "requests",
                                    "rate_limit_exceeded",
                                    "Rate limit reached for %s.".formatted(model))
                            .meta("provider_name", "Sandbox")
                            .meta("limit_source", "upstream_provider_shared_pool");
            case 502 ->
                    new Fault(
                                    502,
                                    "provider_unavailable",
                                    "server_error",
                                    "",
                                    "Provider returned error")
                            .meta("provider_name", "Sandbox");
            case 503, 529 ->
                    new Fault(
                            status,
                            "provider_overloaded",
                            "server_error",
                            "",
                            "The engine is currently overloaded. Please try again later.");
            case 500 ->
                    new Fault(
                            500,
                            "server",
                            "server_error",
                            "",
                            "The server had an error while processing your request.");
            default ->
                    status < 500
                            ? new Fault(status, "invalid_request", INVALID, "", "Refused.")
                            : new Fault(status, "unmapped", "server_error", "", "Server error.");
        };
    }
}
