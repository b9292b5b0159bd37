package dev.understudy.sandbox;

import dev.understudy.model.Wire;
import dev.understudy.sandbox.RequestLog.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Anthropic's routes: messages and their tokens, with the fields and the header that it insists
/// on.
record Messages(Chat chat, Entry entry) {
    private static final Manner MANNER = Manner.ANTHROPIC;

    void answer(Caller caller, String route, String key, byte[] body) throws IOException {
        boolean counts = route.endsWith("count_tokens");
        var missing = missing(caller, body, counts);
        if (missing.isPresent()) {
            ErrorReply.send(caller, MANNER, Faults.badBody(missing.get()));
        } else if (counts) {
            count(caller, body);
        } else {
            chat.answer(caller, Wire.MESSAGES, MANNER, key, body, entry);
        }
    }

    private static Optional<String> missing(Caller caller, byte[] body, boolean counts) {
        if (caller.header("anthropic-version").isEmpty()) {
            return Optional.of("anthropic-version: header is required");
        }
        return Json.readObject(body)
                .filter(json -> !counts && !json.path("max_tokens").isInt())
                .map(_ -> "max_tokens: Field required");
    }

    private static void count(Caller caller, byte[] body) throws IOException {
        var call =
                Json.readObject(body).flatMap(json -> ChatCall.read(Wire.MESSAGES, MANNER, json));
        if (call.isEmpty()) {
            ErrorReply.send(caller, MANNER, Faults.badBody("messages: Field required"));
        } else {
            caller.json(
                    200,
                    MANNER.headers(MANNER.newId(Instant.now().getEpochSecond())),
                    Json.object().put("input_tokens", call.get().promptTokens()));
        }
    }
}
