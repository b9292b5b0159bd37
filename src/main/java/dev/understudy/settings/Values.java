package dev.understudy.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values whose shape is free, as JSON and as plain Java.
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Values() {}

    /// A value as JSON.
    ///
    /// @param texts what becomes of each text
    static JsonNode json(Node node, UnaryOperator<String> texts) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar, texts);
            case Node.Sequence(_, var items) -> {
                ArrayNode array = JSON.arrayNode();
                items.forEach(item -> array.add(json(item, texts)));
                yield array;
            }
            case Node.Mapping(_, var entries) -> {
                ObjectNode object = JSON.objectNode();
                entries.forEach((key, entry) -> object.set(key, json(entry.value(), texts)));
                yield object;
            }
        };
    }

    /// A mapping as texts, numbers, booleans, lists and maps; what is null is left out.
    static Map<String, Object> plain(Map<String, Node.Entry> entries) {
        var map = new LinkedHashMap<String, Object>();
        entries.forEach((key, entry) -> {
            JsonNode value = json(entry.value(), UnaryOperator.identity());
            if (!value.isNull()) {
                map.put(key, plain(value));
            }
        });
        return Collections.unmodifiableMap(map);
    }

    private static Object plain(JsonNode value) {
        if (value.isArray()) {
            List<Object> list = new ArrayList<>();
            for (JsonNode item : value) {
                if (!item.isNull()) {
                    list.add(plain(item));
                }
            }
            return Collections.unmodifiableList(list);
        }
        if (value.isObject()) {
            var map = new LinkedHashMap<String, Object>();
            value.properties()
                    .forEach(property -> {
                        if (!property.getValue().isNull()) {
                            map.put(property.getKey(), plain(property.getValue()));
                        }
                    });
            return Collections.unmodifiableMap(map);
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber()) {
            return value.isIntegralNumber() && value.canConvertToLong()
                    ? (Object) value.longValue()
                    : (Object) value.doubleValue();
        }
        return value.asString();
    }

    private static JsonNode scalar(Node.Scalar scalar, UnaryOperator<String> texts) {
        if (scalar.quoted()) {
            return JSON.stringNode(texts.apply(scalar.text()));
        }
        if (scalar.isNull()) {
            return JSON.nullNode();
        }
        String text = scalar.text();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return JSON.booleanNode(text.equalsIgnoreCase("true"));
        }
        try {
            var number = new BigDecimal(text.replace("_", ""));
            return text.matches("[-+]?[0-9_]+")
                    ? JSON.numberNode(number.toBigIntegerExact())
                    : JSON.numberNode(number);
        } catch (NumberFormatException _) {
            return JSON.stringNode(text);
        }
    }
}
