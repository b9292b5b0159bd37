package dev.understudy.routing;

import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Fault;
import dev.understudy.model.ProviderError;
import java.util.Optional;

/// The failures that rehearsed faults are, as they would be told of a provider.
final class RehearsedFailures {
    private RehearsedFailures() {}

    static UpstreamException status(Fault.Status fault) {
        int status = fault.status();
        FailureClass kind =
                switch (status) {
                    case 401, 403 -> FailureClass.CREDENTIAL;
                    case 402 -> FailureClass.QUOTA;
                    case 404 -> FailureClass.MODEL_UNAVAILABLE;
                    case 408 -> FailureClass.TIMEOUT;
                    case 413 -> FailureClass.TOO_LONG;
                    case 429 -> FailureClass.RATE_LIMITED;
                    default -> status < 500 ? FailureClass.CALLER_FAULT : FailureClass.SERVER;
                };
        return new UpstreamException(
                new Failure(
                        kind,
                        new ProviderError(status, "", "", "rehearsed: HTTP " + status),
                        fault.retryAfter(),
                        ""));
    }

    static UpstreamException refused() {
        return without(FailureClass.UNREACHABLE, "the connection was refused");
    }

    static UpstreamException reset() {
        return without(FailureClass.UNREACHABLE, "the connection was reset");
    }

    static UpstreamException silent() {
        return without(FailureClass.TIMEOUT, "the provider stayed silent");
    }

    static UpstreamException empty() {
        return without(FailureClass.SERVER, "the answer was empty");
    }

    static UpstreamException unreadable() {
        return without(FailureClass.SERVER, "the answer is no JSON");
    }

    static UpstreamException cut() {
        return without(FailureClass.SERVER, "the connection broke midway");
    }

    static UpstreamException tooLong() {
        return told(
                FailureClass.TOO_LONG,
                400,
                "context_length_exceeded",
                "invalid_request_error",
                "the prompt is too long");
    }

    static UpstreamException contentRefused() {
        return told(
                FailureClass.CONTENT_REFUSED,
                400,
                "content_policy_violation",
                "invalid_request_error",
                "the prompt was refused");
    }

    static UpstreamException prefillRefused() {
        return told(
                FailureClass.CALLER_FAULT,
                400,
                "invalid_prefill",
                "invalid_request_error",
                "the conversation must end with a user message");
    }

    /// An error inside a 200.
    static UpstreamException errorInside() {
        return told(FailureClass.SERVER, 502, "", "server_error", "an error came inside a 200");
    }

    private static UpstreamException without(FailureClass kind, String message) {
        return new UpstreamException(Failure.without(kind, "rehearsed: " + message));
    }

    private static UpstreamException told(
            FailureClass kind, int status, String code, String type, String message) {
        return new UpstreamException(
                new Failure(
                        kind,
                        new ProviderError(status, code, type, "rehearsed: " + message),
                        Optional.empty(),
                        ""));
    }
}
