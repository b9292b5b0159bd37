package dev.understudy.translate;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// How long a prompt is, roughly.
public final class InputSize {
    private static final int CHARACTERS_PER_TOKEN = 4;

    /// Fields whose texts are no prose: images and sound, and what is not shown to the model.
    private static final Set<String> NO_PROSE = Set.of("data", "model", "models", "user");

    private InputSize() {}

    /// A request's tokens, estimated as a quarter of the characters of its texts; embedded files
    /// count nothing.
    ///
    /// @throws MalformedJsonException if it is not JSON
    public static long tokens(byte[] body) throws MalformedJsonException {
        long characters = 0;
        try (JsonParser parser = Json.parser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && !NO_PROSE.contains(name(parser))) {
                    String text = parser.getString();
                    characters += text.startsWith("data:") ? 0 : text.length();
                }
            }
        } catch (JacksonException e) {
            throw Json.malformed(e);
        }
        return characters / CHARACTERS_PER_TOKEN;
    }

    private static String name(JsonParser parser) {
        String name = parser.currentName();
        return name == null ? "" : name;
    }
}
