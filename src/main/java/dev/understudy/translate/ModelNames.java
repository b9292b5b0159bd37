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
        for (Name name : names) {
            data.addObject()
                    .put("id", name.id())
                    .put("object", "model")
                    .put("created", 0)
                    .put("owned_by", name.owner());
        }
        return Json.bytes(root);
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
