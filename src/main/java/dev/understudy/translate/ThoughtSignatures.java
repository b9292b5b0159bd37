package dev.understudy.translate;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What Google's models seal their thoughts with on the chat-completions wire: beside a tool call,
/// or beside the text of an answer without one. Newer models refuse a history in which it is
/// missing from the first call of a turn.
final class ThoughtSignatures {
    /// What Google takes for a call that another model made.
    static final String OF_ANOTHER = "skip_thought_signature_validator";

    private static final String FIELD = "extra_content";

    private ThoughtSignatures() {}

    /// The seal of a call, or of a message.
    static Optional<String> in(JsonNode node) {
        return Json.text(node.path(FIELD).path("google"), "thought_signature");
    }

    static void put(String seal, ObjectNode node) {
        node.withObject("/" + FIELD).withObject("/google").put("thought_signature", seal);
    }

    /// Whether there was one.
    static boolean remove(ObjectNode node) {
        if (in(node).isEmpty()) {
            return false;
        }
        node.remove(FIELD);
        return true;
    }
}
