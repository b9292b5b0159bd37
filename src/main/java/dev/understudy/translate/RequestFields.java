package dev.understudy.translate;

import dev.understudy.model.Conversation.AnswerFormat;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Conversation.ToolChoice;
import dev.understudy.model.Parameter;
import dev.understudy.model.RequestOption;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What the requests of all wires have in common, and the names of the fields that no other has.
final class RequestFields {
    private final JsonNode root;
    private final Wire wire;
    private final List<String> unknown = new ArrayList<>();

    /// @param known the fields that are read, apart from numbers and options; any other is
    ///   reported, unless it is off
    RequestFields(JsonNode root, Wire wire, Set<String> known) {
        this.root = root;
        this.wire = wire;
        Set<String> options = Options.fields(wire);
        root.properties()
                .forEach(field -> {
                    JsonNode value = field.getValue();
                    boolean off =
                            value.isNull()
                                    || (value.isBoolean() && !value.booleanValue())
                                    || (value.isContainer() && value.isEmpty());
                    if (!off
                            && !known.contains(field.getKey())
                            && !options.contains(field.getKey())
                            && !Fields.of(wire).containsValue(field.getKey())) {
                        unknown.add(field.getKey());
                    }
                });
    }

    JsonNode root() {
        return root;
    }

    void unknown(String name) {
        if (!unknown.contains(name)) {
            unknown.add(name);
        }
    }

    List<String> unknown() {
        return unknown;
    }

    Map<Parameter, BigDecimal> parameters() {
        var found = new EnumMap<Parameter, BigDecimal>(Parameter.class);
        Fields.of(wire)
                .forEach((parameter, name) -> {
                    if (root.path(name).isNumber()) {
                        found.put(parameter, root.path(name).decimalValue());
                    }
                });
        return found;
    }

    Map<RequestOption, String> options() {
        return Options.read(root, wire);
    }

    boolean streaming() {
        return root.path("stream").asBoolean(false);
    }

    boolean isFalse(String field) {
        JsonNode value = root.path(field);
        return value.isBoolean() && !value.booleanValue();
    }

    /// A function that may be called.
    ///
    /// @param schema the name of the schema's field
    /// @param around what the function stands in, where caching is asked for
    static Tool tool(JsonNode function, String schema, JsonNode around) {
        JsonNode parameters = function.path(schema);
        return new Tool(
                Json.string(function, "name"),
                Json.string(function, "description"),
                parameters.isObject()
                        ? Json.string(parameters)
                        : "{\"type\":\"object\",\"properties\":{}}",
                function.path("strict").asBoolean(false),
                CachePoints.duration(around));
    }

    /// Calls of a tool that is chosen by its name, or what a word says of all of them.
    ///
    /// @param function where a chosen function's name stands
    ToolChoice toolChoice(JsonNode choice, JsonNode function) {
        if (!choice.isObject()) {
            return toolChoice(choice.asString(""));
        }
        if (Json.string(choice, "type").equals("function") && function.isObject()) {
            return new ToolChoice.Named(Json.string(function, "name"));
        }
        unknown("tool_choice");
        return new ToolChoice.Free();
    }

    static OptionalLong length(JsonNode value) {
        return value.isNumber() && value.canConvertToLong()
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    /// The texts in a text or a list of them.
    static List<String> texts(JsonNode node) {
        var texts = new ArrayList<String>();
        if (node.isString()) {
            texts.add(node.stringValue());
        }
        for (JsonNode item : node) {
            if (item.isString()) {
                texts.add(item.stringValue());
            }
        }
        return texts;
    }

    static ToolChoice toolChoice(String word) {
        return switch (word) {
            case "required", "any" -> new ToolChoice.Required();
            case "none" -> new ToolChoice.None();
            default -> new ToolChoice.Free();
        };
    }

    /// @param details where the schema and its name stand
    static AnswerFormat format(String type, JsonNode details, String schema)
            throws UntranslatableException {
        return switch (type) {
            case "", "text" -> new AnswerFormat.Prose();
            case "json_object" -> new AnswerFormat.JsonObject();
            case "json_schema" ->
                    new AnswerFormat.Schema(
                            Json.text(details, "name").orElse("answer"),
                            Json.string(details, "description"),
                            details.path(schema).isObject()
                                    ? Json.string(details.path(schema))
                                    : "{\"type\":\"object\"}",
                            details.path("strict").asBoolean(false));
            default -> throw new UntranslatableException("an answer in the form of " + type);
        };
    }
}
