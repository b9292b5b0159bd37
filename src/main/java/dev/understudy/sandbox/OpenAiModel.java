package dev.understudy.sandbox;

import tools.jackson.databind.node.ObjectNode;

/// An entry of OpenAI's list of models.
final class OpenAiModel {
    private static final long CREATED = 1_767_225_600;

    private OpenAiModel() {}

    static ObjectNode json(String name) {
        return Json.object()
                .put("id", name)
                .put("object", "model")
                .put("created", CREATED)
                .put("owned_by", "sandbox");
    }
}
