package dev.understudy.sandbox;

import java.time.Instant;
import java.util.HashMap;

/// Sends a [Fault] as an HTTP error.
final class ErrorReply {
    private ErrorReply() {}

    static void send(Caller caller, Manner manner, Fault fault) throws ClientGoneException {
        var headers = new HashMap<>(manner.headers(manner.newId(Instant.now().getEpochSecond())));
        headers.putAll(fault.headers());
        var body = fault.body(manner);
        switch (manner) {
            case OPENROUTER -> {
                // in two writes, since OpenRouter's errors come chunked
                caller.head(fault.status(), headers, "application/json");
                caller.write(Json.bytes(body));
                caller.end(new byte[0]);
            }
            case OPENAI -> caller.json(fault.status(), headers, body);
            case ANTHROPIC ->
                    caller.json(
                            fault.status(),
                            headers,
                            body.put("request_id", headers.get("request-id")));
        }
    }
}
