package dev.understudy.translate;

import dev.understudy.model.UntranslatableException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reading JSON: one mapper, and errors that quote nothing of what was read.
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// Said of a number like `1E+2147483648`, which Jackson's parser passes and its tree does not.
    private static final String TOO_LARGE = "not valid JSON: it holds a number beyond all bounds";

    private Json() {}

    static JsonNode read(String text) throws MalformedJsonException {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (NumberFormatException _) {
            throw new MalformedJsonException(TOO_LARGE);
        }
    }

    static JsonNode read(byte[] bytes, int start, int end) throws MalformedJsonException {
        try {
            return MAPPER.readTree(bytes, start, end - start);
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (NumberFormatException _) {
            throw new MalformedJsonException(TOO_LARGE);
        }
    }

    static JsonParser parser(byte[] bytes) {
        return MAPPER.createParser(bytes);
    }

    static byte[] quoted(String text) {
        return MAPPER.writeValueAsBytes(text);
    }

    static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    static String string(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    static MalformedJsonException malformed(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return new MalformedJsonException(
                at == null
                        ? "not valid JSON"
                        : "not valid JSON at line %d, column %d"
                                .formatted(at.getLineNr(), at.getColumnNr()));
    }

    /// A field's text, if it is a text that is not empty.
    static Optional<String> text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isString() && !value.stringValue().isEmpty()
                ? Optional.of(value.stringValue())
                : Optional.empty();
    }

    /// A field's text, which may be empty; empty too if it is none.
    static String string(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isString() ? value.stringValue() : "";
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /// The value of a text that was JSON before.
    static JsonNode known(String text) {
        try {
            return read(text);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// A JSON object from a text.
    ///
    /// @param what it is, for people
    /// @throws UntranslatableException if it is none
    static JsonNode objectIn(String text, String what) throws UntranslatableException {
        try {
            JsonNode node = read(text.isBlank() ? "{}" : text);
            if (node.isObject()) {
                return node;
            }
        } catch (MalformedJsonException _) {
            // told below
        }
        throw new UntranslatableException("%s must be a JSON object".formatted(what));
    }

    /// A field's number, or 0.
    static long number(JsonNode object, String field) {
        return number(object.path(field));
    }

    /// A number, or 0.
    static long number(JsonNode value) {
        return value.isNumber() && value.canConvertToLong() ? value.longValue() : 0;
    }
}
