package dev.understudy.sandbox;

import java.util.Map;

/// Whose manner a route answers in.
enum Manner {
    OPENROUTER,
    OPENAI,
    ANTHROPIC;

    /// The headers of every answer, with the answer's id.
    Map<String, String> headers(String id) {
        return switch (this) {
            case OPENROUTER ->
                    Map.of(
                            "X-Generation-Id",
                            id,
                            "X-Provider-Name",
                            "Sandbox",
                            "Access-Control-Allow-Origin",
                            "*",
                            "Access-Control-Expose-Headers",
                            "X-Generation-Id,X-Provider-Name,request-id,cf-ray");
            case OPENAI ->
                    Map.of(
                            "x-request-id",
                            "req_" + id.substring(id.length() - 20),
                            "openai-processing-ms",
                            "1",
                            "openai-version",
                            "2020-10-01");
            case ANTHROPIC ->
                    Map.of(
                            "request-id",
                            "req_011" + id.substring(id.length() - 21),
                            "anthropic-organization-id",
                            "00000000-0000-0000-0000-000000000000");
        };
    }

    /// A new answer's id.
    String newId(long epochSecond) {
        return switch (this) {
            case OPENROUTER -> "gen-%d-%s".formatted(epochSecond, Ids.alphanumeric(20));
            case OPENAI -> "chatcmpl-" + Ids.alphanumeric(29);
            case ANTHROPIC -> "msg_01" + Ids.alphanumeric(22);
        };
    }
}
