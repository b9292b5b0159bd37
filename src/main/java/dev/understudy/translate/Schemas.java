package dev.understudy.translate;

import dev.understudy.model.Conversation.AnswerFormat;
import dev.understudy.model.UntranslatableException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON schemas of answers and of tools.
final class Schemas {
    private Schemas() {}

    /// Writes an answer's schema with what OpenAI's wires tell of it.
    static void write(AnswerFormat.Schema schema, ObjectNode to) throws UntranslatableException {
        to.put("name", schema.name());
        if (!schema.description().isEmpty()) {
            to.put("description", schema.description());
        }
        to.put("strict", schema.strict());
        to.set("schema", Json.objectIn(schema.schema(), "the answer's schema"));
    }

    /// A tool's schema as Anthropic takes it: of an object.
    static JsonNode ofObject(String schema) throws UntranslatableException {
        JsonNode node = Json.objectIn(schema, "a tool's schema");
        return node.has("type") ? node : ((ObjectNode) node).put("type", "object");
    }

    /// An answer's schema as Anthropic takes it: with objects that hold nothing but what is named.
    static JsonNode closed(String schema) throws UntranslatableException {
        JsonNode node = Json.objectIn(schema, "the answer's schema");
        close(node);
        return node;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && RequestFields.texts(object.path("type")).contains("object")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Schemas::close);
    }
}
