package dev.understudy.gateway;

/// The stable words for errors in the gateway's answers, each with its HTTP status and the type
/// that OpenAI's clients know.
enum ErrorCode {
    /// The body is not JSON, or not a JSON object.
    INVALID_JSON(400, "invalid_request_error"),
    /// A field has a value that cannot be worked with.
    INVALID_REQUEST(400, "invalid_request_error"),
    /// The request breaks HTTP's rules, or asks for what this server does not do.
    INVALID_HTTP(400, "invalid_request_error"),
    /// No access key came with the request.
    ACCESS_KEY_MISSING(401, "authentication_error"),
    /// The access key is not one of ours.
    ACCESS_KEY_INVALID(401, "authentication_error"),
    /// The access key has expired.
    ACCESS_KEY_EXPIRED(401, "authentication_error"),
    /// The access key was revoked.
    ACCESS_KEY_REVOKED(401, "authentication_error"),
    /// The access key's scope leaves out what is asked for.
    ACCESS_OUT_OF_SCOPE(403, "permission_error"),
    /// The access key may not inject faults.
    REHEARSAL_NOT_ALLOWED(403, "permission_error"),
    /// The access key has a scope, and the metrics are of everybody's requests.
    METRICS_NOT_ALLOWED(403, "permission_error"),
    /// The access key was used faster than its terms let it.
    ACCESS_RATE_LIMITED(429, "rate_limit_error"),
    /// The access key's budget is spent.
    ACCESS_BUDGET_SPENT(429, "insufficient_quota"),
    /// Too many wrong access keys came from one address.
    TOO_MANY_WRONG_KEYS(429, "rate_limit_error"),
    /// A web page of another origin called.
    ORIGIN_NOT_ALLOWED(403, "permission_error"),
    /// The settings do not let anyone use the model.
    MODEL_NOT_ALLOWED(403, "permission_error"),
    /// No such route.
    NOT_FOUND(404, "invalid_request_error"),
    /// No name in the request leads to a target.
    MODEL_NOT_FOUND(404, "invalid_request_error"),
    /// The route takes another method.
    METHOD_NOT_ALLOWED(405, "invalid_request_error"),
    /// The request came too slowly.
    REQUEST_TIMEOUT(408, "invalid_request_error"),
    /// The body is larger than `max_request_bytes`.
    REQUEST_TOO_LARGE(413, "invalid_request_error"),
    /// The prompt is longer than `max_input_tokens`.
    INPUT_TOO_LONG(413, "invalid_request_error"),
    /// The body is not declared as JSON.
    UNSUPPORTED_MEDIA_TYPE(415, "invalid_request_error"),
    /// The `Host` header names another machine.
    HOST_NOT_ALLOWED(421, "permission_error"),
    /// The selection strategy left no model, or cannot be worked out.
    NO_MODEL_SELECTED(422, "invalid_request_error"),
    /// The selection strategy left no key, or cannot be worked out.
    NO_KEY_SELECTED(422, "invalid_request_error"),
    /// The request's line and headers are larger than 16 KiB.
    HEADERS_TOO_LARGE(431, "invalid_request_error"),
    /// A fault of the gateway's own.
    INTERNAL_ERROR(500, "server_error"),
    /// The gateway is shutting down.
    SHUTTING_DOWN(503, "server_error"),
    /// The settings leave nothing to answer with; told by `GET /readyz` alone.
    NOT_READY(503, "server_error"),

    /// No target could be reached.
    PROVIDER_UNREACHABLE(502, "server_error"),
    /// Every target failed.
    PROVIDER_FAILED(502, "server_error"),
    /// Every target stayed silent, or the time for all attempts ran out.
    PROVIDER_TIMEOUT(504, "server_error"),
    /// Every key is rate limited.
    PROVIDER_RATE_LIMITED(429, "rate_limit_error"),
    /// The providers refused their keys, or none is stored.
    PROVIDER_KEY_REFUSED(401, "authentication_error"),
    /// The accounts behind the keys have no credit.
    PROVIDER_NO_CREDIT(402, "insufficient_quota"),
    /// The provider does not serve the model.
    PROVIDER_MODEL_NOT_FOUND(404, "invalid_request_error"),
    /// The prompt fits no target's context.
    CONTEXT_LENGTH_EXCEEDED(400, "invalid_request_error"),
    /// The provider will not answer such a prompt.
    CONTENT_POLICY_VIOLATION(400, "invalid_request_error"),
    /// The provider's wire has no words for what the request asks.
    NOT_TRANSLATABLE(400, "invalid_request_error"),
    /// The provider found the request wrong.
    PROVIDER_REJECTED_REQUEST(400, "invalid_request_error");

    private final int status;
    private final String type;

    ErrorCode(int status, String type) {
        this.status = status;
        this.type = type;
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    /// The word in the answer.
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
