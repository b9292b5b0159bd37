package dev.understudy.failures;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a caller saw of one request.
///
/// @param failed whether the answer was, or ended with, an error
/// @param servedBy who answered, as the gateway's header tells
/// @param usage whether usage was told
/// @param seconds from sending to the end
record Reply(
        boolean failed,
        int status,
        String text,
        String error,
        String servedBy,
        boolean usage,
        double seconds) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Reads an answer, streamed or not.
    static Reply read(int status, String servedBy, String body, double seconds) {
        if (status != 200) {
            return new Reply(true, status, "", body, servedBy, false, seconds);
        }
        if (!body.contains("data: ")) {
            JsonNode root = JSON.readTree(body);
            return new Reply(
                    root.has("error"),
                    status,
                    root.at("/choices/0/message/content").asString(""),
                    root.path("error").toString(),
                    servedBy,
                    root.path("usage").isObject(),
                    seconds);
        }
        var text = new StringBuilder();
        String error = "";
        boolean usage = false;
        List<String> events =
                body.lines().filter(l -> l.startsWith("data: ")).map(l -> l.substring(6)).toList();
        for (String event : events) {
            if (!event.equals("[DONE]")) {
                JsonNode chunk = JSON.readTree(event);
                text.append(chunk.at("/choices/0/delta/content").asString(""));
                usage |= chunk.path("usage").isObject();
                error = chunk.has("error") ? chunk.path("error").toString() : error;
            }
        }
        return new Reply(
                !error.isEmpty(), status, text.toString(), error, servedBy, usage, seconds);
    }
}
