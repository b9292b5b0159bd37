package dev.understudy.translate;

import dev.understudy.model.ProviderError;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads a provider's error from any of the shapes in use, JSON or not.
public final class ErrorBodies {
    private static final int LONGEST_TEXT = 500;

    private ErrorBodies() {}

    /// The error in the body of an answer with an error status.
    public static ProviderError read(int status, String body) {
        try {
            JsonNode root = Json.read(body);
            return inside(root.isArray() ? root.path(0) : root, status)
                    .orElseGet(() -> new ProviderError(status, "", "", words(body, status)));
        } catch (MalformedJsonException _) {
            return new ProviderError(status, "", "", words(body, status));
        }
    }

    /// The wait an error's body asks for, as OpenRouter and Google word it.
    public static Optional<Duration> retryAfter(String body) {
        try {
            JsonNode root = Json.read(body);
            JsonNode error = (root.isArray() ? root.path(0) : root).path("error");
            JsonNode seconds = error.path("metadata").path("retry_after_seconds");
            if (!seconds.isNumber()) {
                seconds = error.path("availability").path("retry_after");
            }
            if (seconds.isNumber()) {
                return Optional.of(Duration.ofMillis((long) (seconds.doubleValue() * 1000)));
            }
            for (JsonNode detail : error.path("details")) {
                String delay = Json.text(detail, "retryDelay").orElse("");
                if (delay.matches("\\d{1,6}(\\.\\d{1,9})?s")) {
                    return Optional.of(Duration.parse("PT" + delay.toUpperCase(Locale.ROOT)));
                }
            }
            return Optional.empty();
        } catch (MalformedJsonException _) {
            return Optional.empty();
        }
    }

    /// The error an answer's JSON holds, if it holds one, as happens inside a 200.
    static Optional<ProviderError> in(JsonNode root) {
        JsonNode error = root.path("error");
        return error.isObject() || (error.isString() && !error.stringValue().isEmpty())
                ? inside(root, 0)
                : Optional.empty();
    }

    private static Optional<ProviderError> inside(JsonNode root, int status) {
        JsonNode error = root.path("error");
        if (error.isObject()) {
            String code = scalar(error.path("code"));
            int named = status != 0 ? status : statusIn(code, error);
            String type =
                    Json.text(error, "type")
                            .or(() -> Json.text(error, "status"))
                            .or(() -> Json.text(error, "error_type"))
                            .or(() -> Json.text(error.path("metadata"), "error_type"))
                            .or(() -> Json.text(error, "name"))
                            .orElse("");
            String reason =
                    Json.text(error.path("details").path(0), "reason")
                            .or(() -> Json.text(error.path("availability"), "code"))
                            .orElse(code);
            return Optional.of(
                    new ProviderError(
                            named,
                            isNumber(reason)
                                    ? Json.text(error.path("metadata"), "code").orElse("")
                                    : reason,
                            type,
                            message(root, error)));
        }
        return said(root, "error")
                .or(() -> said(root, "message"))
                .or(() -> said(root, "detail"))
                .or(() -> said(root.path("detail").path(0), "msg"))
                .or(() -> said(root.path("errors").path(0), "message"))
                .map(message ->
                        new ProviderError(
                                status,
                                isNumber(scalar(root.path("code")))
                                        ? ""
                                        : scalar(root.path("code")),
                                Json.text(root, "type")
                                        .or(() -> Json.text(root, "error_type"))
                                        .orElse(""),
                                cut(message)));
    }

    /// The message, with the name and the words of the provider behind a router.
    private static String message(JsonNode root, JsonNode error) {
        String message =
                said(error, "message")
                        .or(() -> said(root, "message"))
                        .orElse("the provider gave no reason");
        JsonNode metadata = error.path("metadata");
        String raw = rawMessage(metadata.path("raw"));
        String provider = Json.text(metadata, "provider_name").orElse("");
        if (!raw.isEmpty() && !raw.equals(message)) {
            message = message + ": " + raw;
        }
        return cut(provider.isEmpty() ? message : message + " (" + provider + ")");
    }

    private static String rawMessage(JsonNode raw) {
        if (raw.isString()) {
            try {
                return rawMessage(Json.read(raw.stringValue()));
            } catch (MalformedJsonException _) {
                return raw.stringValue();
            }
        }
        return Json.text(raw.path("error"), "message")
                .or(() -> Json.text(raw, "message"))
                .orElse("");
    }

    private static int statusIn(String code, JsonNode error) {
        if (isNumber(code)) {
            return Integer.parseInt(code);
        }
        long status = Json.number(error, "status_code");
        if (status == 0) {
            status = Json.number(error, "http_status");
        }
        return status >= 100 && status <= 999 ? (int) status : 0;
    }

    private static boolean isNumber(String text) {
        return text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String scalar(JsonNode node) {
        return node.isString() || node.isNumber() ? node.asString() : "";
    }

    private static Optional<String> said(JsonNode object, String field) {
        return Json.text(object, field).filter(text -> !text.isBlank());
    }

    private static String words(String body, int status) {
        String text = body.strip();
        return text.isEmpty() ? "HTTP %d without a word".formatted(status) : cut(text);
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        if (line.length() <= LONGEST_TEXT) {
            return line;
        }
        boolean split = Character.isHighSurrogate(line.charAt(LONGEST_TEXT - 1));
        return line.substring(0, split ? LONGEST_TEXT - 1 : LONGEST_TEXT) + "…";
    }
}
