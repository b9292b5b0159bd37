package dev.understudy.translate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A JSON object kept as the bytes it came in, and where its top-level fields lie in them.
///
/// A field can be replaced or left out without writing the others again, so what was received goes
/// on untouched: numbers keep their digits, texts their escapes. Immutable.
final class RawObject {
    /// Where a field lies: its name with the quotes, then its value.
    private record Span(int nameStart, int valueStart, int valueEnd) {}

    private final byte[] bytes;
    private final Map<String, Span> fields;

    private RawObject(byte[] bytes, Map<String, Span> fields) {
        this.bytes = bytes;
        this.fields = fields;
    }

    /// Reads the whole text, so that a fault anywhere in it is found.
    ///
    /// @throws MalformedJsonException if it is not one JSON object with each top-level field once
    static RawObject parse(byte[] bytes) throws MalformedJsonException {
        if (!utf8(bytes)) {
            throw new MalformedJsonException("not UTF-8");
        }
        var fields = new LinkedHashMap<String, Span>();
        try (JsonParser parser = Json.parser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJsonException("not a JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                int nameStart = (int) parser.currentTokenLocation().getByteOffset();
                JsonToken value = parser.nextToken();
                int valueStart = (int) parser.currentTokenLocation().getByteOffset();
                parser.finishToken(); // a text that has no end must be found here
                parser.skipChildren();
                int valueEnd =
                        value.isScalarValue()
                                ? scalarEnd(bytes, valueStart)
                                : (int) parser.currentLocation().getByteOffset();
                if (fields.put(name, new Span(nameStart, valueStart, valueEnd)) != null) {
                    throw new MalformedJsonException(
                            "the field \"%s\" stands twice".formatted(name));
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("text after the JSON object");
            }
        } catch (JacksonException e) {
            throw Json.malformed(e);
        }
        return new RawObject(bytes, fields);
    }

    /// The fields' names, in their order.
    Set<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /// A field's value; missing if there is none.
    JsonNode value(String field) throws MalformedJsonException {
        Span span = fields.get(field);
        return span == null
                ? MissingNode.getInstance()
                : Json.read(bytes, span.valueStart, span.valueEnd);
    }

    /// A list's bytes with items added at its end; the items alone if there is no such list.
    ///
    /// @param items JSON values, with commas between them
    byte[] appended(String field, byte[] items) throws MalformedJsonException {
        var out = new ByteArrayOutputStream(bytes.length);
        JsonNode value = value(field);
        Span span = fields.get(field);
        if (span == null || !value.isArray()) {
            out.write('[');
        } else {
            out.write(bytes, span.valueStart, span.valueEnd - span.valueStart - 1);
            if (!value.isEmpty()) {
                out.write(',');
            }
        }
        out.writeBytes(items);
        out.write(']');
        return out.toByteArray();
    }

    /// The whole object.
    JsonNode tree() throws MalformedJsonException {
        return Json.read(bytes, 0, bytes.length);
    }

    /// Whether the text holds a word, wherever it stands.
    ///
    /// @param word in ASCII
    boolean mentions(String word) {
        byte[] wanted = word.getBytes(StandardCharsets.US_ASCII);
        int last = bytes.length - wanted.length;
        for (int i = 0; i <= last; i++) {
            if (bytes[i] == wanted[0]
                    && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a field holds a list with something in it; reads no further than that.
    boolean holdsList(String field) {
        Span span = fields.get(field);
        if (span == null || bytes[span.valueStart] != '[') {
            return false;
        }
        int i = span.valueStart + 1;
        while (" \t\r\n".indexOf(bytes[i]) >= 0) {
            i++;
        }
        return bytes[i] != ']';
    }

    /// The object with some fields' values replaced, or added at the end, or left out.
    ///
    /// @param changes the new value as JSON by field; empty to leave the field out
    byte[] with(Map<String, byte[]> changes) {
        var out = new ByteArrayOutputStream(bytes.length + 64);
        out.write('{');
        fields.forEach((name, span) -> {
            byte[] change = changes.get(name);
            if (change == null) {
                separate(out);
                out.write(bytes, span.nameStart, span.valueEnd - span.nameStart);
            } else if (change.length > 0) {
                separate(out);
                out.write(bytes, span.nameStart, span.valueStart - span.nameStart);
                out.writeBytes(change);
            }
        });
        changes.forEach((name, change) -> {
            if (!fields.containsKey(name) && change.length > 0) {
                separate(out);
                out.writeBytes(Json.quoted(name));
                out.write(':');
                out.writeBytes(change);
            }
        });
        out.write('}');
        return out.toByteArray();
    }

    /// Whether the text is UTF-8, to the letter: Jackson also reads overlong forms and halves of
    /// surrogates, and objects in UTF-16 or UTF-32, which have a zero among their first bytes.
    private static boolean utf8(byte[] bytes) {
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            if (bytes[i] == 0) {
                return false;
            }
        }
        return ascii(bytes) || decodes(bytes);
    }

    private static boolean ascii(byte[] bytes) {
        int bits = 0;
        for (byte b : bytes) {
            bits |= b;
        }
        return bits >= 0;
    }

    private static boolean decodes(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer thrownAway = CharBuffer.allocate(4096);
        CoderResult result = decoder.decode(in, thrownAway, true);
        while (result.isOverflow()) {
            thrownAway.clear();
            result = decoder.decode(in, thrownAway, true);
        }
        return result.isUnderflow();
    }

    private static void separate(ByteArrayOutputStream out) {
        if (out.size() > 1) {
            out.write(',');
        }
    }

    /// Where a valid scalar that begins at `start` ends.
    private static int scalarEnd(byte[] bytes, int start) {
        int i = start;
        if (bytes[i] == '"') {
            for (i++; bytes[i] != '"'; i++) {
                if (bytes[i] == '\\') {
                    i++;
                }
            }
            return i + 1;
        }
        while (i < bytes.length && ",}] \t\r\n".indexOf(bytes[i]) < 0) {
            i++;
        }
        return i;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
