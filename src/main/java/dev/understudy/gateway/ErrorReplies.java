package dev.understudy.gateway;

import dev.understudy.model.Attempt;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Plan;
import dev.understudy.routing.AllAttemptsFailedException;
import dev.understudy.routing.UnknownModelException;
import dev.understudy.translate.InvalidRequestException;
import dev.understudy.translate.MalformedJsonException;
import dev.understudy.translate.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where failures meet HTTP: the one mapping from failure to status and body.
final class ErrorReplies {
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(60);

    /// Callers that wait by themselves do so for about a minute.
    private static final Duration WORTH_A_WAIT = Duration.ofSeconds(61);

    private final WireFormat format;

    /// @param format the caller's
    ErrorReplies(WireFormat format) {
        this.format = format;
    }

    /// An error's answer.
    ///
    /// @param code the stable word for it
    /// @param retry whether the caller may gain from asking again at once
    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    record Reply(
            int status, String code, byte[] body, boolean retry, Optional<Duration> retryAfter) {}

    Reply to(RefusedException e) {
        Reply reply = own(e.code(), words(e));
        return new Reply(
                reply.status(),
                reply.code(),
                reply.body(),
                e.retryAfter().filter(wait -> wait.compareTo(WORTH_A_WAIT) <= 0).isPresent(),
                e.retryAfter());
    }

    Reply to(MalformedJsonException e) {
        return own(ErrorCode.INVALID_JSON, "the request's body is " + words(e));
    }

    Reply to(InvalidRequestException e) {
        return own(ErrorCode.INVALID_REQUEST, words(e));
    }

    Reply to(UnknownModelException e) {
        return own(
                switch (e.why()) {
                    case UNKNOWN -> ErrorCode.MODEL_NOT_FOUND;
                    case NOT_ALLOWED, DISABLED -> ErrorCode.MODEL_NOT_ALLOWED;
                    case OUT_OF_SCOPE -> ErrorCode.ACCESS_OUT_OF_SCOPE;
                    case NOT_SELECTED, OVER_BUDGET, SKIPPED -> ErrorCode.NO_MODEL_SELECTED;
                },
                words(e));
    }

    /// A fault of our own, of which the caller learns the request's id and nothing else.
    Reply internal(String requestId) {
        return own(
                ErrorCode.INTERNAL_ERROR,
                "the gateway failed on this request: its log tells more under %s"
                        .formatted(requestId));
    }

    /// No target answered: the last failure's status, and a line for each attempt.
    Reply to(AllAttemptsFailedException e) {
        Failure last = e.last();
        ErrorCode code = e.timedOut() ? ErrorCode.PROVIDER_TIMEOUT : code(last.kind());
        if (e.callersFault() && format.isError(last.body())) {
            return new Reply(
                    last.error().status(),
                    code.word(),
                    last.body().getBytes(StandardCharsets.UTF_8),
                    false,
                    Optional.empty());
        }
        int theirs = last.error().status();
        boolean telling = theirs >= 400 && theirs < 500 && code.status() < 500;
        Optional<Duration> wait =
                last.retryAfter().filter(w -> w.compareTo(LONGEST_RETRY_AFTER) <= 0);
        return new Reply(
                telling ? theirs : code.status(),
                code.word(),
                format.error(
                        telling ? theirs : code.status(), code.word(), code.type(), message(e)),
                false,
                last.kind() == FailureClass.RATE_LIMITED ? wait : Optional.empty());
    }

    /// The stable word and type for a failure inside a stream.
    static ErrorCode code(FailureClass kind) {
        return switch (kind) {
            case UNREACHABLE -> ErrorCode.PROVIDER_UNREACHABLE;
            case SERVER -> ErrorCode.PROVIDER_FAILED;
            case TIMEOUT -> ErrorCode.PROVIDER_TIMEOUT;
            case RATE_LIMITED -> ErrorCode.PROVIDER_RATE_LIMITED;
            case CREDENTIAL -> ErrorCode.PROVIDER_KEY_REFUSED;
            case QUOTA -> ErrorCode.PROVIDER_NO_CREDIT;
            case NO_KEY_SELECTED -> ErrorCode.NO_KEY_SELECTED;
            case MODEL_UNAVAILABLE -> ErrorCode.PROVIDER_MODEL_NOT_FOUND;
            case TOO_LONG -> ErrorCode.CONTEXT_LENGTH_EXCEEDED;
            case CONTENT_REFUSED -> ErrorCode.CONTENT_POLICY_VIOLATION;
            case UNTRANSLATABLE -> ErrorCode.NOT_TRANSLATABLE;
            case CALLER_FAULT -> ErrorCode.PROVIDER_REJECTED_REQUEST;
        };
    }

    private Reply own(ErrorCode code, String message) {
        return new Reply(
                code.status(),
                code.word(),
                format.error(code.status(), code.word(), code.type(), message),
                false,
                Optional.empty());
    }

    private static String message(AllAttemptsFailedException e) {
        List<String> attempts = e.attempts().stream().map(Attempt::summary).toList();
        List<String> skipped = e.skipped().stream().map(Plan.Rejection::reason).toList();
        if (attempts.isEmpty()) {
            return skipped.isEmpty() ? words(e) : String.join("; ", skipped);
        }
        return "%s%s%s"
                .formatted(
                        attempts.size() == 1
                                ? ""
                                : "no target answered after %d attempts. "
                                        .formatted(attempts.size()),
                        String.join("; ", attempts),
                        skipped.isEmpty() ? "" : "; " + String.join("; ", skipped));
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return message == null ? "" : message;
    }
}
