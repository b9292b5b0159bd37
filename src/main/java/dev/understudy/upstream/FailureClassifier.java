package dev.understudy.upstream;

import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.ProviderError;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Says what a provider's error means: by status, code and type first, by words only after them.
final class FailureClassifier {
    private static final Set<String> TOO_LONG =
            Set.of(
                    "context_length_exceeded",
                    "max_tokens_exceeded",
                    "token_limit_exceeded",
                    "string_too_long",
                    "too_many_prompt_tokens",
                    "too_many_tokens",
                    "request_too_large");
    private static final Set<String> REFUSED =
            Set.of(
                    "content_policy_violation",
                    "content_filter",
                    "refusal",
                    "moderation",
                    "moderation_blocked",
                    "image_content_policy_violation",
                    "responsibleaipolicyviolation");
    private static final Set<String> NO_CREDIT =
            Set.of(
                    "insufficient_quota",
                    "billing_error",
                    "payment_required",
                    "billing_hard_limit_reached");
    private static final Set<String> BAD_KEY =
            Set.of(
                    "invalid_api_key",
                    "authentication_error",
                    "authentication",
                    "api_key_invalid",
                    "unauthenticated");
    private static final Set<String> NO_MODEL =
            Set.of("model_not_found", "model_not_available", "model_deprecated", "no_endpoints");
    private static final Set<String> OVERLOADED =
            Set.of(
                    "overloaded_error",
                    "provider_overloaded",
                    "capacity_exhausted",
                    "server_error",
                    "api_error");

    private static final List<String> TOO_LONG_WORDS =
            List.of(
                    "maximum context length",
                    "prompt is too long",
                    "exceeds the maximum number of tokens",
                    "context window",
                    "context length");
    private static final List<String> NO_CREDIT_WORDS =
            List.of("credit balance is too low", "insufficient balance", "free-models-per-day");
    private static final List<String> BAD_KEY_WORDS =
            List.of("incorrect api key", "api key not valid", "invalid api key");
    private static final List<String> NO_MODEL_WORDS =
            List.of("not a valid model id", "model not found", "unknown model");

    private final RetryAfter retryAfter;

    FailureClassifier(RetryAfter retryAfter) {
        this.retryAfter = retryAfter;
    }

    /// The failure behind an error, whether it came with a status or inside a 200.
    ///
    /// @param secrets what is left out of its words
    Failure classify(ProviderError error, Headers headers, String body, Secrets secrets) {
        return new Failure(
                kind(error, body),
                secrets.without(error),
                retryAfter.read(headers, body),
                secrets.without(body));
    }

    private static FailureClass kind(ProviderError error, String body) {
        var words = new Words(error, body);
        if (words.named(TOO_LONG)) {
            return FailureClass.TOO_LONG;
        }
        if (words.named(REFUSED)) {
            return FailureClass.CONTENT_REFUSED;
        }
        if (words.named(NO_CREDIT)) {
            return FailureClass.QUOTA;
        }
        return switch (error.status()) {
            case 400, 422 -> caller(words);
            case 401 -> FailureClass.CREDENTIAL;
            case 402 -> FailureClass.QUOTA;
            case 403 -> forbidden(words);
            case 404 -> FailureClass.MODEL_UNAVAILABLE;
            case 408 -> FailureClass.TIMEOUT;
            case 413 -> FailureClass.TOO_LONG;
            case 429 -> limited(words);
            default -> other(error, words);
        };
    }

    private static FailureClass caller(Words words) {
        if (words.named(BAD_KEY) || words.say(BAD_KEY_WORDS)) {
            return FailureClass.CREDENTIAL;
        }
        if (words.named(NO_MODEL) || words.say(NO_MODEL_WORDS) || words.missModel()) {
            return FailureClass.MODEL_UNAVAILABLE;
        }
        if (words.say(TOO_LONG_WORDS)) {
            return FailureClass.TOO_LONG;
        }
        return words.say(NO_CREDIT_WORDS) ? FailureClass.QUOTA : FailureClass.CALLER_FAULT;
    }

    /// A day's limit, which Google tells by its name alone, is spent like credit.
    private static FailureClass limited(Words words) {
        return words.say(NO_CREDIT_WORDS) || words.inBody("perday")
                ? FailureClass.QUOTA
                : FailureClass.RATE_LIMITED;
    }

    private static FailureClass forbidden(Words words) {
        return words.inBody("flagged_input") || words.inBody("\"patterns\"")
                ? FailureClass.CONTENT_REFUSED
                : FailureClass.CREDENTIAL;
    }

    private static FailureClass other(ProviderError error, Words words) {
        if (error.status() >= 400 && error.status() < 500) {
            return FailureClass.CALLER_FAULT;
        }
        if (words.named(BAD_KEY)) {
            return FailureClass.CREDENTIAL;
        }
        if (words.named(NO_MODEL)) {
            return FailureClass.MODEL_UNAVAILABLE;
        }
        if (!words.named(OVERLOADED)
                && words.named(Set.of("rate_limit_exceeded", "rate_limit_error"))) {
            return FailureClass.RATE_LIMITED;
        }
        return FailureClass.SERVER;
    }

    /// An error's machine words and human words, in lower case.
    private record Words(String code, String type, String message, String body) {
        Words(ProviderError error, String body) {
            this(lower(error.code()), lower(error.type()), lower(error.message()), lower(body));
        }

        boolean named(Set<String> words) {
            return words.contains(code) || words.contains(type);
        }

        boolean say(List<String> words) {
            return words.stream().anyMatch(message::contains);
        }

        boolean missModel() {
            return message.contains("model") && message.contains("does not exist");
        }

        boolean inBody(String word) {
            return body.contains(word);
        }

        private static String lower(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }
}
