package dev.understudy.failures.catalogue;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a caller saw of one request, read as a careful client reads it.
///
/// @param status of HTTP; 0 if none came
/// @param text as far as it came, its white space evened out
/// @param error what went wrong; empty if nothing did
/// @param model who answered, as the answer itself names it
/// @param usage whether usage was told
/// @param seams how often another model carried on
/// @param seconds from sending to the end
record Reply(
        Ending ending,
        int status,
        String text,
        String error,
        String model,
        boolean usage,
        int seams,
        double seconds) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What every healthy model of the catalogue says.
    static final String CANONICAL = canonical();

    /// How an answer ends.
    enum Ending {
        ANSWER,
        ERROR,
        /// Not at all, within the time allowed.
        HANG
    }

    private static String canonical() {
        var words = new StringBuilder("word1");
        for (int i = 2; i <= 60; i++) {
            words.append(" word").append(i);
        }
        return words.toString();
    }

    /// An answer that never came to an end, or whose connection broke.
    static Reply without(Ending ending, String why, double seconds) {
        return new Reply(ending, 0, "", why, "", false, 0, seconds);
    }

    /// Reads an answer, streamed or not.
    static Reply read(int status, String body, double seconds) {
        if (status != 200) {
            return new Reply(Ending.ERROR, status, "", reason(body), "", false, 0, seconds);
        }
        List<String> lines = body.lines().toList();
        return lines.stream().noneMatch(line -> line.startsWith("data:"))
                ? whole(body, seconds)
                : streamed(lines, seconds);
    }

    private static Reply whole(String body, double seconds) {
        try {
            JsonNode root = JSON.readTree(body);
            return new Reply(
                    root.has("error") ? Ending.ERROR : Ending.ANSWER,
                    200,
                    root.at("/choices/0/message/content").asString("").strip(),
                    root.has("error") ? reason(body) : "",
                    root.path("model").asString(""),
                    root.path("usage").isObject(),
                    0,
                    seconds);
        } catch (JacksonException _) {
            return new Reply(Ending.ERROR, 200, "", "no JSON", "", false, 0, seconds);
        }
    }

    private static Reply streamed(List<String> lines, double seconds) {
        var text = new StringBuilder();
        String error = "";
        String model = "";
        boolean usage = false;
        int seams = 0;
        for (String line : lines) {
            seams += line.startsWith(": carried on") ? 1 : 0;
            String data = line.startsWith("data:") ? line.substring(5).strip() : "";
            if (data.equals("[DONE]") || !error.isEmpty()) {
                break;
            }
            JsonNode chunk = lenient(data);
            text.append(chunk.at("/choices/0/delta/content").asString(""));
            model = chunk.path("model").asString(model);
            usage |= chunk.path("usage").isObject();
            error = chunk.path("error").isObject() ? reason(data) : "";
        }
        return new Reply(
                error.isEmpty() ? Ending.ANSWER : Ending.ERROR,
                200,
                text.toString().strip().replaceAll("\\s+", " "),
                error,
                model,
                usage,
                seams,
                seconds);
    }

    /// An event that is no JSON says nothing.
    private static JsonNode lenient(String data) {
        try {
            return JSON.readTree(data);
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }

    private static String reason(String body) {
        JsonNode error = lenient(body).path("error");
        return error.path("code").asString(error.path("message").asString("an error"));
    }

    /// Whether it is the complete answer.
    boolean complete() {
        return text.equals(CANONICAL);
    }

    /// The words of the text.
    int words() {
        return text.isEmpty() ? 0 : text.split(" ", -1).length;
    }

    /// In a few words.
    String seen() {
        if (ending == Ending.HANG || status == 0) {
            return error;
        }
        if (status != 200) {
            return "HTTP %d, %s".formatted(status, error);
        }
        return "HTTP 200, %s%s%s"
                .formatted(
                        complete() ? "the whole answer" : words() + " of 60 words",
                        seams == 0 ? "" : " with a seam",
                        error.isEmpty() ? "" : ", then " + error);
    }
}
