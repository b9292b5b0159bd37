package dev.understudy.translate;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Lists of models as OpenAI's clients expect them.
public final class ModelNames {
    private ModelNames() {}

    /// A name a caller may ask for, and who serves it.
    public record Name(String id, String owner) {}

    /// The answer to `GET /v1/models`.
    public static byte[] list(List<Name> names) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("object", "list");
        ArrayNode data = root.putArray("data");
        names.forEach(name -> data.add(node(name)));
        return Json.bytes(root);
    }

    /// The answer to `GET /v1/models/{id}`.
    public static byte[] one(Name name) {
        return Json.bytes(node(name));
    }

    /// The answer to `GET /v1/models` for Anthropic's clients.
    public static byte[] messagesList(List<Name> names) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode data = root.putArray("data");
        names.forEach(name -> data.add(messagesNode(name)));
        root.put("has_more", false);
        root.put("first_id", names.isEmpty() ? null : names.getFirst().id());
        root.put("last_id", names.isEmpty() ? null : names.getLast().id());
        return Json.bytes(root);
    }

    /// The answer to `GET /v1/models/{id}` for Anthropic's clients.
    public static byte[] messagesOne(Name name) {
        return Json.bytes(messagesNode(name));
    }

    private static ObjectNode node(Name name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", name.id())
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", name.owner());
    }

    private static ObjectNode messagesNode(Name name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "model")
                .put("id", name.id())
                .put("display_name", name.id())
                .put("created_at", "1970-01-01T00:00:00Z");
    }

    /// The ids in such an answer.
    ///
    /// @throws MalformedJsonException if it is not JSON
    public static List<String> read(byte[] body) throws MalformedJsonException {
        var ids = new ArrayList<String>();
        for (JsonNode model : Json.read(body, 0, body.length).path("data")) {
            Json.text(model, "id").ifPresent(ids::add);
        }
        return ids;
    }
}
