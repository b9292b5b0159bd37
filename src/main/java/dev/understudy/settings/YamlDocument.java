package dev.understudy.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private YamlDocument(YAMLParser parser) {
        this.parser = parser;
    }

    /// The document's root; an empty mapping for an empty document.
    ///
    /// @throws InvalidSettingsException if the text is not one YAML document
    static Node read(String text) throws InvalidSettingsException {
        if (text.length() > LONGEST) {
            throw invalid(0, 0, "the file is larger than 1 MiB");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            var document = new YamlDocument((YAMLParser) parser);
            Node root = new Node.Mapping(1, 1, Map.of());
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
        TokenStreamLocation at = parser.currentTokenLocation();
        return switch (parser.currentToken()) {
            case START_OBJECT -> new Node.Mapping(at.getLineNr(), at.getColumnNr(), entries(depth));
            case START_ARRAY -> new Node.Sequence(at.getLineNr(), at.getColumnNr(), items(depth));
            case VALUE_STRING ->
                    new Node.Scalar(at.getLineNr(), at.getColumnNr(), parser.getString(), true);
            default ->
                    new Node.Scalar(
                            at.getLineNr(),
                            at.getColumnNr(),
                            parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString(),
                            false);
        };
    }

    private Map<String, Node.Entry> entries(int depth) throws InvalidSettingsException {
        var entries = new LinkedHashMap<String, Node.Entry>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            TokenStreamLocation at = parser.currentTokenLocation();
            parser.nextToken();
            var entry = new Node.Entry(at.getLineNr(), at.getColumnNr(), node(depth + 1));
            if (entries.put(key, entry) != null) {
                throw invalid(
                        at.getLineNr(), at.getColumnNr(), "\"%s\" stands twice".formatted(key));
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
