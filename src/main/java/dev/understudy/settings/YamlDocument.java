package dev.understudy.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads YAML (and so JSON) into nodes that know their place. Tags, anchors and aliases are
/// refused: the settings need none, and a hostile file could grow without bound with them.
final class YamlDocument {
    private static final int LONGEST = 1024 * 1024;
    private static final int DEEPEST = 32;
    private static final YAMLFactory FACTORY = YAMLFactory.builder().build();

    private final YAMLParser parser;
    private final String text;
    private final int length;
    private int lastPoints;
    private int lastOffset;

    private YamlDocument(YAMLParser parser, String text) {
        this.parser = parser;
        this.text = text;
        this.length = text.codePointCount(0, text.length());
    }

    /// The document's root; an empty mapping for an empty document.
    ///
    /// @throws InvalidSettingsException if the text is not one YAML document
    static Node read(String text) throws InvalidSettingsException {
        if (text.length() > LONGEST) {
            throw invalid(0, 0, "the file is larger than 1 MiB");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            var document = new YamlDocument((YAMLParser) parser, text);
            Node root = new Node.Mapping(new Node.Place(1, 1, 0, 0), Map.of());
            if (parser.nextToken() != null) {
                root = document.node(0);
                if (parser.nextToken() != null) {
                    throw document.invalid("a second document in the file");
                }
            }
            return root;
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw invalid(
                    at == null ? 0 : at.getLineNr(),
                    at == null ? 0 : at.getColumnNr(),
                    "not valid YAML: " + firstLine(e));
        }
    }

    private Node node(int depth) throws InvalidSettingsException {
        if (depth > DEEPEST) {
            throw invalid("nested deeper than %d levels".formatted(DEEPEST));
        }
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw invalid("anchors and aliases are not used here: write the value out");
        }
        if (parser.getTypeId() != null) {
            throw invalid("tags are not used here: write the value alone");
        }
        Node.Place at = place();
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Node.Entry> entries = entries(depth);
                yield new Node.Mapping(
                        until(
                                at,
                                '{',
                                entries.values().stream()
                                        .mapToInt(e -> e.value().place().end())
                                        .max()),
                        entries);
            }
            case START_ARRAY -> {
                List<Node> items = items(depth);
                yield new Node.Sequence(
                        until(at, '[', items.stream().mapToInt(i -> i.place().end()).max()), items);
            }
            case VALUE_STRING -> new Node.Scalar(at, parser.getString(), true);
            default ->
                    new Node.Scalar(
                            at,
                            parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString(),
                            false);
        };
    }

    /// A collection's place: one in brackets ends with its bracket, another with its last part.
    private Node.Place until(Node.Place start, char bracket, OptionalInt lastEnd) {
        boolean flow = start.start() < text.length() && text.charAt(start.start()) == bracket;
        int end = flow ? offset(parser.currentLocation()) : lastEnd.orElse(start.start());
        return new Node.Place(start.line(), start.column(), start.start(), end);
    }

    /// The place of the current token, without the blank lines behind a text of several lines.
    private Node.Place place() {
        TokenStreamLocation at = parser.currentTokenLocation();
        int start = offset(at);
        int end = offset(parser.currentLocation());
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return new Node.Place(at.getLineNr(), at.getColumnNr(), start, Math.max(start, end));
    }

    /// The parser counts code points, and goes forward.
    private int offset(TokenStreamLocation at) {
        int points = Math.clamp(at.getCharOffset(), 0, length);
        lastOffset = text.offsetByCodePoints(lastOffset, points - lastPoints);
        lastPoints = points;
        return lastOffset;
    }

    private Map<String, Node.Entry> entries(int depth) throws InvalidSettingsException {
        var entries = new LinkedHashMap<String, Node.Entry>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            Node.Place at = place();
            parser.nextToken();
            var entry = new Node.Entry(at, node(depth + 1));
            if (entries.put(key, entry) != null) {
                throw invalid(at.line(), at.column(), "\"%s\" stands twice".formatted(key));
            }
        }
        return entries;
    }

    private List<Node> items(int depth) throws InvalidSettingsException {
        var items = new ArrayList<Node>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(depth + 1));
        }
        return items;
    }

    private InvalidSettingsException invalid(String message) {
        TokenStreamLocation at = parser.currentTokenLocation();
        return invalid(at.getLineNr(), at.getColumnNr(), message);
    }

    private static InvalidSettingsException invalid(int line, int column, String message) {
        return new InvalidSettingsException(List.of(new Problem(line, column, "", message)));
    }

    private static String firstLine(JacksonException e) {
        String message = e.getOriginalMessage();
        return message == null ? "it cannot be read" : message.lines().findFirst().orElse("");
    }
}
